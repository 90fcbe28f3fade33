"""Listing somebody and drawing relations on the workshop's map."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecosystem.maps.answers import view_of
from ecosystem.maps.changing import told
from ecosystem.maps.tools import AddForm
from ecosystem.pages import saved
from workshops import listing as listings
from workshops.access import workshop_facilitator
from workshops.atlas import add_tool, relate_form, relate_tool
from workshops.identification import prefill_from_register
from workshops.listing import Added
from workshops.models import DrawnRelation, Listing
from workshops.redrawing import retied
from workshops.relating import AnyRelation, draw, take_away
from workshops.types import WorkshopRequest

TOOL = "maps/tool.html"


@workshop_facilitator
@require_POST
def map_add(request: WorkshopRequest) -> HttpResponse:
    """List whoever is named, or ask first when the name may mean somebody who is known."""
    form, view = AddForm(request.POST, city=request.city), view_of(request)
    if not form.is_valid():
        return render(request, TOOL, {"tool": add_tool(request.workshop, view, form)}, status=422)
    name = form.cleaned_data["name"]
    is_listed = Listing.objects.of(request.workshop).named(name).exists()
    entry = None if is_listed else listings.namesake(request.workshop, name)
    if not (is_listed or entry or form.cleaned_data["is_another"]):
        likely = listings.twins_of(request.workshop, name)
        if likely:
            twins = [(twin.name, str(twin.reasons[0].label)) for twin in likely]
            return render(
                request, TOOL, {"tool": add_tool(request.workshop, view, form, twins=twins)}, status=409
            )
    try:
        added = _list(request, form, name)
    except ValidationError as error:
        form.add_error("name", error.messages)
        return render(request, TOOL, {"tool": add_tool(request.workshop, view, form)}, status=422)
    return _shown(request, added)


@transaction.atomic
def _list(request: WorkshopRequest, form: AddForm, name: str) -> Added:
    """List an entry of the register that has this very name, else somebody new in the chosen family."""
    is_listed = Listing.objects.of(request.workshop).named(name).exists()
    entry = None if is_listed else listings.namesake(request.workshop, name)
    if entry is None:
        family = form.cleaned_data["family"]
        return listings.list_new(request.workshop, name, family=family, by=request.user)
    added = listings.list_from_register(request.workshop, entry, by=request.user)
    if not (added.was_listed or added.came_back):
        prefill_from_register(added.listing)
    return added


def _shown(request: WorkshopRequest, added: Added) -> HttpResponse:
    names = {"name": added.listing.name, "family": added.listing.family}
    place = [request.city.code, request.workshop.pk]
    to = _map(request, find=added.listing.name)
    if added.was_listed:
        return saved(request, to, _("%(name)s is already listed under %(family)s.") % names)
    undo = reverse("workshops:listing-remove", args=[*place, added.listing.pk])
    return saved(request, to, _("%(name)s is listed under %(family)s.") % names, undo=undo)


@workshop_facilitator
@require_POST
def map_relate(request: WorkshopRequest) -> HttpResponse:
    """Draw a relation between two who are listed; the register has it once staff accept it."""
    form = relate_form(request.workshop, request.POST)
    if form.is_valid():
        try:
            relation = draw(DrawnRelation(drawn_by=request.user, **form.facts()))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _retied(request, relation, is_drawn=True)
    tool = relate_tool(request.workshop, view_of(request), form)
    return render(request, TOOL, {"tool": tool}, status=422)


@workshop_facilitator
@require_POST
def map_unrelate(request: WorkshopRequest, tie: str) -> HttpResponse:
    """Take a relation off the map; one of the register stays there until staff accept the proposal."""
    return _retied(request, take_away(request.workshop, tie), is_drawn=False)


def _retied(request: WorkshopRequest, relation: AnyRelation, *, is_drawn: bool) -> HttpResponse:
    redraw = reverse("workshops:map-redraw", args=[request.city.code, request.workshop.pk])
    done = retied(request.workshop, relation, is_drawn=is_drawn)
    return told(request, done, to=_map(request), redraw=redraw)


def _map(request: WorkshopRequest, **more: str) -> str:
    """Return the map's address in the view one comes from."""
    address = reverse("workshops:map", args=[request.city.code, request.workshop.pk])
    return f"{address}?{urlencode({'view': view_of(request).value, **more})}"
