"""A city's map for anybody: by a link that ends, can be taken back, and shows what is public."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, MapLink, RelationKind, Stakeholder, User
from ecosystem.models.link import hash_of
from ecosystem.register import links
from tests.factories import (
    CityFactory,
    FamilyFactory,
    InterestFactory,
    LayerFactory,
    MapLinkFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
)

pytestmark = pytest.mark.django_db
TOMORROW = timezone.localdate() + timedelta(days=1)


@pytest.fixture
def people(litto: City) -> list[Stakeholder]:
    """Three stakeholders of Litto with all that a register knows of them."""
    offices = FamilyFactory.create(city=litto, names={"en": "Local authorities"})
    FamilyFactory.create(city=litto, names={"en": "Empty family"})
    layer = LayerFactory.create(code="data", names={"en": "Data production"})
    rows = [
        StakeholderFactory.create(
            city=litto,
            name=name,
            family=offices,
            readiness=4,
            description="Slow to answer",
            source="A private note",
        )
        for name in ("Water Office", "Eaux du Littoral", "Kiosk keepers")
    ]
    rows[0].layers.add(layer)
    ResourceFactory.create(stakeholder=rows[0], kind="data", description="Sales by the hour")
    InterestFactory.create(stakeholder=rows[0], kind="profit", description="More money")
    RelationFactory.create(source=rows[0], target=rows[1], kind=RelationKind.GOVERNS, note="since 1998")
    RelationFactory.create(source=rows[0], target=rows[2], kind=RelationKind.TENSION)
    RelationFactory.create(source=rows[1], target=rows[2], kind=RelationKind.TRUST)
    return rows


def made(city: City, ends_on: date = TOMORROW) -> str:
    """Return the token of a new link."""
    link = MapLink(city=city, ends_on=ends_on, purpose="the city's website")
    return links.make(link, among=MapLink.objects.filter(city=city))


def shared(token: str, name: str = "map") -> str:
    return reverse(f"shared:{name}", args=[token])


def test_anybody_with_the_link_sees_names_families_layers_and_relations(
    litto: City, people: list[Stakeholder], client: Client
) -> None:
    response = client.get(shared(made(litto)))
    page = response.content.decode()

    assert response.status_code == 200
    for shown in ("Water Office", "Eaux du Littoral", "Local authorities", "Data production", "governs"):
        assert shown in page


@pytest.mark.parametrize("view", ["ecosystem", "layers", "network", "influence", "nonsense"])
@pytest.mark.parametrize("name", ["map", "picture", "frame"])
def test_what_is_not_public_is_on_no_view_and_no_picture(
    litto: City, people: list[Stakeholder], client: Client, view: str, name: str
) -> None:
    page = client.get(shared(made(litto), name), {"view": view}).content.decode()

    assert "Water Office" in page
    hidden = ("Slow to answer", "private note", "Sales by", "More money", "since 1998", "tension", "trust")
    words = ("Readiness", "readiness", "nfluence", "nterest", "Empty family", "Brings")
    assert [word for word in (*hidden, *words) if word in page.replace("data:font", "")] == []


def test_a_link_needs_no_account_sets_no_cookie_and_is_kept_by_nobody(
    litto: City, people: list[Stakeholder], client: Client
) -> None:
    token = made(litto)
    for name in ("map", "picture", "frame"):
        response = client.get(shared(token, name))
        assert response.cookies == {}
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert b"<script" not in response.content
    assert client.get(shared(token, "picture"))["Content-Type"].startswith("image/svg+xml")


def test_wrong_ended_and_revoked_links_answer_alike(
    litto: City, people: list[Stakeholder], client: Client
) -> None:
    ended, revoked = made(litto), made(litto)
    MapLink.objects.filter(token_hash=hash_of(ended)).update(ends_on=timezone.localdate() - timedelta(days=1))
    links.revoke(MapLink.objects.get(token_hash=hash_of(revoked)))

    answers = [
        client.get(shared(token, name)) for name in ("map", "picture") for token in (ended, revoked, "x")
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert len({re.sub(rb"nonce[^>]*", b"", answer.content) for answer in answers}) == 1


def test_only_the_frame_may_stand_in_pages_of_others(
    litto: City, people: list[Stakeholder], client: Client
) -> None:
    token = made(litto)
    frame, page = client.get(shared(token, "frame")), client.get(shared(token))

    policy = frame["Content-Security-Policy"]
    assert "frame-ancestors *" in policy
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy
    assert "X-Frame-Options" not in frame
    assert "frame-ancestors 'none'" in page["Content-Security-Policy"]
    assert page["X-Frame-Options"] == "DENY"


def test_a_frame_of_a_link_that_is_wrong_or_taken_back_says_so_and_nothing_else(
    litto: City, people: list[Stakeholder], client: Client
) -> None:
    token = made(litto)
    links.revoke(MapLink.objects.get())

    answers = [client.get(shared(name, "frame")) for name in (token, "x")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content == answers[1].content
    assert b"This map is shared no more" in answers[0].content
    assert b"frame-ancestors *" in answers[0]["Content-Security-Policy"].encode()
    assert b"Litto" not in answers[0].content


def test_a_link_opens_on_its_last_day(litto: City) -> None:
    token = made(litto, ends_on=timezone.localdate())

    assert links.opened(MapLink.objects.all(), token).city == litto


def test_the_token_is_not_kept(litto: City) -> None:
    token = made(litto)
    link = MapLink.objects.get()

    assert token not in [str(value) for value in vars(link).values()]
    assert len(token) >= 43  # 256 bits
    with pytest.raises(Http404):
        links.opened(MapLink.objects.all(), link.token_hash)


@pytest.mark.parametrize("days", [-1, 367])
def test_a_link_ends_within_a_year(litto: City, days: int) -> None:
    with pytest.raises(ValidationError):
        made(litto, ends_on=timezone.localdate() + timedelta(days=days))
    assert MapLink.objects.count() == 0


def test_a_map_has_so_many_open_links_at_most(litto: City) -> None:
    MapLinkFactory.create_batch(links.MOST_OPEN, city=litto)
    with pytest.raises(ValidationError):
        made(litto)

    links.revoke(MapLink.objects.all()[0])

    assert made(litto)


def test_a_manager_makes_a_link_sees_it_once_and_takes_it_back(
    litto: City, people: list[Stakeholder], as_manager: Client, manager: User, client: Client
) -> None:
    here = reverse("register:map-links", args=[litto.code])
    entered = {"purpose": "the <b>newspaper</b>", "ends_on": TOMORROW.isoformat()}

    page = as_manager.post(reverse("register:map-link-create", args=[litto.code]), entered, follow=True)
    address = re.search(rb'id="made-page" readonly value="http://testserver([^"]+)"', page.content)
    assert address is not None
    assert b"the &lt;b&gt;newspaper&lt;/b&gt;" in page.content
    assert b"made by <bdi>Manager</bdi>" in page.content
    assert address[1] not in as_manager.get(here).content
    assert client.get(address[1].decode()).status_code == 200

    link = MapLink.objects.get()
    assert link.made_by == manager
    page = as_manager.post(reverse("register:map-link-revoke", args=[litto.code, link.pk]), follow=True)
    assert "taken back on" in page.content.decode()
    assert client.get(address[1].decode()).status_code == 404


def test_a_form_that_cannot_be_used_keeps_what_was_typed(litto: City, as_manager: Client) -> None:
    response = as_manager.post(
        reverse("register:map-link-create", args=[litto.code]), {"purpose": "press", "ends_on": "2001-01-01"}
    )

    assert response.status_code == 422
    assert 'value="press"' in response.content.decode()
    assert "Choose a day from today" in response.content.decode()
    assert MapLink.objects.count() == 0


def test_only_who_may_share_is_offered_to(litto: City, as_manager: Client, as_editor: Client) -> None:
    page, here = reverse("register:map", args=[litto.code]), reverse("register:map-links", args=[litto.code])

    assert here in as_manager.get(page).content.decode()
    assert here not in as_editor.get(page).content.decode()


def test_the_list_of_another_city_s_links_is_not_shown(litto: City, as_manager: Client) -> None:
    MapLinkFactory.create(city=CityFactory.create(), purpose="foreign")

    assert "foreign" not in as_manager.get(reverse("register:map-links", args=[litto.code])).content.decode()


def test_a_page_costs_as_many_queries_for_10_stakeholders_as_for_3(
    litto: City,
    people: list[Stakeholder],
    client: Client,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    token = made(litto)
    with django_assert_max_num_queries(10) as few:  # type: ignore[attr-defined]
        client.get(shared(token))
    StakeholderFactory.create_batch(10, city=litto, family=people[0].family)
    MapLinkFactory.create_batch(5, city=litto)

    with django_assert_max_num_queries(len(few)):  # type: ignore[attr-defined]
        client.get(shared(token))
