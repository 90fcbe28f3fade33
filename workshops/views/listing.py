"""Step 1: a card for each family, and who sits there."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.models import Family, Stakeholder
from ecosystem.pages import page_or_part, saved, wants_part
from ecosystem.text import row_number
from workshops import listing as listings
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.flow import frame_of
from workshops.forms.listing import AddForm, ListingForm, WaiveForm
from workshops.identification import prefill_from_register
from workshops.listing import Added
from workshops.models import Listing, Step
from workshops.types import WorkshopRequest

REGISTER_SHOWN = 300
TEMPLATE = "workshops/listing.html"


@workshop_viewer
@require_safe
def listing(request: WorkshopRequest) -> HttpResponse:
    """Show the families with the stakeholders listed in each."""
    return render(request, TEMPLATE, _context(request, {"focus": row_number(request.GET.get("family"))}))


@workshop_facilitator
@require_safe
def suggest(request: WorkshopRequest, family: int) -> HttpResponse:
    """Answer the entries of the register that match what is being typed in a family's card."""
    words = request.GET.get("q", "").strip()
    own = _family(request, family)
    entries = listings.suggestions(request.workshop, words, family=own) if words else []
    return render(request, "workshops/listing_choices.html", {"entries": entries})


@workshop_facilitator
@require_POST
def add(request: WorkshopRequest, family: int) -> HttpResponse:
    """List whoever is named, or ask first when the name may mean somebody who is known."""
    seat = _family(request, family)
    if request.POST.get("stakeholder"):
        return _take(request, request.POST["stakeholder"], seat)
    form = AddForm(request.POST)
    if not form.is_valid():
        return _asked(request, seat, {"errors": form.errors["name"]}, status=422)
    name = form.cleaned_data["name"]
    is_listed = Listing.objects.of(request.workshop).named(name).exists()
    entry = None if is_listed else listings.namesake(request.workshop, name)
    if entry is not None:
        return _take(request, entry.pk, seat)
    if not is_listed and not form.cleaned_data["is_another"]:
        twins = listings.twins_of(request.workshop, name)
        if twins:
            return _asked(request, seat, {"twins": twins}, status=409)
    try:
        added = listings.list_new(request.workshop, name, family=seat, by=request.user)
    except ValidationError as error:
        return _asked(request, seat, {"errors": error.messages}, status=422)
    return _added(request, added, seat)


@workshop_facilitator
@require_POST
def take(request: WorkshopRequest, family: int, stakeholder: int) -> HttpResponse:
    """List an entry of the register that was offered in a family's card."""
    return _take(request, stakeholder, _family(request, family))


