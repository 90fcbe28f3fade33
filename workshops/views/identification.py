"""Step 2: each listed stakeholder, one screen each."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ecosystem.pages import page_or_part, saved, wants_part
from workshops import identification as identifying
from workshops import questionnaire
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.flow import frame_of
from workshops.forms.identification import AnswerForm
from workshops.models import Listing, Question, Step
from workshops.types import WorkshopRequest

OVERVIEW = "workshops/identification.html"
SCREEN = "workshops/identification_listing.html"


@workshop_viewer
@require_safe
def identification(request: WorkshopRequest) -> HttpResponse:
    """Show who is assessed and who waits."""
    entries = questionnaire.entries_of(request.workshop)
    unfinished = [entry for entry in entries if not entry.is_complete]
    only_open = request.GET.get("show") == "open"
    context = {
        "frame": frame_of(request, Step.IDENTIFICATION),
        "entries": unfinished if only_open else entries,
        "all_count": len(entries),
        "open_count": len(unfinished),
        "only_open": only_open,
        "first": next(iter(unfinished), None),
    }
    return render(request, OVERVIEW, context)


@workshop_viewer
@require_safe
def assess(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Show the questions about one stakeholder, with what is known and what is typical."""
    return render(request, SCREEN, _context(request, _listing(request, listing)))


@workshop_facilitator
@require_POST
def answer(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Keep one answer, or take it back."""
    known = _listing(request, listing)
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _row(request, known, form)
    said = form.cleaned_data
    if said["value"]:
        identifying.answer(
            known,
            said["question"],
            kind=said["kind"],
            value=said["number"],
            note=said["note"] if "note" in request.POST else None,
            by=request.user,
        )
    else:
        identifying.clear(known, said["question"], kind=said["kind"])
    return _row(request, known, form)


@workshop_facilitator
@require_POST
def leave_unknown(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Say 'do not know' to the open lines of one question."""
    known = _listing(request, listing)
    question = request.POST.get("question", "")
    try:
        count = identifying.leave_unknown(known, question, by=request.user)
    except ValidationError as error:
        return saved(request, _address(request, known), " ".join(error.messages))
    message = ngettext("%(count)s line: do not know.", "%(count)s lines: do not know.", count) % {
        "count": count
    }
    return saved(request, f"{_address(request, known)}#{question}", message)


@workshop_facilitator
@require_POST
def confirm(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Confirm all that was taken over from the register and from what is typical."""
    known = _listing(request, listing)
    count = identifying.confirm(known, by=request.user)
    message = ngettext("%(count)s answer is confirmed.", "%(count)s answers are confirmed.", count) % {
        "count": count
    }
    return saved(request, _address(request, known), message)


@workshop_facilitator
@require_POST
def take_over(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Take over what the register knows, where nothing is answered yet."""
    known = _listing(request, listing)
    count = identifying.prefill_from_register(known)
    message = ngettext(
        "%(count)s answer is taken over from the register.",
        "%(count)s answers are taken over from the register.",
        count,
    ) % {"count": count}
    return saved(request, _address(request, known), message)


@workshop_facilitator
@require_POST
def review(request: WorkshopRequest, listing: int, statement: int) -> HttpResponse:
    """Accept or refuse one typical statement for this stakeholder."""
    known = _listing(request, listing)
    typical = get_object_or_404(questionnaire.statements_about(known), pk=statement)
    is_accepted = request.POST.get("holds") == "yes"
    identifying.review(known, typical, is_accepted=is_accepted, by=request.user)
    if not wants_part(request):
        return saved(request, _address(request, known), _("Kept."))
    spoken_of = {(Question.GAIN, typical.gain), (Question.RESOURCE, typical.resource)}
    context = _context(request, known)
    rows = [row for section in context["sections"] for row in section.rows]
    context["rows"] = [row for row in rows if (row.question, row.kind) in spoken_of]
    return page_or_part(request, SCREEN, context, part="reviewed")


def _listing(request: WorkshopRequest, pk: int) -> Listing:
    listing = get_object_or_404(questionnaire.in_order(request.workshop), pk=pk)
    listing.workshop = request.workshop
    return listing


def _here(request: WorkshopRequest) -> Step:
    partnering = reverse("workshops:partnering", args=[request.city.code, request.workshop.pk])
    return Step.PARTNERING if request.htmx.current_url_abs_path == partnering else Step.IDENTIFICATION


def _address(request: WorkshopRequest, listing: Listing) -> str:
    return reverse(
        "workshops:identification-listing", args=[request.city.code, request.workshop.pk, listing.pk]
    )


def _context(request: WorkshopRequest, listing: Listing) -> dict[str, Any]:
    return {
        "frame": frame_of(request, Step.IDENTIFICATION),
        "listing": listing,
        "sections": questionnaire.sections_of(listing),
        "suggestions": questionnaire.suggestions_for(listing),
        "turn": questionnaire.turn_of(listing),
    }


def _row(request: WorkshopRequest, listing: Listing, form: AnswerForm) -> HttpResponse:
    """Answer one row: what is stored now, with 422 and what was typed when it was refused."""
    errors = [str(message) for messages in form.errors.values() for message in messages]
    question, kind = request.POST.get("question", ""), request.POST.get("kind", "")
    is_row = question in Question.values and "kind" not in form.errors
    row = questionnaire.row_of(listing, Question(question), kind) if is_row else None
    if not (errors or wants_part(request)):
        return saved(request, f"{_address(request, listing)}#{question}", _("Kept."))
    if not wants_part(request):
        refused = {"code": row.code if row else "", "errors": errors, "note": request.POST.get("note", "")}
        return render(request, SCREEN, {**_context(request, listing), "refused": refused}, status=422)
    # Answers are also given beside the partners; the run sheet goes back to where it came from.
    frame = frame_of(request, _here(request))
    context = {"listing": listing, "row": row, "errors": errors, "frame": frame}
    return page_or_part(request, SCREEN, context, part="state", status=422 if errors else 200)
