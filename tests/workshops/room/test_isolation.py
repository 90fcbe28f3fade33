"""Who takes part in one room reads and writes nothing of another."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.factories import (
    ContributionFactory,
    FamilyFactory,
    ListingFactory,
    ParkedItemFactory,
    PledgeFactory,
    TableFactory,
    WorkshopFactory,
)
from tests.phones import phone_in
from workshops import rating
from workshops import room as rooms
from workshops.models import Contribution, Dots, Participant, Pledge, Room, RoomAnswer, Seconding

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(litto: City, facilitator: User) -> Room:
    """Another room of the same city, in which much goes on."""
    workshop = WorkshopFactory.create(city=litto, title="Waste pickers")
    other = rooms.open_room(workshop)
    pickers = ListingFactory.create(workshop=workshop, name="Pickers of the north")
    rating.ask(other, [pickers], ["readiness"], by=facilitator)
    ContributionFactory.create(room=other, name="Scrap buyers")
    return other


def test_what_a_phone_sends_reaches_no_row_of_another_room(room: Room, elsewhere: Room) -> None:
    rooms.Room.objects.update(stage=Room.Stage.PARTNERING)
    phone = phone_in(room)
    listing = elsewhere.workshop.listings.get()
    item = elsewhere.rounds.get().items.get()
    named = elsewhere.contributions.get()

    assert phone.send("answer", item=item.pk, value="3").status_code == 422
    assert phone.send("dots", listing=listing.pk, count=1).status_code == 422
    assert phone.send("pledge", listing=listing.pk, kind="data").status_code == 422
    assert phone.client.post(reverse("phones:second", args=[named.pk])).status_code == 404
    for model in (RoomAnswer, Dots, Pledge, Seconding):
        assert not model.objects.exists(), model


def test_a_family_or_a_table_of_elsewhere_is_not_taken(room: Room, elsewhere: Room) -> None:
    foreign = FamilyFactory.create()
    table = TableFactory.create(room=elsewhere)
    TableFactory.create(room=room)
    phone = phone_in(room)

    assert phone.send("contribute", name="Water sellers", family=foreign.pk).status_code == 422
    assert phone.client.post(reverse("phones:introduce"), {"table": table.pk}).status_code == 422
    assert phone.client.post(reverse("phones:introduce"), {"family": foreign.pk}).status_code == 422
    assert not room.contributions.exists()
    assert not Participant.objects.filter(family=foreign).exists()


def test_a_phone_sees_nothing_of_another_room(room: Room, elsewhere: Room) -> None:
    phone = phone_in(room)

    for stage in Room.Stage.values:
        Room.objects.update(stage=stage)
        for name in ("room", "screen", "others", "introduce"):
            page = phone.see(name).content.decode()
            for word in ("Pickers", "Scrap", "Waste", elsewhere.code):
                assert word not in page, (stage, name)


def test_no_cache_keeps_what_a_phone_shows(room: Room) -> None:
    phone = phone_in(room)

    for name in ("room", "others", "introduce"):
        assert "no-store" in phone.see(name)["Cache-Control"], name


def test_a_phone_of_a_closed_room_gets_in_nowhere(room: Room, elsewhere: Room) -> None:
    phone = phone_in(room)
    rooms.close(room)

    assert phone.see("room")["Location"] == reverse("phones:code")
    assert phone.send("contribute", name="Too late").status_code == 410
    assert not Contribution.objects.filter(name="Too late").exists()


def test_a_console_changes_no_row_of_another_room(
    room: Room, elsewhere: Room, as_facilitator: Client, litto: City
) -> None:
    own = ContributionFactory.create(room=room)
    named, listing = elsewhere.contributions.get(), elsewhere.workshop.listings.get()
    parked = ParkedItemFactory.create(room=elsewhere)
    pledged = PledgeFactory.create(listing=listing)
    rating.set_state(elsewhere.rounds.get(), "revealed", by=None)  # type: ignore[arg-type]
    item = elsewhere.rounds.get().items.get()

    def post(name: str, *parts: int, **said: Any) -> int:
        path = reverse(f"workshops:{name}", args=[litto.code, room.workshop.pk, *parts])
        return as_facilitator.post(path, said, headers={"HX-Request": "true"}).status_code

    for name in ("room-accept", "room-aside", "room-hide"):
        assert post(name, contribution=named.pk, why="spam") == 422
    assert post("room-merge", contribution=own.pk, listing=listing.pk) == 422
    assert post("room-ask", listing=listing.pk, question="readiness") == 422
    assert post("room-decide", item=item.pk, value=3) == 422
    assert post("room-settle", parked.pk) == 404
    assert post("room-pledge-confirm", pledged.pk) == 404
    assert post("room-pledge-decline", pledged.pk) == 404
    assert not room.actions.exists()
    named.refresh_from_db()
    pledged.refresh_from_db()
    assert (named.state, pledged.state, listing.answers.count()) == ("waiting", "waiting", 0)
