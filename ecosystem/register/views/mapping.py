"""The map of the whole city."""

from collections.abc import Sequence

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import editor, viewer
from ecosystem.maps import formats
from ecosystem.maps.answers import file_answer, moved_answer, redrawn_answer, refused_answer
from ecosystem.maps.drawn import Move, drop_of
from ecosystem.maps.looks import asked_look
from ecosystem.maps.moves import MoveForm
from ecosystem.maps.sheet import view_named
from ecosystem.models import Role, Stakeholder
from ecosystem.pages import wants_part
from ecosystem.register.atlas import city_file, city_part, city_sheet, tools_of
from ecosystem.register.mapping import ecosystem_of, place
from ecosystem.register.profile import profile_of
from ecosystem.register.redrawing import put_on_layers
from ecosystem.types import CityRequest


@viewer
@require_safe
def city_map(request: CityRequest) -> HttpResponse:
    """Show every active stakeholder of the city and their relations; for htmx only what is read there."""
    view, opened = view_named(request.GET.get("view")), request.GET.getlist("open")
    if wants_part(request):
        part = city_part(request.city, view, request.GET.dict())
        return render(request, "maps/reading.html", {"part": part})
    sheet = city_sheet(request.city, view, request.membership, asked=request.GET.dict(), opened=opened)
    tools = tools_of(request.city, view) if sheet.links.place else []
    return render(request, "register/map.html", {"map": sheet, "tools": tools})


@viewer
@require_safe
def city_map_data(request: CityRequest) -> JsonResponse:
    """Hand over what the map's script needs, for a crowd's page, which comes without."""
    view, opened = view_named(request.GET.get("view")), request.GET.getlist("open")
    sheet = city_sheet(request.city, view, request.membership, asked=request.GET.dict(), opened=opened)
    return JsonResponse(sheet.payload)


@viewer
@require_safe
def city_map_table(request: CityRequest) -> HttpResponse:
    """Show the map's content as a table; a crowd's page takes its table from here."""
    view, opened = view_named(request.GET.get("view")), request.GET.getlist("open")
    sheet = city_sheet(request.city, view, asked=request.GET.dict(), opened=opened)
    return render(request, "register/map_table.html", {"map": sheet})


@viewer
@require_safe
def city_map_wall(request: CityRequest) -> HttpResponse:
    """Show the map alone, large."""
    sheet = city_sheet(request.city, view_named(request.GET.get("view")), asked=request.GET.dict())
    return render(request, "register/map_wall.html", {"map": sheet})


@editor
@require_POST
def city_map_place(request: CityRequest) -> JsonResponse:
    """Keep where a mark was drawn to, or put it back; another band changes the entry's layers."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    ecosystem = asked_look(ecosystem_of(request.city), request.GET.dict())
    move = form.move()
    drop = drop_of(ecosystem, move)
    if drop is not None and drop.layers is not None:
        return _redrawn(request, move, drop.layers)
    return moved_answer(ecosystem, move, place(request.city, ecosystem, move))


def _redrawn(request: CityRequest, move: Move, codes: Sequence[str]) -> JsonResponse:
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city).active(), pk=move.key[1:])
    before = put_on_layers(stakeholder, codes, by=request.user)
    place(request.city, ecosystem_of(request.city), move)
    return _layers_answer(stakeholder, before)


def _layers_answer(stakeholder: Stakeholder, before: Sequence[str]) -> JsonResponse:
    """Say on which layers an entry stands now, with what undoes it as long as nobody changes it again."""
    layers = list(stakeholder.layers.all())
    facts = {
        "stakeholder": stakeholder.pk,
        "layers": list(before),
        "expected": [layer.code for layer in layers],
    }
    names = ", ".join(map(str, layers)) or _("no layer yet")
    said = _("%(name)s is on: %(layers)s.") % {"name": stakeholder.name, "layers": names}
    return redrawn_answer(said, signing.dumps(facts, salt=f"redraw-{stakeholder.city_id}"))


@editor
@require_POST
def city_map_redraw(request: CityRequest) -> JsonResponse:
    """Undo or redo what drawing a mark to another band has changed."""
    try:
        facts = signing.loads(request.POST.get("token", ""), salt=f"redraw-{request.city.pk}")
    except signing.BadSignature as error:
        raise Http404 from error
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city).active(), pk=facts["stakeholder"])
    try:
        before = put_on_layers(stakeholder, facts["layers"], by=request.user, expected=facts["expected"])
    except ValidationError as error:
        return refused_answer(error)
    return _layers_answer(stakeholder, before)


@viewer
@require_safe
def city_map_download(request: CityRequest, format_: str) -> HttpResponse:
    """Hand the map over as a file."""
    if format_ not in formats.CODES:
        raise Http404
    view = view_named(request.GET.get("view"))
    return file_answer(city_file(request.city, format_, view, request.GET.dict()))


@viewer
@require_safe
def city_map_stakeholder(request: CityRequest, pk: int) -> HttpResponse:
    """Show one stakeholder beside the map."""
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city).active().with_parts(), pk=pk)
    role = Role(request.membership.role)
    context = {
        "stakeholder": stakeholder,
        "profile": profile_of(stakeholder),
        "may_edit": role >= Role.EDITOR,
    }
    return render(request, "register/map_stakeholder.html", context)
