"""What phones send, each applied once for its key and answered after the commit."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.live.bus import publish
from workshops import contributions, joining, pledging, rating
from workshops.access import in_words, participant
from workshops.forms.phones import ContributionForm, DotsForm, KeyedForm, PledgeForm, RatingForm
from workshops.joining import TooManyError
from workshops.models import Participant, Room, RoomCheck
from workshops.types import ParticipantRequest

LONGEST_CHECK_MS = 600_000


@participant
@require_safe
def others(request: ParticipantRequest) -> HttpResponse:
    """Show whom others named, to second them."""
    found = contributions.others(request.room, request.participant)
    context = {
        "contributions": found,
        "room": request.room,
        "participant": request.participant,
        "key": str(uuid4()),
    }
    return render(request, "workshops/phone_others.html", context)


@participant
@require_POST
def contribute(request: ParticipantRequest) -> HttpResponse:
    """Take a proposal."""
    form = ContributionForm(request.POST, room=request.room)
    return _taken(
        request,
        form,
        lambda who, said: contributions.contribute(
            request.room, who, name=said["name"], family=said["family"], reason=said["reason"]
        ),
    )


@participant
@require_POST
def second(request: ParticipantRequest, contribution: int) -> HttpResponse:
    """Take an 'I name them too'."""
    found = get_object_or_404(request.room.contributions, pk=contribution)
    found.room = request.room
    form = KeyedForm(request.POST)
    return _taken(request, form, lambda who, _said: contributions.second(found, who), then="phones:others")


@participant
@require_POST
def answer(request: ParticipantRequest) -> HttpResponse:
    """Take an answer to a question."""
    form = RatingForm(request.POST, room=request.room)
    kinds = request.POST.getlist("kind")
    return _taken(
        request, form, lambda who, said: rating.answer(said["item"], who, said=said["value"], kinds=kinds)
    )


@participant
@require_POST
def dots(request: ParticipantRequest) -> HttpResponse:
    """Take dots for a listing."""
    form = DotsForm(request.POST, room=request.room)
    return _taken(request, form, lambda who, said: pledging.give_dots(who, said["listing"], said["count"]))


@participant
@require_POST
def pledge(request: ParticipantRequest) -> HttpResponse:
    """Take a pledge in a stakeholder's name."""
    form = PledgeForm(request.POST, room=request.room)
    return _taken(
        request,
        form,
        lambda who, said: pledging.pledge(who, said["listing"], kind=said["kind"], text=said["text"]),
    )


@participant
@require_POST
def check(request: ParticipantRequest) -> HttpResponse:
    """Take a phone's answer to the test of the room, timed by the server's clock."""
    started = request.room.checked_at
    try:
        joining.be_patient(request.participant)
    except TooManyError:
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    if started is not None and request.room.stage == Room.Stage.CHECK:
        took_ms = min(int((timezone.now() - started).total_seconds() * 1000), LONGEST_CHECK_MS)
        RoomCheck.objects.update_or_create(
            participant=request.participant, defaults={"took_ms": max(took_ms, 0)}
        )
        publish(request.room.input_topic)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _taken(
    request: ParticipantRequest,
    form: Form,
    apply: Callable[[Participant, dict[str, Any]], object],
    *,
    then: str = "phones:room",
) -> HttpResponse:
    """Apply what a phone sends once for its key and answer after the commit; words when it is refused."""
    if not form.is_valid():
        words = " ".join(str(message) for messages in form.errors.values() for message in messages)
        return in_words(words, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        with transaction.atomic():
            if joining.is_new(request.participant, form.cleaned_data["key"]):
                apply(request.participant, form.cleaned_data)
    except ValidationError as error:
        return in_words(" ".join(error.messages), HTTPStatus.UNPROCESSABLE_ENTITY)
    except TooManyError:
        words = _("That was a lot at once. It is kept and sent again in a moment.")
        answer = in_words(words, HTTPStatus.TOO_MANY_REQUESTS)
        answer.headers["Retry-After"] = "5"
        return answer
    if request.headers.get("HX-Request") or request.headers.get("X-CSRFToken"):
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    return redirect(then)
