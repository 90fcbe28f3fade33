"""Answers that hand a map over: as a file, or as the view after a move."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils.text import slugify

from ecosystem.graph.places import Place, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import Move, Placed
from ecosystem.maps.formats import BY_CODE
from ecosystem.maps.payload import scene_data
from ecosystem.maps.scene import compose
from ecosystem.maps.sheet import pinned, view_named


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map as a file: its format's code, its name without ending, its bytes."""

    format: str
    name: str
    content: bytes


def view_of(request: HttpRequest) -> View:
    """Return the view one is at: as it is sent, or as the browser's address says where htmx tells it."""
    here = QueryDict(urlsplit(request.headers.get("HX-Current-URL", "")).query).get("view")
    return view_named(request.POST.get("view") or request.GET.get("view") or here)


def file_answer(file: MapFile) -> HttpResponse:
    """Return a map as a download, never as a page of ours."""
    format_ = BY_CODE[file.format]
    response = HttpResponse(file.content, content_type=format_.content_type)
    name = slugify(file.name) or "map"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format_.ending}"'
    return response


def moved_answer(
    ecosystem: Ecosystem,
    move: Move,
    placed: Placed,
) -> JsonResponse:
    """Return the moved view's drawing and who is pinned, for the page that asked, and how to undo it."""
    scene = compose(move.view, ecosystem, placed.kept.get(move.view, {}))
    undo = {"view": move.view.value, "key": move.key} | _back_to(placed.before)
    return JsonResponse({"scene": scene_data(scene, ecosystem), "pinned": pinned(placed.kept), "undo": undo})


def _back_to(before: Place | None) -> dict[str, float | int]:
    if before is None or not before.is_pinned:
        return {"back": 1}
    return {"x": before.x, "y": before.y}


def redrawn_answer(said: str, undo: str) -> JsonResponse:
    """Return in words what a drop changed, with the token that undoes it; the page draws itself anew."""
    return JsonResponse({"said": said, "undo": {"token": undo}})


def refused_answer(error: ValidationError) -> JsonResponse:
    """Return why nothing was changed."""
    return JsonResponse({"said": " ".join(error.messages)}, status=409)
