"""A workshop's map for anybody: without what the room said of anybody."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, User
from ecosystem.register import links
from tests.factories import (
    AnswerFactory,
    ListingFactory,
    NeedFactory,
    PartnershipFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Question, Workshop, WorkshopMapLink

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop with two stakeholders, one of them a partner, and a need nobody meets."""
    workshop = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    entry = StakeholderFactory.create(city=litto, name="Water Office", description="Slow to answer")
    partner = ListingFactory.create(
        workshop=workshop, name="Water Office", stakeholder=entry, family=entry.family
    )
    other = ListingFactory.create(workshop=workshop, name="Tanker drivers")
    PartnershipFactory.create(listing=partner)
    AnswerFactory.create(listing=other, question=Question.INFLUENCE, value=1)
    NeedFactory.create(workshop=workshop, label="Somebody on call")
    return workshop


def made(workshop: Workshop) -> str:
    """Return the token of a new link."""
    link = WorkshopMapLink(workshop=workshop, ends_on=timezone.localdate() + timedelta(days=3))
    return links.make(link, among=WorkshopMapLink.objects.filter(workshop=workshop))


def shared(token: str, name: str = "map") -> str:
    return reverse(f"shared-workshop:{name}", args=[token])


@pytest.mark.parametrize("view", ["ecosystem", "layers", "network", "influence"])
@pytest.mark.parametrize("name", ["map", "picture", "frame"])
def test_ratings_partners_and_needs_stay_inside(
    workshop: Workshop, client: Client, view: str, name: str
) -> None:
    page = client.get(shared(made(workshop), name), {"view": view}).content.decode()

    for shown in ("Prepaid water kiosks", "Water Office", "Tanker drivers"):
        assert shown in page
    hidden = ("artner", "Likely", "Distant", "Not yet known", "Somebody on call", "nfluence", "Slow to")
    assert [word for word in hidden if word in page] == []


def test_partners_and_others_are_drawn_alike(workshop: Workshop, client: Client) -> None:
    page = client.get(shared(made(workshop))).content.decode()

    # The second outline of a partner is wider than any other of a mark.
    assert 'stroke-width="3.4"' not in page


def test_a_link_opens_until_it_is_taken_back_or_the_workshop_archived(
    workshop: Workshop, client: Client
) -> None:
    first, second = made(workshop), made(workshop)
    assert client.get(shared(first)).status_code == 200

    links.revoke(WorkshopMapLink.objects.order_by("pk")[0])
    assert client.get(shared(first)).status_code == 404
    assert client.get(shared(second)).status_code == 200

    workshop.archived_at = timezone.now()
    workshop.save()
    assert client.get(shared(second)).status_code == 404
    assert client.get(shared(second, "picture")).status_code == 404
    assert client.get(shared(second, "frame")).status_code == 404


def test_a_frame_may_stand_in_pages_of_others(workshop: Workshop, client: Client) -> None:
    answer = client.get(shared(made(workshop), "frame"))

    assert "frame-ancestors *" in answer["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer


def test_a_city_s_address_does_not_open_a_workshop_s_map(workshop: Workshop, client: Client) -> None:
    assert client.get(reverse("shared:map", args=[made(workshop)])).status_code == 404


def test_a_facilitator_makes_a_link_and_takes_it_back(
    workshop: Workshop, as_facilitator: Client, facilitator: User, client: Client
) -> None:
    own = [workshop.city.code, workshop.pk]
    entered = {"purpose": "the press", "ends_on": timezone.localdate().isoformat()}

    page = as_facilitator.post(reverse("workshops:map-link-create", args=own), entered, follow=True)
    address = re.search(rb'id="made-page" readonly value="http://testserver([^"]+)"', page.content)
    assert address is not None
    assert client.get(address[1].decode()).status_code == 200

    link = WorkshopMapLink.objects.get()
    assert (link.made_by, link.purpose) == (facilitator, "the press")
    as_facilitator.post(reverse("workshops:map-link-revoke", args=[*own, link.pk]))
    assert client.get(address[1].decode()).status_code == 404


def test_a_link_of_another_workshop_is_not_found(workshop: Workshop, as_facilitator: Client) -> None:
    other = WorkshopFactory.create(city=workshop.city)
    made(other)
    link = WorkshopMapLink.objects.get()

    answer = as_facilitator.post(
        reverse("workshops:map-link-revoke", args=[workshop.city.code, workshop.pk, link.pk])
    )

    assert answer.status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_only_who_may_share_is_offered_to(
    workshop: Workshop, as_facilitator: Client, as_viewer: Client
) -> None:
    own = [workshop.city.code, workshop.pk]
    page, here = reverse("workshops:map", args=own), reverse("workshops:map-links", args=own)

    assert here in as_facilitator.get(page).content.decode()
    assert here not in as_viewer.get(page).content.decode()
