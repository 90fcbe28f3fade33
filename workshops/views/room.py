"""The console: leading the room."""

import random

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem import hall
from ecosystem.access.policies import asked_anew
from ecosystem.live import streams
from ecosystem.live.pictures import fingerprint
from ecosystem.pages import saved, wants_part
from workshops import rehearsing
from workshops import room as rooms
from workshops.access import room_facilitator, workshop_facilitator
from workshops.acting import undo_last
from workshops.flow import frame_of
from workshops.forms.room import (
    AskForm,
    NotesForm,
    OpenForm,
    ParkForm,
    PlanForm,
    SettingsForm,
    TableForm,
    TimerForm,
)
from workshops.models import Room
from workshops.screens import console_feed
from workshops.types import RoomRequest, WorkshopRequest


@workshop_facilitator
@require_safe
def console(request: WorkshopRequest) -> HttpResponse:
    """Show the console, or offer to open the room."""
    room = Room.objects.filter(workshop=request.workshop).first()
    if room is None or not room.is_open:
        context = {"frame": frame_of(request, ""), "form": OpenForm(), "room": room}
        return render(request, "workshops/room_open.html", context)
    room.workshop = request.workshop
    desk = console_feed(room, get_language() or "en").draw()
    context = {
        "frame": frame_of(request, ""),
        "room": room,
        "desk": desk,
        "seen": fingerprint(desk),
        "ask": AskForm(room=room),
        "settings": SettingsForm(instance=room, addresses=_addresses(request)),
        "tables": list(room.tables.all()),
        "times": list(room.times.all()),
        "notes_read": fingerprint(room.notes),
    }
    return render(request, "workshops/console.html", context)


@workshop_facilitator
@require_POST
def open_(request: WorkshopRequest) -> HttpResponse:
    """Open the room."""
    room = rooms.open_room(request.workshop, is_anonymous="is_anonymous" in request.POST)
    message = _("The room is open. Its code is %(code)s.") % {"code": room.spoken_code}
    return saved(request, room.get_absolute_url(), message)


@room_facilitator
@require_POST
def close(request: RoomRequest) -> HttpResponse:
    """Close the room."""
    rooms.close(request.room)
    return saved(
        request, request.room.get_absolute_url(), _("The room is closed. All that was said is kept.")
    )


@room_facilitator
@require_safe
def stream(request: RoomRequest) -> HttpResponse:
    """Let a console follow the room."""
    feed = console_feed(request.room, get_language() or "en")
    return streams.stream(request, feed, may=asked_anew(request))


@room_facilitator
@require_safe
def desk(request: RoomRequest) -> HttpResponse:
    """Answer the console's live part, where streams do not come through."""
    return streams.picture(request, console_feed(request.room, get_language() or "en"))


