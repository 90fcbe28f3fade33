"""Proposals of workshops to the register, decided field by field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import editor, viewer
from ecosystem.models import Role
from ecosystem.pages import page_or_part, saved
from ecosystem.text import row_number
from ecosystem.types import CityRequest
from workshops import proposals as deciding
from workshops.access import workshop_facilitator
from workshops.models import Listing, Proposal
from workshops.pending import cases_of
from workshops.types import WorkshopRequest

TEMPLATE = "workshops/proposals.html"


@viewer
@require_safe
def proposals(request: CityRequest) -> HttpResponse:
    """Show what workshops propose to the register."""
    return render(request, TEMPLATE, _context(request))


@workshop_facilitator
@require_POST
def propose(request: WorkshopRequest) -> HttpResponse:
    """Hand over to the register's staff what this workshop learnt."""
    try:
        count = deciding.propose(request.workshop, by=request.user)
    except ValidationError as error:
        return saved(request, request.workshop.get_absolute_url(), " ".join(error.messages))
    page = reverse("workshops:proposals", args=[request.city.code])
    if not count:
        return saved(request, page, _("The register already says what this workshop says."))
    message = ngettext("%(count)s proposal waits for staff.", "%(count)s proposals wait for staff.", count)
    return saved(request, page, message % {"count": count})


@editor
@require_POST
def decide(request: CityRequest, listing: int) -> HttpResponse:
    """Accept or refuse the chosen proposals about one stakeholder."""
    listings = Listing.objects.filter(workshop__city=request.city)
    about = get_object_or_404(
        listings.select_related("workshop__city", "family", "stakeholder__family"), pk=listing
    )
    page = reverse("workshops:proposals", args=[request.city.code])
    rows = _chosen(request, about)
    if not rows:
        return redirect(page)
    if request.POST.get("decision") == "refuse":
        deciding.refuse(rows, by=request.user)
        return saved(request, page, _("The register stays as it is about %(name)s.") % {"name": about.name})
    try:
        entry = deciding.accept(rows, version=row_number(request.POST.get("version")), by=request.user)
    except ValidationError as error:
        context = _context(request) | {"refused": about.pk, "errors": error.messages}
        return page_or_part(request, TEMPLATE, context, part="cases", status=409)
    return saved(request, page, _("The register now says so about %(name)s.") % {"name": entry.name})


def _context(request: CityRequest) -> dict[str, Any]:
    may_decide = request.membership.may(Role.EDITOR)
    return {"cases": cases_of(request.city), "section": "register", "may_decide": may_decide}


def _chosen(request: CityRequest, about: Listing) -> list[Proposal]:
    """Return the pending proposals that were ticked, or the one whose own button was pressed."""
    numbers = map(row_number, request.POST.getlist("proposal"))
    rows = list(about.proposals.pending().filter(pk__in=[number for number in numbers if number is not None]))
    for row in rows:
        row.listing = about
    return rows
