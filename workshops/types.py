"""Requests of a workshop's pages, as views know them after their policy has passed."""

from ecosystem.types import CityRequest
from workshops.models import Workshop


class WorkshopRequest(CityRequest):
    """A request of a member of the city about one of its workshops."""

    workshop: Workshop
