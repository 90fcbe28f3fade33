"""A rehearsal is played with simulated people, and nothing of it reaches what is real."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.conftest import signed_in
from tests.factories import ListingFactory, NeedFactory, StakeholderFactory, WorkshopFactory
from tests.pages import SeenPage
from workshops import rating
from workshops import room as rooms
from workshops.models import Contribution, Dots, Proposal, Room, RoomAnswer, Workshop
from workshops.proposals import propose
from workshops.rehearsing import act, add_people, rehearse

pytestmark = pytest.mark.django_db


@pytest.fixture
def workshop(litto: City) -> Workshop:
    water = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    entry = StakeholderFactory.create(city=litto, name="Harbour bank")
    ListingFactory.create(workshop=water, name="Harbour bank", stakeholder=entry, family=entry.family)
    NeedFactory.create(workshop=water, label="a loan")
    return water


def test_a_rehearsal_is_a_copy_with_simulated_people(workshop: Workshop, facilitator: User) -> None:
    room = rehearse(workshop, by=facilitator, people=5)

    assert room.workshop.title == "Rehearsal: Prepaid water kiosks"
    assert [listing.name for listing in room.workshop.listings.all()] == ["Harbour bank"]
    assert [need.label for need in room.workshop.needs.all()] == ["a loan"]
    assert room.participants.filter(is_simulated=True).count() == 5


def test_simulated_people_do_what_the_room_does_and_the_workshop_stays_as_it_was(
    workshop: Workshop, facilitator: User
) -> None:
    room = rehearse(workshop, by=facilitator, people=5)

    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    assert act(room) == 5
    asked = rating.ask(room, room.workshop.listings.all(), ["readiness", "gain"], by=facilitator)
    assert (act(room), act(room)) == (5, 0)
    rating.set_state(asked, "revealed", by=facilitator)
    rooms.set_stage(room, Room.Stage.PARTNERING, by=facilitator)
    assert act(room) == 5

    assert (Contribution.objects.count(), RoomAnswer.objects.count(), Dots.objects.count()) == (5, 10, 5)
    listing = workshop.listings.get()
    assert not listing.round_items.exists()
    assert not listing.dots.exists()
    assert not hasattr(workshop, "room")


def test_a_fresh_rehearsal_replaces_the_one_before(workshop: Workshop, facilitator: User) -> None:
    rehearse(workshop, by=facilitator, people=2)
    rehearse(workshop, by=facilitator, people=3)

    assert Workshop.objects.filter(rehearses=workshop).count() == 1
    assert Room.objects.get().participants.count() == 3


def test_nothing_of_a_rehearsal_reaches_the_register_or_the_citys_pages(
    workshop: Workshop, facilitator: User, as_facilitator: Client
) -> None:
    copy = rehearse(workshop, by=facilitator, people=0).workshop

    with pytest.raises(ValidationError, match="nothing of it reaches the register"):
        propose(copy, by=facilitator)
    as_facilitator.post(reverse("workshops:propose", args=["litto", copy.pk]))
    assert not Proposal.objects.exists()
    for name in ("list", "today"):
        page = as_facilitator.get(reverse(f"workshops:{name}", args=["litto"]))
        assert "Prepaid water kiosks" in page.text
        assert "Rehearsal:" not in page.text


def test_simulated_people_never_come_into_a_real_room(workshop: Workshop, as_facilitator: Client) -> None:
    real = rooms.open_room(workshop)

    for deed in (lambda: add_people(real, 1), lambda: act(real)):
        with pytest.raises(ValueError, match="rehearsals only"):
            deed()
    assert as_facilitator.post(reverse("workshops:room-act", args=["litto", workshop.pk])).status_code == 404


def test_no_mark_set_by_hand_turns_a_real_room_into_a_rehearsal_or_back(
    workshop: Workshop, facilitator: User, superuser: User
) -> None:
    real = rooms.open_room(workshop)
    copy = rehearse(workshop, by=facilitator, people=1)
    admins = signed_in(superuser)
    for name, row, mark in (
        ("room", real, "is_rehearsal"),
        ("workshop", copy.workshop, "rehearses"),
        ("participant", copy.participants.get(), "is_simulated"),
    ):
        form = SeenPage(admins.get(reverse(f"admin:workshops_{name}_change", args=[row.pk]))).forms
        assert mark not in {field for each in form for field in each["fields"]}, name

    Room.objects.filter(pk=real.pk).update(is_rehearsal=True)
    real.refresh_from_db()
    with pytest.raises(ValueError, match="rehearsals only"):
        add_people(real, 1)


def test_the_command_and_the_button_open_a_rehearsal(workshop: Workshop, as_facilitator: Client) -> None:
    call_command("rehearse", "litto", people=4)
    assert Room.objects.get().participants.count() == 4

    console = as_facilitator.post(
        reverse("workshops:room-rehearse", args=["litto", workshop.pk]), follow=True
    )
    assert "Let them act" in console.text
    assert Room.objects.get().participants.count() == 20


def test_a_rehearsal_is_not_rehearsed_nor_by_too_many(workshop: Workshop, facilitator: User) -> None:
    with pytest.raises(ValidationError, match="up to 500"):
        rehearse(workshop, by=facilitator, people=501)
    copy = rehearse(workshop, by=facilitator, people=0).workshop
    with pytest.raises(ValidationError, match="already"):
        rehearse(copy, by=facilitator)
