"""The phones: a code, then one question and one action at a time."""

from http import HTTPStatus
from typing import Any, cast
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.access.policies import public
from ecosystem.live import streams
from ecosystem.pages import page_for_all
from workshops import joining, scribing
from workshops.access import COOKIE, participant
from workshops.forms.phones import CodeForm, IntroductionForm, LanguageForm, YouForm
from workshops.joining import TooManyError
from workshops.models import Participant
from workshops.screens import phone_feed, phone_screen
from workshops.speaking import COOKIE as LANGUAGE
from workshops.speaking import in_chosen_language
from workshops.types import ParticipantRequest

SPOKEN = {"languages": settings.PHONE_LANGUAGES}
LANGUAGE_S = 365 * 24 * 3600
DOOR = "door"
DOOR_S = 15 * 60
STAY_S = 7 * 24 * 3600


@public
@in_chosen_language
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that stands on the wall; a wrong and a closed one are answered alike."""
    if request.method != "POST":
        page = page_for_all(request, "workshops/phone_code.html", "", lambda: {"form": CodeForm()} | SPOKEN)
        return cast("HttpResponse", page)
    form = CodeForm(request.POST)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        try:
            room = joining.room_behind(form.cleaned_data["code"], address=request.META["REMOTE_ADDR"])
        except TooManyError:
            room, status = None, HTTPStatus.TOO_MANY_REQUESTS
        if room is not None:
            answer = redirect("phones:enter")
            _set(answer, DOOR, TimestampSigner(salt=DOOR).sign(f"{room.pk}/{uuid4()}"), DOOR_S)
            return answer
        form.add_error("code", _("No open room has this code. Look at the wall and type it again."))
    return render(request, "workshops/phone_code.html", {"form": form} | SPOKEN, status=status)


@public
@in_chosen_language
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Let somebody in who has the code; what they say of themselves is up to them."""
    number = _number_on_door(request)
    known = joining.participant_of(request.COOKIES.get(COOKIE, ""))
    if known is not None and known.room_id == number:
        return redirect("phones:room")
    if request.method != "POST":
        page = page_for_all(request, "workshops/phone_enter.html", number, lambda: _at_door(number))
        return page or redirect("phones:code")
    return _let_in(request, number)


def _at_door(number: int) -> dict[str, Any] | None:
    """Return what the page shows to who has the code; None while the room is closed."""
    room = joining.open_room(number)
    if room is None:
        return None
    return {"form": IntroductionForm(room=joining.with_workshop(room)), "room": room} | SPOKEN


def _let_in(request: HttpRequest, number: int) -> HttpResponse:
    """Take what somebody says of themselves, and let them in."""
    room = joining.open_room(number)
    if room is None:
        return redirect("phones:code")
    form = IntroductionForm(request.POST, room=joining.with_workshop(room))
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        known_by = {"door": request.COOKIES[DOOR], "address": request.META["REMOTE_ADDR"]}
        try:
            _who, secret = joining.join(room, **known_by, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error.messages)
        except TooManyError:
            form.add_error(None, _("Very many phones come in from here. Wait a moment, then join."))
            status = HTTPStatus.TOO_MANY_REQUESTS
        else:
            answer = redirect("phones:room")
            _set(answer, COOKIE, secret, STAY_S)
            answer.delete_cookie(DOOR)
            return answer
    context = {"form": form, "room": room} | SPOKEN
    return render(request, "workshops/phone_enter.html", context, status=status)


@public
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Keep the language somebody chooses, and go on where they were."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("phones:code")
    answer = redirect(f"phones:{form.cleaned_data['page']}")
    _set(answer, LANGUAGE, form.cleaned_data["language"], LANGUAGE_S)
    return answer


def _number_on_door(request: HttpRequest) -> int:
    """Return the number of the room whose code this phone gave, 0 if it gave none or long ago."""
    try:
        door = TimestampSigner(salt=DOOR).unsign(request.COOKIES.get(DOOR, ""), max_age=DOOR_S)
    except BadSignature:
        return 0
    return int(door.partition("/")[0])


def _set(answer: HttpResponse, name: str, value: str, max_age: int) -> None:
    secure = settings.SESSION_COOKIE_SECURE
    answer.set_cookie(name, value, max_age=max_age, httponly=True, samesite="Lax", secure=secure)


@participant
@require_safe
def room(request: ParticipantRequest) -> HttpResponse:
    """Show what the room is doing, with what this phone has said."""
    # Named before the screen is read: what changes in between is sent by the stream.
    seen = streams.shown(request, phone_feed(request.room, get_language() or "en"))
    context = {
        "screen": phone_screen(joining.with_workshop(request.room), request.participant),
        "seen": seen,
        "participant": request.participant,
        "now": timezone.now(),
    }
    answer = render(request, "workshops/phone.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@participant
@require_safe
def stream(request: ParticipantRequest) -> HttpResponse:
    """Let a phone follow the room."""
    return streams.stream(request, phone_feed(request.room, get_language() or "en"))


@participant
@require_safe
def screen(request: ParticipantRequest) -> HttpResponse:
    """Answer what the room is doing, for phones that streams do not reach."""
    return streams.picture(request, phone_feed(request.room, get_language() or "en"))


@participant
@require_http_methods(["GET", "HEAD", "POST"])
def introduce(request: ParticipantRequest) -> HttpResponse:
    """Let somebody change the name, the family and the table they gave."""
    who = request.participant
    initial = {"name": who.name, "family": who.family_id, "table": who.table_id, "ballot": who.ballot}
    form = YouForm(request.POST if request.method == "POST" else None, room=request.room, initial=initial)
    if request.method == "POST" and form.is_valid() and _introduces(who, form):
        return redirect("phones:room")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    context = {"form": form, "room": request.room} | SPOKEN
    return render(request, "workshops/phone_introduce.html", context, status=status)


def _introduces(who: Participant, form: YouForm) -> bool:
    """Keep what somebody says of themselves, and make them one with a ballot; say what is not possible."""
    said = {"name": "", "table": None} | form.cleaned_data
    try:
        joining.be_patient(who)
        joining.introduce(who, name=said["name"], family=said["family"], table=said["table"])
        if said["ballot"] and said["ballot"] != who.ballot:
            scribing.take_over_ballot(who, said["ballot"])
    except TooManyError:
        form.add_error("ballot", _("That was a lot at once. Try again in some minutes."))
    except ValidationError as error:
        form.add_error("ballot", error)
    return not form.errors


@participant
@require_POST
def leave(request: ParticipantRequest) -> HttpResponse:
    """Let somebody go and erase their name."""
    joining.leave(request.participant)
    answer = redirect("phones:code")
    answer.delete_cookie(COOKIE)
    return answer
