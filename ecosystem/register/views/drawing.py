"""Adding somebody and drawing relations on the city's map."""

from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecosystem.access.policies import editor
from ecosystem.maps.answers import view_of
from ecosystem.maps.changing import told
from ecosystem.maps.tools import AddForm
from ecosystem.models import Relation
from ecosystem.pages import saved
from ecosystem.register.atlas import add_tool, relate_form, relate_tool
from ecosystem.register.drafts import StakeholderDraft
from ecosystem.register.editing import create_stakeholder
from ecosystem.register.likeness import likely_twins
from ecosystem.register.redrawing import drawn, relate, unrelate
from ecosystem.types import CityRequest

TOOL = "maps/tool.html"


@editor
@require_POST
def map_add(request: CityRequest) -> HttpResponse:
    """Add an entry to the register by name and family, and show it on the map."""
    form = AddForm(request.POST, city=request.city)
    if not form.is_valid():
        return render(request, TOOL, {"tool": add_tool(request.city, view_of(request), form)}, status=422)
    name, family = form.cleaned_data["name"], form.cleaned_data["family"]
    if not form.cleaned_data["is_another"]:
        likely = likely_twins(request.city, name=name)
        if likely:
            twins = [(twin.stakeholder.name, str(twin.reasons[0].label)) for twin in likely]
            return render(
                request,
                TOOL,
                {"tool": add_tool(request.city, view_of(request), form, twins=twins)},
                status=409,
            )
    try:
        draft = StakeholderDraft(name=name, family=family, layers=tuple(family.layers.all()))
        added = create_stakeholder(request.city, draft, by=request.user)
    except ValidationError as error:
        form.add_error("name", error.messages)
        return render(request, TOOL, {"tool": add_tool(request.city, view_of(request), form)}, status=422)
    undo = reverse("register:stakeholder-archive", args=[request.city.code, added.pk])
    return saved(request, _map(request, find=name), _("%(name)s is on the map.") % {"name": name}, undo=undo)


@editor
@require_POST
def map_relate(request: CityRequest) -> HttpResponse:
    """Draw a relation between two entries."""
    form = relate_form(request.city, request.POST)
    if form.is_valid():
        try:
            relation = relate(Relation(city=request.city, **form.facts()), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return told(request, drawn(relation), to=_map(request), redraw=_redraw(request))
    return render(request, TOOL, {"tool": relate_tool(request.city, view_of(request), form)}, status=422)


@editor
@require_POST
def map_unrelate(request: CityRequest, relation: int) -> HttpResponse:
    """Take a relation away, and offer to draw it again."""
    gone = get_object_or_404(Relation.objects.of(request.city).with_ends(), pk=relation)
    return told(request, unrelate(gone, by=request.user), to=_map(request), redraw=_redraw(request))


def _redraw(request: CityRequest) -> str:
    return reverse("register:map-redraw", args=[request.city.code])


def _map(request: CityRequest, **more: str) -> str:
    """Return the map's address in the view one comes from."""
    query = urlencode({"view": view_of(request).value, **more})
    return f"{reverse('register:map', args=[request.city.code])}?{query}"
