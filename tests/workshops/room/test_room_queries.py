"""What the room's screens ask of the database does not grow with the people in it."""

import random
from collections.abc import Callable
from itertools import combinations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, User
from ecosystem.register.likeness import Reason, likeness, pairs_alike, reasons_between
from tests.factories import ContributionFactory, ListingFactory, PledgeFactory, StakeholderFactory
from tests.phones import Phone, phone_in
from workshops import rating
from workshops.contributions import queue_of
from workshops.models import Dots, Listing, Room, RoomAnswer, RoomChoice, Seconding
from workshops.screens import console_feed, phone_feed, wall_feed

pytestmark = pytest.mark.django_db
# Words that are unlike each other, two for each name.
ENDS = [f"{two}{three}" for two in ("ol", "ane", "ibu") for three in ("go", "ra", "nis")]
SOUNDS = [f"{one}{end}" for one in "bdfgkmprtz" for end in ENDS]


def fill(room: Room, upto: int, facilitator: User) -> None:
    """Let there be `upto` people, proposals, listings, register entries and pledges in the room."""
    for number in range(room.participants.count(), upto):
        name = f"{SOUNDS[number]} {SOUNDS[-1 - number]}"
        listing = ListingFactory.create(workshop=room.workshop, name=f"{name} listed")
        StakeholderFactory.create(city=room.workshop.city, name=f"{name} kept", family=listing.family)
        who = phone_in(room, family=listing.family).participant
        named = ContributionFactory.create(room=room, name=name, participant=who, family=listing.family)
        Seconding.objects.create(contribution=named, participant=room.participants.first())
        PledgeFactory.create(listing=listing, participant=who)
        Dots.objects.create(listing=listing, participant=who, count=1)
    for item in room.rounds.get().items.all():
        for who in room.participants.exclude(room_answers__item=item):
            said = RoomAnswer.objects.create(item=item, participant=who, value=3 if item.is_scale else None)
            if not item.is_scale:
                RoomChoice.objects.create(answer=said, kind="profit")


def queries(look: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as found:
        look()
    return len(found)


def screens(room: Room, phone: Phone, as_facilitator: Client) -> dict[str, int]:
    """Return how many queries each screen takes, at each stage."""
    here = [room.workshop.city.code, room.workshop.pk]
    console = reverse("workshops:room", args=here)
    found = {}
    for stage in Room.Stage.values:
        Room.objects.update(stage=stage)
        looks: dict[str, Callable[[], object]] = {
            "desk": console_feed(room, "en").draw,
            "wall": wall_feed(room, "en", "http://hall").draw,
            "phones": phone_feed(room, "en").draw,
            "console": lambda: as_facilitator.get(console),
            "phone": lambda: phone.see("room"),
            "others": lambda: phone.see("others"),
        }
        found |= {f"{name} at {stage}": queries(look) for name, look in looks.items()}
    return found


@pytest.mark.parametrize("state", ["open", "revealed"])
def test_queries_are_equal_with_two_and_with_fifty_people(
    room: Room, keepers: Listing, litto: City, facilitator: User, as_facilitator: Client, state: str
) -> None:
    asked = rating.ask(room, [keepers], ["readiness", "gain"], by=facilitator)
    phone = phone_in(room)
    fill(room, 2, facilitator)
    if state == "revealed":
        rating.set_state(asked, state, by=facilitator)
    screens(room, phone, as_facilitator)
    few = screens(room, phone, as_facilitator)

    fill(room, 50, facilitator)

    assert len(queue_of(room)) > 40
    assert screens(room, phone, as_facilitator) == few


def test_likely_twins_wait_together_with_the_reason_whatever_came_first(room: Room, keepers: Listing) -> None:
    names = ["Harbour bank", "Kiosk keeper", "Bank of the harbour", "Fishers’ union", "HB (Harbour Bank)"]
    for order in (names, names[::-1]):
        room.contributions.all().delete()
        for name in order:
            ContributionFactory.create(room=room, name=name)
        cases = {frozenset(row.name for row in case.contributions): case for case in queue_of(room)}

        banks = cases[frozenset({"Harbour bank", "Bank of the harbour", "HB (Harbour Bank)"})]
        assert Reason.SAME_NAME in banks.reasons
        assert [twin.listing for twin in cases[frozenset({"Kiosk keeper"})].twins] == [keepers]
        assert len(cases) == 3


def test_few_comparisons_find_what_comparing_each_with_each_would() -> None:
    chance = random.Random(7)
    words = [
        "Water",
        "Kiosk",
        "Kiosks",
        "Harbour",
        "Harbor",
        "Union",
        "Unions",
        "TU",
        "HB",
        "7",
        "12",
        "Bank",
    ]
    endings = ["", "", "", " (HB)", " of Litto"]
    spoken = {
        " ".join(chance.choices(words, k=chance.randint(1, 4))) + chance.choice(endings) for _ in range(150)
    }
    names = list(dict.fromkeys(map(likeness, sorted(spoken))))

    found = pairs_alike(names)

    each = combinations(range(len(names)), 2)
    expected = {(a, b): set(why) for a, b in each if (why := reasons_between(names[a], names[b]))}
    assert len(expected) > 50
    assert {pair: set(why) for pair, why in found.items()} == expected
