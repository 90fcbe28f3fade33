"""A city's home: what needs whoever looks now."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City
from tests.factories import (
    FamilyFactory,
    ListingFactory,
    PartnershipFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from tests.pages import SeenPage
from workshops.models import Proposal, Step


def home(client: Client, city: City) -> SeenPage:
    """Return the city's home as somebody sees it."""
    response = client.get(reverse("workshops:today", args=[city.code]))
    assert response.status_code == 200
    return SeenPage(response)


def test_a_new_city_is_told_where_to_start(as_facilitator: Client, as_viewer: Client, litto: City) -> None:
    assert "Start with one concrete project" in home(as_facilitator, litto).text
    assert "Set up a workshop" in home(as_facilitator, litto).links
    assert "Set up a workshop" not in home(as_viewer, litto).links


def test_the_workshop_nearest_to_today_is_the_one_under_way(as_facilitator: Client, litto: City) -> None:
    today = timezone.localdate()
    WorkshopFactory.create(city=litto, title="Long ago", date=date(2020, 1, 1))
    near = WorkshopFactory.create(city=litto, title="Tomorrow", date=today + timedelta(days=1))
    WorkshopFactory.create(city=litto, title="Put away", date=today, archived_at=timezone.now())

    page = home(as_facilitator, litto)

    assert page.links["Name who belongs at the table"] == near.get_absolute_url()
    assert "Long ago" in page.links
    assert "Put away" not in page.text


def test_the_next_action_follows_the_work(as_facilitator: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    empty = FamilyFactory.create(city=litto)
    ListingFactory.create(workshop=workshop, family=FamilyFactory.create(city=litto))
    assert "Look at 1 empty chair" in home(as_facilitator, litto).links

    ListingFactory.create(workshop=workshop, family=empty)
    assert "Everybody is listed: go on to identification" in home(as_facilitator, litto).links

    workshop.step = Step.IDENTIFICATION
    workshop.save()
    assert "Assess 2 stakeholders more" in home(as_facilitator, litto).links

    workshop.step = Step.PARTNERING
    workshop.save()
    assert "Choose the partners" in home(as_facilitator, litto).links


def test_what_waits_is_counted_for_those_who_may_do_it(
    as_editor: Client, as_viewer: Client, litto: City
) -> None:
    StakeholderFactory.create(city=litto)
    StakeholderFactory.create(city=litto, confirmed_on=timezone.localdate())
    listing = ListingFactory.create(workshop__city=litto)
    Proposal.objects.create(listing=listing, field=Proposal.Field.READINESS, value={"level": 3})
    theirs = ListingFactory.create()
    Proposal.objects.create(listing=theirs, field=Proposal.Field.READINESS, value={"level": 3})

    page = home(as_editor, litto)

    assert "1 entry to confirm" in page.text
    assert "1 proposal to accept or refuse" in page.text
    assert "entry not confirmed within a year" in home(as_viewer, litto).links


def test_late_first_actions_are_named_and_others_are_not(as_viewer: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    yesterday = timezone.localdate() - timedelta(days=1)
    names = {"Late": yesterday, "In time": timezone.localdate(), "No day": None}
    for name, day in names.items():
        PartnershipFactory.create(
            listing__workshop=workshop, listing__name=name, due_on=day, first_action=f"Call {name}"
        )
    removed = PartnershipFactory.create(listing__workshop=workshop, listing__name="Gone", due_on=yesterday)
    removed.listing.removed_at = timezone.now()
    removed.listing.save()

    page = home(as_viewer, litto)

    assert "1 first action is late" in page.text
    assert "Call Late" in page.text
    assert not {"In time", "No day", "Gone"} & set(page.links)


def test_a_fictional_city_says_so(as_viewer: Client, litto: City) -> None:
    assert "fictional" not in home(as_viewer, litto).text

    litto.is_fictional = True
    litto.save()

    assert "Litto is a fictional city." in home(as_viewer, litto).text


def test_another_citys_home_is_not_found(as_stranger: Client, litto: City) -> None:
    assert as_stranger.get(reverse("workshops:today", args=[litto.code])).status_code == 404
