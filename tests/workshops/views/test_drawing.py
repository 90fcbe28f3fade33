"""Listing somebody on the workshop's map."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Family
from tests.factories import FamilyFactory, ResourceFactory, StakeholderFactory, WorkshopFactory
from workshops.models import Answer, Listing, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto)


@pytest.fixture
def family(litto: City) -> Family:
    """The family most are in."""
    return FamilyFactory.create(city=litto)


def add(client: Client, workshop: Workshop, **typed: object) -> tuple[int, str]:
    """Post the form; return the status, and the page or the address one is led to."""
    answer = client.post(reverse("workshops:map-add", args=[workshop.city.code, workshop.pk]), typed)
    return answer.status_code, answer.headers.get("Location", answer.content.decode())


def test_somebody_new_is_listed_and_shown(as_facilitator: Client, workshop: Workshop, family: Family) -> None:
    status, to = add(as_facilitator, workshop, name="Kiosk keepers", family=family.pk, view="influence")

    assert (status, Listing.objects.get().name) == (302, "Kiosk keepers")
    sheet = as_facilitator.get(to).context["map"]
    assert sheet.view == "influence"
    assert sheet.payload["marks"][sheet.payload["show"]]["name"] == "Kiosk keepers"


def test_a_name_of_the_register_lists_that_entry_with_what_is_known(
    as_facilitator: Client, workshop: Workshop, family: Family
) -> None:
    entry = StakeholderFactory.create(city=workshop.city, name="Kiosko Lab")
    ResourceFactory.create(stakeholder=entry, kind="data")

    add(as_facilitator, workshop, name="kiosko lab", family=family.pk)

    listing = Listing.objects.get()
    assert (listing.stakeholder, listing.family) == (entry, entry.family)
    assert Answer.objects.filter(listing=listing, question="resource", kind="data").exists()


def test_a_likely_twin_is_asked_about(as_facilitator: Client, workshop: Workshop, family: Family) -> None:
    StakeholderFactory.create(city=workshop.city, name="Kiosko Lab")

    status, page = add(as_facilitator, workshop, name="Kiosko Labs", family=family.pk)
    assert (status, Listing.objects.count()) == (409, 0)
    assert "It is somebody else" in page

    add(as_facilitator, workshop, name="Kiosko Labs", family=family.pk, is_another="on")
    assert Listing.objects.get().stakeholder is None


def test_an_empty_name_is_asked_for(as_facilitator: Client, workshop: Workshop, family: Family) -> None:
    status, page = add(as_facilitator, workshop, name="", family=family.pk)

    assert status == 422
    assert "Say a name first" in page
