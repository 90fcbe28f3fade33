"""The workshop's map."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from ecosystem.graph.drops import Drop
from ecosystem.maps import formats
from ecosystem.maps.answers import file_answer, moved_answer, redrawn_answer, refused_answer
from ecosystem.maps.drawn import Move, drop_of
from ecosystem.maps.looks import asked_look
from ecosystem.maps.moves import MoveForm
from ecosystem.maps.sheet import view_named
from ecosystem.pages import wants_part
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.atlas import tools_of, workshop_part, workshop_sheet
from workshops.flow import MAP, frame_of
from workshops.likelihood import likelihoods
from workshops.mapping import ecosystem_of
from workshops.placing import place
from workshops.presenting import map_to_take
from workshops.questionnaire import in_order, sections_of
from workshops.redrawing import meant_by, redraw, redrawn
from workshops.relating import lines_of
from workshops.types import WorkshopRequest


@workshop_viewer
@require_safe
def workshop_map(request: WorkshopRequest) -> HttpResponse:
    """Show the map of the workshop; for htmx only what is read around somebody."""
    view = view_named(request.GET.get("view"))
    if wants_part(request):
        part = workshop_part(request.workshop, view, request.GET.dict())
        return render(request, "maps/reading.html", {"part": part})
    frame = frame_of(request, MAP)
    sheet = workshop_sheet(request.workshop, view, request.GET.dict(), may_move=frame.may_write)
    tools = tools_of(request.workshop, view) if frame.may_write else []
    return render(request, "workshops/map.html", {"frame": frame, "map": sheet, "tools": tools})


@workshop_viewer
@require_safe
def map_data(request: WorkshopRequest) -> JsonResponse:
    """Hand over what the map's script needs, for a crowd's page, which comes without."""
    view, may_move = view_named(request.GET.get("view")), frame_of(request, MAP).may_write
    sheet = workshop_sheet(request.workshop, view, request.GET.dict(), may_move=may_move)
    return JsonResponse(sheet.payload)


@workshop_viewer
@require_safe
def map_table(request: WorkshopRequest) -> HttpResponse:
    """Show the map's content as a table; a crowd's page takes its table from here."""
    view, frame = view_named(request.GET.get("view")), frame_of(request, MAP)
    sheet = workshop_sheet(request.workshop, view, request.GET.dict(), may_move=frame.may_write)
    return render(request, "workshops/map_table.html", {"map": sheet, "frame": frame})


@workshop_viewer
@require_safe
def wall(request: WorkshopRequest) -> HttpResponse:
    """Show the map alone, large."""
    view = view_named(request.GET.get("view"))
    sheet = workshop_sheet(request.workshop, view, request.GET.dict())
    return render(request, "workshops/map_wall.html", {"map": sheet})


@workshop_facilitator
@require_POST
def move(request: WorkshopRequest) -> JsonResponse:
    """Keep where a mark was drawn to, or put it back; another ring, band or cell changes the answer."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=422)
    ecosystem = asked_look(ecosystem_of(request.workshop), request.GET.dict())
    moved = form.move()
    drop = drop_of(ecosystem, moved)
    if drop is not None:
        return _redrawn(request, moved, drop)
    return moved_answer(ecosystem, moved, place(request.workshop, ecosystem, moved))


def _redrawn(request: WorkshopRequest, moved: Move, drop: Drop) -> JsonResponse:
    listing = get_object_or_404(request.workshop.listings.current(), pk=moved.key[1:])
    try:
        wanted = meant_by(drop, listing)
        before = redraw(listing, wanted, by=request.user)
    except ValidationError as error:
        return refused_answer(error)
    place(request.workshop, ecosystem_of(request.workshop), moved)
    done = redrawn(listing, before)
    return redrawn_answer(done.words, done.token)


@workshop_viewer
@require_safe
def download(request: WorkshopRequest, format_: str) -> HttpResponse:
    """Hand the map over as a file."""
    if format_ not in formats.CODES:
        raise Http404
    view = view_named(request.GET.get("view"))
    return file_answer(map_to_take(request.workshop, format_, view, request.GET.dict()))


@workshop_viewer
@require_safe
def panel(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Show one stakeholder beside the map."""
    known = get_object_or_404(in_order(request.workshop).prefetch_related("layers", "answers"), pk=listing)
    context = {
        "listing": known,
        "is_partner": hasattr(known, "partnership"),
        "sections": sections_of(known),
        "likelihood": likelihoods(request.workshop)[known.pk],
        "relations": lines_of(known),
        "may_write": frame_of(request, MAP).may_write,
    }
    return render(request, "workshops/map_listing.html", context)
