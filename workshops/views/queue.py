"""The queue of what the room names, and the pledges it makes."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workshops import contributions, pledging
from workshops.access import room_facilitator
from workshops.forms.room import QueueForm
from workshops.models import Contribution, Pledge
from workshops.types import RoomRequest
from workshops.views.room import done


@room_facilitator
@require_POST
def accept(request: RoomRequest) -> HttpResponse:
    """List whom contributions mean, under their own or another name."""
    form = QueueForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [_("This is not in the queue any more.")])
    rows = _rows(request, form)
    family = form.cleaned_data["family"] or next((row.family for row in rows if row.family), None)
    if family is None:
        return done(request, [_("Choose a family first: nobody has said one.")])
    try:
        contributions.accept(rows, family=family, name=form.cleaned_data["name"], by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def merge(request: RoomRequest) -> HttpResponse:
    """Take contributions as other words for somebody who is listed."""
    form = QueueForm(request.POST, room=request.room)
    if not form.is_valid() or form.cleaned_data["listing"] is None:
        return done(request, [_("Choose whom they mean.")])
    contributions.merge(_rows(request, form), form.cleaned_data["listing"], by=request.user)
    return done(request)


@room_facilitator
@require_POST
def set_aside(request: RoomRequest) -> HttpResponse:
    """Leave contributions aside."""
    form = QueueForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [_("This is not in the queue any more.")])
    contributions.set_aside(_rows(request, form), by=request.user)
    return done(request)


@room_facilitator
@require_POST
def hide(request: RoomRequest) -> HttpResponse:
    """Let nobody see contributions any more, with the reason."""
    form = QueueForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [_("This is not in the queue any more.")])
    try:
        contributions.hide(_rows(request, form), why=form.cleaned_data["why"], by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def confirm(request: RoomRequest, pledge: int) -> HttpResponse:
    """Take a pledge over."""
    pledging.confirm(_pledge(request, pledge), room=request.room, by=request.user)
    return done(request)


@room_facilitator
@require_POST
def decline(request: RoomRequest, pledge: int) -> HttpResponse:
    """Leave a pledge aside."""
    pledging.decline(_pledge(request, pledge), room=request.room, by=request.user)
    return done(request)


def _pledge(request: RoomRequest, pk: int) -> Pledge:
    pledges = Pledge.objects.select_related("listing").filter(listing__workshop=request.workshop)
    return get_object_or_404(pledges, pk=pk)


def _rows(request: RoomRequest, form: QueueForm) -> list[Contribution]:
    rows = list(form.cleaned_data["contribution"].order_by("pk"))
    for row in rows:
        row.room = request.room
    return rows
