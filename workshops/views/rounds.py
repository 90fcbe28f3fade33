"""Questions to the room: asked, closed, revealed, decided."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from workshops import rating
from workshops.access import room_facilitator
from workshops.advancing import keep_and_go_on
from workshops.forms.room import AskForm, DecideForm, HandsForm
from workshops.models import Round
from workshops.types import RoomRequest
from workshops.views.room import done


@room_facilitator
@require_POST
def ask(request: RoomRequest) -> HttpResponse:
    """Put questions to the room."""
    form = AskForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [word for words in form.errors.values() for word in words])
    try:
        rating.ask(request.room, form.cleaned_data["listing"], form.cleaned_data["question"], by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def state(request: RoomRequest) -> HttpResponse:
    """Close, open again or reveal the question before the room."""
    try:
        rating.set_state(_current(request), request.POST.get("state", ""), by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def again(request: RoomRequest) -> HttpResponse:
    """Ask the same once more."""
    try:
        rating.again(_current(request), by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def advance(request: RoomRequest) -> HttpResponse:
    """Keep what the room says and ask about who comes next."""
    try:
        words = keep_and_go_on(_current(request), by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request, said=words)


@room_facilitator
@require_POST
def decide(request: RoomRequest) -> HttpResponse:
    """Take a value over into the map."""
    form = DecideForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [word for words in form.errors.values() for word in words])
    said = form.cleaned_data
    try:
        rating.decide(said["item"], said["value"], kind=said["kind"], by=request.user)
    except ValidationError as error:
        return done(request, error)
    return done(request)


@room_facilitator
@require_POST
def hands(request: RoomRequest) -> HttpResponse:
    """Keep a count of hands."""
    form = HandsForm(request.POST, room=request.room)
    if not form.is_valid():
        return done(request, [word for words in form.errors.values() for word in words])
    said = form.cleaned_data
    said["item"].round.room = request.room
    try:
        rating.count_hands(said["item"], value=said["value"], kind=said["kind"], hands=said["hands"])
    except ValidationError as error:
        return done(request, error)
    return done(request)


def _current(request: RoomRequest) -> Round:
    asked = rating.current(request.room)
    if asked is None:
        raise Http404
    asked.room = request.room
    return asked
