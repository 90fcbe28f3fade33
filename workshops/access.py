"""Policies of a workshop's pages: who may call them, and about which workshop."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404

from ecosystem.access.policies import View, editor, facilitator, viewer
from ecosystem.types import CityRequest
from workshops.models import Workshop
from workshops.types import WorkshopRequest

P = ParamSpec("P")
WorkshopView = Callable[Concatenate[WorkshopRequest, P], HttpResponseBase]


def _about_workshop(view: WorkshopView[P], *, archived: bool) -> Callable[..., HttpResponseBase]:
    """Turn the address's `workshop` number into `request.workshop`; another city's is 404."""

    @wraps(view)
    def found(request: CityRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        workshops = Workshop.objects.of(request.city).select_related("domain", "service")
        if not archived:
            workshops = workshops.active()
        workshop_request = cast("WorkshopRequest", request)
        workshop_request.workshop = get_object_or_404(workshops, pk=kwargs.pop("workshop"))
        # The workshop's city is the one the policy has just read.
        workshop_request.workshop.city = request.city
        return view(workshop_request, *args, **kwargs)

    return found


def workshop_viewer(view: WorkshopView[P]) -> View:
    """Let every member of the city read a page of the workshop, archived or not."""
    return viewer(_about_workshop(view, archived=True))


def workshop_editor(view: WorkshopView[P]) -> View:
    """Let editors of the register call a view of the workshop, archived or not."""
    return editor(_about_workshop(view, archived=True))


def workshop_facilitator(view: WorkshopView[P]) -> View:
    """Let facilitators change the workshop; one that is archived answers 404 until it is restored."""
    return facilitator(_about_workshop(view, archived=False))


def archived_workshop_facilitator(view: WorkshopView[P]) -> View:
    """Let facilitators call a view that also takes an archived workshop, such as restoring it."""
    return facilitator(_about_workshop(view, archived=True))