@room_facilitator
@require_POST
def stage(request: RoomRequest) -> HttpResponse:
    """Say what the room does now."""
    try:
        rooms.set_stage(request.room, request.POST.get("stage", ""), by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def lock(request: RoomRequest) -> HttpResponse:
    """Lock the room, or let it go on: what the button said, whatever a colleague did meanwhile."""
    is_locked = request.POST.get("locked") == "1"
    words = _("Pens down") if is_locked else _("The room goes on")
    if is_locked != request.room.is_locked:
        rooms.change(request.room, words, by=request.user, is_locked=is_locked)
    return done(request, said=words)


@room_facilitator
@require_POST
def wall_shows(request: RoomRequest) -> HttpResponse:
    """Say what the wall shows."""
    wanted = request.POST.get("wall", "")
    try:
        rooms.change(request.room, _("Another picture on the wall"), by=request.user, wall=wanted)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def timer(request: RoomRequest) -> HttpResponse:
    """Let a timer run for all, or take it away."""
    form = TimerForm(request.POST)
    if form.is_valid():
        rooms.set_timer(request.room, form.cleaned_data["minutes"], by=request.user)
    return done(request, form.errors.get("minutes"))


@room_facilitator
@require_POST
def configure(request: RoomRequest) -> HttpResponse:
    """Keep the room's settings."""
    room = Room.objects.select_related("workshop__city").get(pk=request.room.pk)
    form = SettingsForm(request.POST, instance=request.room, addresses=_addresses(request))
    if form.is_valid():
        kept = form.changed(room)
        if kept:
            rooms.change(room, _("The room’s settings"), by=request.user, **kept)
        return done(request)
    errors = [
        f"{form.fields[name].label}: {' '.join(map(str, found))}" for name, found in form.errors.items()
    ]
    return done(request, errors)


@room_facilitator
@require_POST
def new_code(request: RoomRequest) -> HttpResponse:
    """Give the room another code."""
    rooms.renew_code(request.room, by=request.user)
    return done(request)


@room_facilitator
@require_POST
def notes(request: RoomRequest) -> HttpResponse:
    """Keep the private notes."""
    form = NotesForm(request.POST)
    if form.is_valid():
        try:
            rooms.keep_notes(request.room, form.cleaned_data["notes"], read=form.cleaned_data["read"])
        except ValidationError as error:
            return done(request, error)
        if wants_part(request):
            read = {"read": fingerprint(request.room.notes), "anew": True}
            return HttpResponse(_("kept") + render_to_string("workshops/notes_read.html", read))
    return done(request, form.errors.get("notes"))


@room_facilitator
@require_POST
def park(request: RoomRequest) -> HttpResponse:
    """Put something into the parking lot."""
    form = ParkForm(request.POST)
    if form.is_valid():
        rooms.park(request.room, form.cleaned_data["text"], by=request.user)
    return done(request, form.errors.get("text"))


@room_facilitator
@require_POST
def settle(request: RoomRequest, parked: int) -> HttpResponse:
    """Mark a parked item as settled, or as open again: what the button said, as for `lock`."""
    item = get_object_or_404(request.room.parked, pk=parked)
    item.room = request.room
    said = rooms.settle(item, is_done=request.POST.get("done") == "1", by=request.user)
    return done(request, said=said)


@room_facilitator
@require_POST
def add_table(request: RoomRequest) -> HttpResponse:
    """Add a table."""
    form = TableForm(request.POST)
    errors: object = form.errors.get("name")
    if form.is_valid():
        try:
            rooms.add_table(request.room, form.cleaned_data["name"], by=request.user)
        except ValidationError as error:
            errors = error
    return done(request, errors)


@room_facilitator
@require_POST
def clock(request: RoomRequest) -> HttpResponse:
    """Let the time of a step run, or stand."""
    rooms.start_clock(request.room, request.POST.get("step", ""), by=request.user)
    return done(request)


@room_facilitator
@require_POST
def plan(request: RoomRequest) -> HttpResponse:
    """Plan the minutes of a step."""
    form = PlanForm(request.POST)
    errors: object = form.errors.get("minutes")
    if form.is_valid():
        try:
            said = form.cleaned_data
            rooms.plan_minutes(request.room, said["step"], said["minutes"], by=request.user)
        except ValidationError as error:
            errors = error
    return done(request, errors)


@room_facilitator
@require_POST
def undo(request: RoomRequest) -> HttpResponse:
    """Take the last action back."""
    words = undo_last(request.room)
    return done(request, said=_("Taken back: %(what)s") % {"what": words} if words else "")


def _addresses(request: WorkshopRequest) -> list[str]:
    return hall.join_addresses(request.get_host(), request.scheme or "http")


def done(request: RoomRequest, error: object = None, *, said: str = "") -> HttpResponse:
    """Answer the console: what went wrong (or was `said`) in its status line; the stream shows the rest."""
    words = error.messages if isinstance(error, ValidationError) else error or []
    text = " ".join(str(word) for word in words) if words else said  # type: ignore[attr-defined]
    if wants_part(request):
        return HttpResponse(text, status=422 if words else 200)
    if not text:
        return redirect(request.room)
    return saved(request, request.room.get_absolute_url(), text)


@workshop_facilitator
@require_POST
def start_rehearsal(request: WorkshopRequest) -> HttpResponse:
    """Open a fresh rehearsal of the workshop with simulated people."""
    try:
        room = rehearsing.rehearse(request.workshop, by=request.user)
    except ValidationError as error:
        return saved(request, request.workshop.get_absolute_url(), " ".join(error.messages))
    message = _("A rehearsal with simulated people is open. Nothing of it counts.")
    return saved(request, room.get_absolute_url(), message)


@room_facilitator
@require_POST
def act(request: RoomRequest) -> HttpResponse:
    """Let the simulated people do what the room does now; a real room has none."""
    if not request.room.is_rehearsal:
        raise Http404
    count = rehearsing.act(request.room, seed=random.randint(1, 10**6))  # noqa: S311 (a play)
    return done(request, said=ngettext("%(n)s acted.", "%(n)s acted.", count) % {"n": count})
