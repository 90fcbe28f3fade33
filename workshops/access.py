"""Policies of a workshop's pages: who may call them, and about which workshop."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from ecosystem.access.policies import PARTICIPANT, View, declare, editor, facilitator, viewer
from ecosystem.live.bus import publish
from ecosystem.types import CityRequest
from workshops.joining import participant_of
from workshops.models import Room, Workshop
from workshops.speaking import in_chosen_language
from workshops.types import ParticipantRequest, RoomRequest, WorkshopRequest

P = ParamSpec("P")
WorkshopView = Callable[Concatenate[WorkshopRequest, P], HttpResponseBase]
RoomView = Callable[Concatenate[RoomRequest, P], HttpResponseBase]
ParticipantView = Callable[Concatenate[ParticipantRequest, P], HttpResponseBase]
# The secret that tells who a phone is; apart from the session of somebody who is signed in.
COOKIE = "room"


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
        answer = view(workshop_request, *args, **kwargs)
        if request.method == "POST" and answer.status_code < HTTPStatus.BAD_REQUEST:
            # Who is listed, what is decided, who is a partner: room, wall and phones show it too.
            publish(workshop_request.workshop.topic)
        return answer

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


def _in_room(view: RoomView[P]) -> Callable[..., HttpResponseBase]:
    """Turn the workshop's room into `request.room`; one without a room is 404."""

    @wraps(view)
    def found(request: WorkshopRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        room_request = cast("RoomRequest", request)
        room_request.room = get_object_or_404(Room, workshop=request.workshop)
        room_request.room.workshop = request.workshop
        return view(room_request, *args, **kwargs)

    return found


def room_facilitator(view: RoomView[P]) -> View:
    """Let facilitators lead the workshop's room."""
    return workshop_facilitator(_in_room(view))


def room_viewer(view: RoomView[P]) -> View:
    """Let every member of the city show the room on a wall."""
    return workshop_viewer(_in_room(view))


def in_words(words: str, status: HTTPStatus) -> HttpResponse:
    """Answer a phone's sending with a sentence to show; a page of an error would not be shown."""
    return HttpResponse(words, status=status, content_type="text/plain; charset=utf-8")


def participant(view: ParticipantView[P]) -> View:
    """Let who is in an open room call the view, about that room only.

    Anybody else is sent to the page that asks for the code; what they send is answered with 410.
    """

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        who = participant_of(request.COOKIES.get(COOKIE, ""))
        if who is None and request.method in {"GET", "HEAD"}:
            return redirect("phones:code")
        if who is None:
            words = _("You are not in this room any more. Join again with the code.")
            return in_words(words, HTTPStatus.GONE)
        phone_request = cast("ParticipantRequest", request)
        phone_request.participant, phone_request.room = who, who.room
        response = view(phone_request, *args, **kwargs)
        if not response.has_header("Cache-Control"):
            # A name, a family and a code of paper are on these pages, and phones are lent.
            add_never_cache_headers(response)
        return response

    return declare(login_not_required(in_chosen_language(checked)), PARTICIPANT)
