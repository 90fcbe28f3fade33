"""Then and now of a workshop: what is kept, and what the page says."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.conftest import signed_in
from tests.factories import ListingFactory, PartnershipFactory, WorkshopFactory
from workshops.models import Step, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return WorkshopFactory.create(city=litto)


def _page(client: Client, workshop: Workshop, asked: str = "") -> str:
    address = reverse("workshops:then", args=[workshop.city.code, workshop.pk])
    return client.get(f"{address}{asked}").content.decode()


def _to(client: Client, workshop: Workshop, step: str) -> None:
    client.post(reverse("workshops:step", args=[workshop.city.code, workshop.pk]), {"step": step})


def test_a_step_left_is_kept_and_what_came_after_is_told(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    staying = ListingFactory.create(workshop=workshop, name="Water kiosks of Kpota")
    _to(client, workshop, Step.IDENTIFICATION)
    ListingFactory.create(workshop=workshop, name="Late <b>comers</b>", family=staying.family)
    PartnershipFactory.create(listing=staying)

    page = _page(client, workshop)

    assert "2 changes" in page
    assert "End of Listing" in page
    assert "Late &lt;b&gt;comers&lt;/b&gt;" in page
    assert "Became partner" in page
    assert "No longer partner" not in page
    assert "The map then" in page


def test_staying_in_a_step_keeps_nothing(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    _to(client, workshop, workshop.step)

    assert not workshop.snapshots.exists()
    assert "No earlier state is kept yet" in _page(client, workshop)


def test_a_state_kept_by_name_can_be_chosen_and_equals_itself(workshop: Workshop, facilitator: User) -> None:
    client = signed_in(facilitator)
    keep = reverse("workshops:then-keep", args=[workshop.city.code, workshop.pk])
    ListingFactory.create(workshop=workshop)
    client.post(keep, {"name": "Before lunch"})
    kept = workshop.snapshots.get()

    page = _page(client, workshop, f"?from={kept.pk}&to={kept.pk}")

    assert "Before lunch" in page
    assert "0 changes" in page
    assert client.post(keep, {"name": " "}).status_code == 422


def test_a_broken_state_says_so(workshop: Workshop, viewer: User) -> None:
    workshop.snapshots.create(step=workshop.step, records={"version": 99})

    assert "cannot be read any more" in _page(signed_in(viewer), workshop)


def test_a_viewer_reads_and_keeps_nothing(workshop: Workshop, viewer: User) -> None:
    client = signed_in(viewer)

    assert "Keep this state" not in _page(client, workshop)
    keep = reverse("workshops:then-keep", args=[workshop.city.code, workshop.pk])
    assert client.post(keep, {"name": "Mine"}).status_code == 403