@workshop_facilitator
@require_POST
def remove(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Take somebody off the table; the answer offers to bring them back."""
    gone = listings.remove(_listing(request, listing))
    undo = reverse("workshops:listing-restore", args=[request.city.code, request.workshop.pk, gone.pk])
    return _changed(request, _("%(name)s is removed.") % {"name": gone.name}, gone.family, undo=undo)


@workshop_facilitator
@require_POST
def restore(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Bring somebody back to the table with everything that was said about them."""
    known = _listing(request, listing)
    try:
        listings.restore(known)
    except ValidationError as error:
        return _changed(request, " ".join(error.messages), known.family)
    return _changed(request, _("%(name)s is back, with all answers.") % {"name": known.name}, known.family)


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Change a listing's name, family, layers and reason, in its place at the table."""
    known = _listing(request, listing)
    before = known.family
    form = ListingForm(request.POST or None, instance=known, workshop=request.workshop)
    if request.method == "POST" and form.is_valid():
        try:
            listings.revise(known, layers=form.cleaned_data["layers"])
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            return _changed(request, _("%(name)s is saved.") % {"name": known.name}, before, known.family)
    context = _context(request, {"editing": form, "families": [before]})
    status = 422 if request.method == "POST" else 200
    return page_or_part(request, TEMPLATE, context, part="change", status=status)


@workshop_viewer
@require_safe
def seats(request: WorkshopRequest, family: int) -> HttpResponse:
    """Show a family's seats again, as they are, after somebody stops editing."""
    context = _context(request, {"families": [_family(request, family)]})
    return page_or_part(request, TEMPLATE, context, part="change")


@workshop_facilitator
@require_POST
def waive(request: WorkshopRequest, family: int) -> HttpResponse:
    """Mark that a family does not apply to the project, with the reason."""
    empty = _family(request, family)
    form = WaiveForm(request.POST)
    if form.is_valid():
        try:
            listings.waive(request.workshop, empty, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error("reason", error.messages)
        else:
            undo = reverse("workshops:family-apply", args=[request.city.code, request.workshop.pk, empty.pk])
            message = _("%(family)s: marked as not applying.") % {"family": empty}
            return _changed(request, message, empty, undo=undo)
    context = _context(request, {"waiving": form, "waiving_family": empty, "families": [empty]})
    return page_or_part(request, TEMPLATE, context, part="change", status=422)


@workshop_facilitator
@require_POST
def apply_again(request: WorkshopRequest, family: int) -> HttpResponse:
    """Take back that a family does not apply."""
    empty = _family(request, family)
    listings.apply_again(request.workshop, empty)
    return _changed(request, _("%(family)s: an empty chair again.") % {"family": empty}, empty)


def _family(request: WorkshopRequest, pk: int) -> Family:
    return get_object_or_404(Family.objects.of(request.city), pk=pk)


def _listing(request: WorkshopRequest, pk: int) -> Listing:
    of_workshop = Listing.objects.of(request.workshop).select_related("workshop", "family", "stakeholder")
    return get_object_or_404(of_workshop, pk=pk)


def _take(request: WorkshopRequest, pk: int | str, seat: Family) -> HttpResponse:
    entries = Stakeholder.objects.of(request.city).active().select_related("family")
    entry = get_object_or_404(entries, pk=row_number(str(pk)))
    try:
        with transaction.atomic():
            added = listings.list_from_register(request.workshop, entry, by=request.user)
            if not (added.was_listed or added.came_back):
                prefill_from_register(added.listing)
    except ValidationError as error:
        return _asked(request, seat, {"errors": error.messages}, status=422)
    return _added(request, added, seat)


def _added(request: WorkshopRequest, added: Added, seat: Family) -> HttpResponse:
    """Say what became of a name, and where it sits when that is another family than it was said in."""
    words = {"name": added.listing.name, "family": added.listing.family}
    if added.was_listed:
        message = _("%(name)s is already listed under %(family)s.") % words
    elif added.came_back:
        message = _("%(name)s is back, with all answers.") % words
    elif added.listing.family_id != seat.pk:
        message = _("%(name)s is listed under %(family)s, as in the register.") % words
    else:
        message = _("%(name)s is listed.") % words
    return _changed(request, message, seat, added.listing.family)


def _changed(request: WorkshopRequest, message: str, *families: Family, undo: str = "") -> HttpResponse:
    """Say what was done and show the cards of `families` as they are now."""
    is_hidden = any(family.visibility == Family.Visibility.HIDDEN for family in families)
    if is_hidden or not wants_part(request):
        return saved(request, _place(request, families[0]), message, undo=undo)
    messages.success(request, message, extra_tags=undo)
    return page_or_part(request, TEMPLATE, _context(request, {"families": families}), part="change")


def _asked(
    request: WorkshopRequest, seat: Family, question: Mapping[str, Any], *, status: int
) -> HttpResponse:
    """Ask about a name that was not listed, in the card it was said in."""
    offer = {"family": seat, "name": request.POST.get("name", ""), **question}
    context = _context(request, {"offer": offer, "families": [], "focus": seat.pk})
    return page_or_part(request, TEMPLATE, context, part="change", status=status)


def _place(request: WorkshopRequest, family: Family) -> str:
    page = reverse("workshops:listing", args=[request.city.code, request.workshop.pk])
    return f"{page}?family={family.pk}#family-{family.pk}"


def _context(request: WorkshopRequest, more: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the page and its parts show; `families` names the cards a part sends along."""
    board = listings.board_of(request.workshop)
    changed = {family.pk for family in more.get("families", [])}
    return {
        "frame": frame_of(request, Step.LISTING),
        "board": board,
        "needs": list(request.workshop.needs.all()),
        "cards": [card for card in board.cards if card.family.pk in changed],
        **more,
    }
