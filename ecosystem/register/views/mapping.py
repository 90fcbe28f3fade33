"""The map of the whole city."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import editor, viewer
from ecosystem.maps import formats
from ecosystem.maps.answers import file_answer, moved_answer, redrawn_answer
from ecosystem.maps.drawn import Move, drop_of
from ecosystem.maps.moves import MoveForm
from ecosystem.maps.sheet import view_named
from ecosystem.models import Role, Stakeholder
from ecosystem.pages import wants_part
from ecosystem.register.atlas import city_file, city_part, city_sheet, drawn_for, tools_of
from ecosystem.register.mapping import ecosystem_of, place
from ecosystem.register.profile import profile_of
from ecosystem.register.redrawing import redraw, redrawn
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
    sheet = city_sheet(request.city, view, request.membership, asked=request.GET.dict(), opened=opened)
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
    move = form.move()
    opened = request.GET.getlist("open")
    ecosystem, closed = drawn_for(request.city, move.view, request.GET.dict(), opened)
    drop = drop_of(ecosystem, move)
    if drop is not None and drop.layers is not None:
        return _redrawn(request, move, drop.layers)
    return moved_answer(ecosystem, move, place(request.city, ecosystem, move, closed=closed))


def _redrawn(request: CityRequest, move: Move, codes: Sequence[str]) -> JsonResponse:
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city).active(), pk=move.key[1:])
    before = redraw(stakeholder, {"layers": list(codes)}, by=request.user)
    place(request.city, ecosystem_of(request.city), move)
    done = redrawn(stakeholder, before)
    return redrawn_answer(done.words, done.token)


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
