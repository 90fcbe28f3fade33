"""The wall: one thing, readable from the back row."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from ecosystem import hall
from ecosystem.access.policies import asked_anew
from ecosystem.live import streams
from ecosystem.live.pictures import Feed, fingerprint
from workshops.access import room_viewer
from workshops.screens import wall_feed
from workshops.types import RoomRequest


@room_viewer
@require_safe
def wall(request: RoomRequest) -> HttpResponse:
    """Show the wall."""
    picture = _feed(request).draw()
    context = {"picture": picture, "seen": fingerprint(picture), "now": timezone.now()}
    return render(request, "workshops/wall.html", context)


@room_viewer
@require_safe
def stream(request: RoomRequest) -> HttpResponse:
    """Let a wall follow the room."""
    return streams.stream(request, _feed(request), may=asked_anew(request))


@room_viewer
@require_safe
def screen(request: RoomRequest) -> HttpResponse:
    """Answer the wall's picture, where streams do not come through."""
    return streams.picture(request, _feed(request))


def _feed(request: RoomRequest) -> Feed:
    address = request.room.address or hall.join_addresses(request.get_host(), request.scheme or "http")[0]
    return wall_feed(request.room, get_language() or "en", address)
