"""Step 3: who joins, how, and what happens next."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.pages import page_or_part, saved, wants_part
from workshops import partnering as partners
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.engagement import groups_of
from workshops.flow import frame_of
from workshops.forms.partnering import PartnershipForm, WeightsForm
from workshops.models import Listing, Need, Partnership, Question, Step
from workshops.questionnaire import in_order, rows_of
from workshops.types import WorkshopRequest

TEMPLATE = "workshops/partnering.html"
UNDO_S = 24 * 60 * 60
FITS = {"yes": True, "no": False, "": None}


@workshop_viewer
@require_safe
def partnering(request: WorkshopRequest) -> HttpResponse:
    """Show candidates by likelihood, chosen partners and the needs they cover."""
    return render(request, TEMPLATE, _context(request))


@workshop_viewer
@require_safe
def plan(request: WorkshopRequest) -> HttpResponse:
    """Show on one page to print who does what by when, and what stays open."""
    return render(request, "workshops/plan.html", _context(request))


@workshop_facilitator
@require_POST
def choose(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Choose a partner; `back` carries what was written before somebody released it."""
    chosen = _listing(request, listing)
    written = _signed(request.GET.get("back", ""), chosen)
    if written is None:
        partners.choose(chosen)
    else:
        partners.choose_again(chosen, written)
    return _changed(request, _("%(name)s is a partner.") % {"name": chosen.name})


@workshop_facilitator
@require_POST
def release(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Take a partnership back; the answer offers to bring it back with all that was written."""
    gone = _listing(request, listing)
    written = partners.release(gone)
    undo = ""
    if written is not None:
        address = reverse("workshops:partner-choose", args=[request.city.code, request.workshop.pk, gone.pk])
        undo = f"{address}?back={signing.dumps(written, salt=_salt(gone))}"
    return _changed(request, _("%(name)s is no partner any more.") % {"name": gone.name}, undo=undo)


@workshop_facilitator
@require_POST
def partner(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Keep what happens next with a partner."""
    partnership = get_object_or_404(
        Partnership.objects.select_related("listing"), listing=_listing(request, listing)
    )
    form = PartnershipForm(request.POST, instance=partnership)
    is_valid = form.is_valid()
    if is_valid:
        form.save()
    if is_valid and not wants_part(request):
        return saved(request, _here(request), _("Kept."))
    context = _context(request, {"form": form, "forms": {partnership.listing_id: form}})
    return page_or_part(request, TEMPLATE, context, part="kept", status=200 if is_valid else 422)


@workshop_facilitator
@require_POST
def match(request: WorkshopRequest, need: int, listing: int) -> HttpResponse:
    """Say whether somebody's resource fits a need."""
    lacking = get_object_or_404(Need.objects.filter(workshop=request.workshop), pk=need)
    fits = FITS.get(request.POST.get("fits", ""))
    partners.match(lacking, _listing(request, listing), fits=fits)
    return _changed(request, _("Kept."))


@workshop_facilitator
@require_POST
def weigh(request: WorkshopRequest) -> HttpResponse:
    """Weigh the parts of the likelihood anew and rank by it."""
    form = WeightsForm(request.POST, instance=request.workshop)
    if form.is_valid():
        form.save()
        return _changed(request, _("Ranked by the new weights."))
    request.workshop.refresh_from_db()
    context = _context(request, {"weights": form})
    return page_or_part(request, TEMPLATE, context, part="table", status=422)


def _listing(request: WorkshopRequest, pk: int) -> Listing:
    return get_object_or_404(in_order(request.workshop), pk=pk)


def _here(request: WorkshopRequest) -> str:
    return reverse("workshops:partnering", args=[request.city.code, request.workshop.pk])


def _salt(listing: Listing) -> str:
    """Return what binds an undo to one listing, so that its words cannot be put under another."""
    return f"workshops.partnering.release.{listing.pk}"


def _signed(text: str, listing: Listing) -> dict[str, Any] | None:
    """Return what a release of this listing signed within the last day, None for anything else."""
    try:
        return dict(signing.loads(text, salt=_salt(listing), max_age=UNDO_S)) if text else None
    except signing.BadSignature:
        return None


def _changed(request: WorkshopRequest, message: str, *, undo: str = "") -> HttpResponse:
    """Say what was done and show the table as it is now."""
    if not wants_part(request):
        return saved(request, _here(request), message, undo=undo)
    messages.success(request, message, extra_tags=undo)
    return page_or_part(request, TEMPLATE, _context(request), part="table")


def _context(request: WorkshopRequest, more: Mapping[str, Any] | None = None) -> dict[str, Any]:
    table = partners.table_of(request.workshop)
    typed = (more or {}).get("forms", {})
    return {
        "frame": frame_of(request, Step.PARTNERING),
        "table": table,
        "weights": WeightsForm(instance=request.workshop),
        "partners": [
            {
                "candidate": candidate,
                "form": typed.get(candidate.listing.pk) or PartnershipForm(instance=candidate.partnership),
                "rows": rows_of(candidate.listing, Question.MEANS),
            }
            for candidate in table.partners
        ],
        "others": groups_of((one.listing, one.answers) for one in table.candidates if not one.is_partner),
        **(more or {}),
    }
