"""A presentation of the workshop's map: put together, shown, taken away."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.conftest import signed_in
from tests.factories import ListingFactory, SlideFactory, WorkshopFactory
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return WorkshopFactory.create(city=litto)


def _url(workshop: Workshop, name: str, *parts: int | str) -> str:
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *parts])


def _page(client: Client, workshop: Workshop, name: str = "presentation") -> str:
    return client.get(_url(workshop, name)).content.decode()


def test_states_are_added_put_in_order_removed_and_back(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    ListingFactory.create(workshop=workshop)
    for caption in ("First look", "Who <b>brings</b> money"):
        client.post(_url(workshop, "slide-add"), {"caption": caption, "view": "ecosystem"})
    first, second = workshop.slides.all()

    page = _page(client, workshop)
    assert page.index("First look") < page.index("Who &lt;b&gt;brings&lt;/b&gt; money")
    assert "2 of 2" in page

    client.post(_url(workshop, "slide-move", second.pk), {"way": "up"})
    page = _page(client, workshop)
    assert page.index("First look") > page.index("Who &lt;b&gt;brings")

    client.post(_url(workshop, "slide-remove", first.pk))
    assert "First look" not in _page(client, workshop)
    client.post(_url(workshop, "slide-restore", first.pk))
    assert "First look" in _page(client, workshop)


def test_a_filter_leaves_only_whom_it_means(workshop: Workshop, viewer: User) -> None:
    here = ListingFactory.create(workshop=workshop, name="Kiosks of Kpota")
    ListingFactory.create(workshop=workshop, name="Bank of the bay")
    SlideFactory.create(workshop=workshop, focus=here)

    page = _page(signed_in(viewer), workshop)

    assert "Kiosks" in page
    assert "Bank" not in page


def test_a_state_without_sense_is_refused(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)

    answer = client.post(_url(workshop, "slide-add"), {"caption": "kept text", "view": "sideways"})

    assert answer.status_code == 422
    assert "kept text" in answer.content.decode()
    assert not workshop.slides.exists()


def test_the_file_to_take_along_has_the_presentation(workshop: Workshop, viewer: User) -> None:
    ListingFactory.create(workshop=workshop)
    SlideFactory.create(workshop=workshop, caption="Last of all")

    file = b"".join(signed_in(viewer).get(_url(workshop, "map-download", "html")))

    assert b"Last of all" in file
    assert b"map-presentation" in file
