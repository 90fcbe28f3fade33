"""A room in Litto, in which people rate, name and pledge."""

import pytest

from ecosystem.models import City, User
from tests.factories import ListingFactory, WorkshopFactory
from workshops import rating
from workshops import room as rooms
from workshops.models import Listing, Room, Round


@pytest.fixture
def room(litto: City) -> Room:
    """The open room of a workshop."""
    return rooms.open_room(WorkshopFactory.create(city=litto, title="Prepaid water kiosks"))


@pytest.fixture
def keepers(room: Room) -> Listing:
    """Somebody at the table."""
    return ListingFactory.create(workshop=room.workshop, name="Kiosk keepers")


@pytest.fixture
def asked(room: Room, keepers: Listing, facilitator: User) -> Round:
    """A scale and a list of kinds, put to the room."""
    return rating.ask(room, [keepers], ["readiness", "gain"], by=facilitator)
