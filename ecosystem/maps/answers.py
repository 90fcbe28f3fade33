"""Answers that hand a map over: as a file, or as the view after a move."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse, JsonResponse
from django.utils.text import slugify

from ecosystem.graph.places import Stored, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import Move
from ecosystem.maps.formats import BY_CODE
from ecosystem.maps.payload import scene_data
from ecosystem.maps.scene import compose
from ecosystem.maps.sheet import pinned


@dataclass(frozen=True, slots=True)
class MapFile:
    """A map as a file: its format's code, its name without ending, its bytes."""

    format: str
    name: str
    content: bytes


def file_answer(file: MapFile) -> HttpResponse:
    """Return a map as a download, never as a page of ours."""
    format_ = BY_CODE[file.format]
    response = HttpResponse(file.content, content_type=format_.content_type)
    name = slugify(file.name) or "map"
    response["Content-Disposition"] = f'attachment; filename="{name}.{format_.ending}"'
    return response


def moved_answer(ecosystem: Ecosystem, move: Move, kept: Mapping[View, Mapping[str, Stored]]) -> JsonResponse:
    """Return the moved view's drawing and who is pinned, for the page that asked."""
    scene = compose(move.view, ecosystem, kept.get(move.view, {}))
    return JsonResponse({"scene": scene_data(scene, ecosystem), "pinned": pinned(kept)})
