"""What a workshop prints: family sheets, stakeholder cards, ballots."""

from http import HTTPStatus
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.models import Family
from workshops import paper, rating
from workshops.access import workshop_facilitator
from workshops.flow import frame_of
from workshops.forms.paper import BallotsForm, CardsForm, DotSheetsForm, SheetsForm
from workshops.models import Listing, Question, Room, Round
from workshops.types import WorkshopRequest


@workshop_facilitator
@require_safe
def choose(request: WorkshopRequest) -> HttpResponse:
    """Offer what can be printed."""
    return _offered(request)


@workshop_facilitator
@require_safe
def sheets(request: WorkshopRequest) -> HttpResponse:
    """Show family sheets to print."""
    form = SheetsForm(request.GET, workshop=request.workshop)
    if not form.is_valid():
        return _offered(request, sheets=form)
    said = form.cleaned_data
    printed = paper.sheets(request.workshop, said["family"], copies=said["copies"], first=said["first"])
    return render(request, "workshops/paper_sheets.html", {"sheets": printed})


@workshop_facilitator
@require_safe
def cards(request: WorkshopRequest) -> HttpResponse:
    """Show stakeholder cards to print."""
    form = CardsForm(request.GET, workshop=request.workshop)
    if not form.is_valid():
        return _offered(request, cards=form)
    return render(request, "workshops/paper_cards.html", {"cards": paper.cards(form.cleaned_data["listing"])})


@workshop_facilitator
@require_safe
def ballots(request: WorkshopRequest) -> HttpResponse:
    """Show ballots to print."""
    asked = _round(request)
    form = BallotsForm(request.GET, workshop=request.workshop, has_round=asked is not None)
    if not form.is_valid():
        return _offered(request, ballots=form)
    said = form.cleaned_data
    questions: list[tuple[Listing, str]]
    if asked is not None and said.get("of_round"):
        items = asked.items.select_related("listing__family")
        questions = [(item.listing, item.question) for item in items]
    else:
        # The order in which a round asks them.
        chosen = [each for each in Question if each in said["question"]]
        questions = [(listing, each) for listing in said["listing"] for each in chosen]
    printed = paper.ballots(request.workshop, questions, count=said["count"], first=said["first"])
    families = Family.objects.of(request.city).shown()
    return render(request, "workshops/paper_ballots.html", {"ballots": printed, "families": families})


@workshop_facilitator
@require_safe
def dot_sheets(request: WorkshopRequest) -> HttpResponse:
    """Show sheets for choosing partners to print."""
    form = DotSheetsForm(request.GET)
    if not form.is_valid():
        return _offered(request, dot_sheets=form)
    said = form.cleaned_data
    printed = paper.dot_sheets(request.workshop, count=said["count"], first=said["first"])
    room = Room.objects.filter(workshop=request.workshop).first()
    context = {"sheets": printed, "dots": room.dots if room else Room.DOTS}
    return render(request, "workshops/paper_dots.html", context)


def _round(request: WorkshopRequest) -> Round | None:
    room = Room.objects.filter(workshop=request.workshop).first()
    asked = rating.current(room) if room is not None else None
    return asked if asked is not None and asked.state != Round.State.REVEALED else None


def _offered(request: WorkshopRequest, **refused: Form) -> HttpResponse:
    """Show the forms; one that was refused says why."""
    workshop = request.workshop
    context: dict[str, Any] = {
        "frame": frame_of(request, ""),
        "sheets": SheetsForm(workshop=workshop),
        "cards": CardsForm(workshop=workshop),
        "ballots": BallotsForm(workshop=workshop, has_round=_round(request) is not None),
        "dot_sheets": DotSheetsForm(),
        **refused,
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK
    return render(request, "workshops/paper.html", context, status=status)
