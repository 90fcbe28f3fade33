"""Two who draw the same relation at the same moment draw it once, and the second reads why."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import sleep

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from ecosystem.models import AbstractRelation, City, Relation, User
from tests.conftest import signed_in
from tests.factories import ListingFactory, StakeholderFactory, WorkshopFactory
from workshops.models import DrawnRelation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def slow_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the moment between looking whether it is there and keeping it last."""
    full_clean = AbstractRelation.full_clean

    def slow(self: AbstractRelation, *args: object, **kwargs: object) -> None:
        sleep(0.3)
        full_clean(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(AbstractRelation, "full_clean", slow)


def together(*posts: Callable[[], str]) -> list[str]:
    """Let all post at the same moment; return what they read."""
    barrier = Barrier(len(posts))

    def one(post: Callable[[], str]) -> str:
        barrier.wait(10)
        try:
            return post()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(one, posts))


def draws(client: Client, address: str, source: str, target: str, is_mutual: bool) -> Callable[[], str]:
    """Return what draws a relation beside a map."""
    typed = {
        "source": source,
        "target": target,
        "kind": "trust",
        "strength": "2",
        **({"is_mutual": "on"} if is_mutual else {}),
    }

    def post() -> str:
        return client.post(address, typed, headers={"HX-Request": "true"}).content.decode()

    return post


@pytest.mark.usefixtures("slow_check")
@pytest.mark.parametrize("is_mutual", [False, True])
def test_in_a_workshop_two_draw_one_relation_from_either_end(
    litto: City, facilitator: User, manager: User, is_mutual: bool
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    for name in ("Water Office", "Kiosko Lab"):
        ListingFactory.create(workshop=workshop, name=name)
    address = reverse("workshops:map-relate", args=[litto.code, workshop.pk])
    ends = ("Water Office", "Kiosko Lab")
    others = ends[::-1] if is_mutual else ends

    read = together(
        draws(signed_in(facilitator), address, *ends, is_mutual),
        draws(signed_in(manager), address, *others, is_mutual),
    )

    assert DrawnRelation.objects.count() == 1
    assert sum("is on the map already." in page for page in read) == 1


@pytest.mark.usefixtures("slow_check")
@pytest.mark.parametrize("is_mutual", [False, True])
def test_in_the_register_two_draw_one_relation_from_either_end(
    litto: City, editor: User, manager: User, is_mutual: bool
) -> None:
    for name in ("Water Office", "Kiosko Lab"):
        StakeholderFactory.create(city=litto, name=name)
    address = reverse("register:map-relate", args=[litto.code])
    ends = ("Water Office", "Kiosko Lab")
    others = ends[::-1] if is_mutual else ends

    read = together(
        draws(signed_in(editor), address, *ends, is_mutual),
        draws(signed_in(manager), address, *others, is_mutual),
    )

    assert Relation.objects.count() == 1
    assert sum("is on the map already." in page for page in read) == 1
