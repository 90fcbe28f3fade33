"""Requests of a workshop's pages, as views know them after their policy has passed."""

from ecosystem.types import CityRequest, HtmxRequest
from workshops.models import Participant, Room, Workshop


class WorkshopRequest(CityRequest):
    """A request of a member of the city about one of its workshops."""

    workshop: Workshop


class RoomRequest(WorkshopRequest):
    """A request of a member of the city about a workshop's room."""

    room: Room


class ParticipantRequest(HtmxRequest):
    """A request of a phone in a room."""

    participant: Participant
    room: Room
