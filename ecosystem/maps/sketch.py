"""A view of thousands as numbers that a script draws at once, where as many elements would hold a page up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any
from weakref import WeakKeyDictionary

from django.utils.html import json_script
from django.utils.safestring import SafeString

from ecosystem.graph.places import HEIGHT, WIDTH
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.palette import palette
from ecosystem.maps.payload import hub_data, text_data
from ecosystem.maps.poster import Figure, Trace, drawing
from ecosystem.maps.scene import Scene

# Marks on a map: up to here the picture is there before any script runs.
MOST_ELEMENTS = 1000

_sketched: "WeakKeyDictionary[Scene, SafeString]" = WeakKeyDictionary()


def sketch_of(scene: Scene, ecosystem: Ecosystem) -> SafeString:
    """Return a scene of `ecosystem` as JSON in a script element, for static/js/map-sketch.js."""
    sketch = _sketched.get(scene)
    if sketch is None:
        sketch = _sketched[scene] = json_script(sketch_data(scene, ecosystem))
    return sketch


def sketch_data(scene: Scene, ecosystem: Ecosystem) -> dict[str, Any]:
    """Return a scene in map units, colours by token; ties and marks that look alike stand together."""
    drawn: dict[str, Any] = drawing(scene, ecosystem, {name: name for name in palette()})
    return {
        "size": [WIDTH, HEIGHT],
        "grounds": [asdict(ground) for ground in drawn["grounds"]],
        "tieAlpha": drawn["tie_alpha"],
        "ties": _ties(drawn["traces"]),
        "hub": hub_data(scene.hub, drawn["hub_text"]),
        "words": [text_data(text) for text in drawn["words"]],
        "legs": [
            {"colour": figure.colour, "at": figure.at, "feet": [figure.at[1] + y for _x, y in figure.feet]}
            for figure in drawn["figures"]
            if figure.feet
        ],
        "marks": _marks(drawn["figures"]),
        "leads": drawn["leads"],
        "labels": [text_data(text) for text in drawn["labels"]],
    }


def _ties(traces: Iterable[Trace]) -> list[dict[str, str]]:
    """Return the paths of each colour in a row: so many are drawn faintly, as plain hairlines."""
    paths: defaultdict[str, list[str]] = defaultdict(list)
    for trace in traces:
        paths[trace.colour].append(trace.path)
    return [{"colour": colour, "paths": "".join(rows)} for colour, rows in paths.items()]


def _marks(figures: Iterable[Figure]) -> list[dict[str, Any]]:
    """Return each look of a mark around the origin, with the points where it stands."""
    looks: dict[tuple[Any, ...], dict[str, Any]] = {}
    for figure in figures:
        key = (figure.path, figure.outer, figure.hatch, figure.fill, figure.colour, figure.letters)
        look = looks.setdefault(key, _look(figure))
        look["at"].append(figure.at)
    return list(looks.values())


def _look(figure: Figure) -> dict[str, Any]:
    return {
        "path": figure.path,
        "outer": figure.outer,
        "hatch": figure.hatch,
        "fill": figure.fill,
        "colour": figure.colour,
        "ghost": figure.is_ghost,
        "letters": text_data(figure.letters),
        "at": [],
    }
