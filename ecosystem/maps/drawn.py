"""Each view of one map, drawn from the places kept so far, and which of those are new."""

from collections.abc import Mapping
from dataclasses import dataclass

from ecosystem.graph.drops import Drop, dropped
from ecosystem.graph.layout import clamp
from ecosystem.graph.places import CROWD, Place, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.captions import views_of
from ecosystem.maps.scene import Scene, compose

Kept = Mapping[View, Mapping[str, Place]]


@dataclass(frozen=True, slots=True)
class Drawn:
    """The scenes of a map, and the places to store: those that were not kept, by view and node."""

    scenes: dict[View, Scene]
    fresh: dict[View, dict[str, Place]]


def is_crowd(ecosystem: Ecosystem) -> bool:
    """Return whether a map has so many marks that its views are drawn one at a time."""
    return len(ecosystem.nodes) > CROWD


def draw_all(ecosystem: Ecosystem, kept: Kept, *, asked: View | None = None) -> Drawn:
    """Return a scene for each view the map has; who has a kept place that still fits stays there.

    Of a crowd only the view that is `asked` for is drawn.
    """
    views = views_of(ecosystem)
    if asked in views and is_crowd(ecosystem):
        views = (asked,)
    scenes = {view: compose(view, ecosystem, kept.get(view, {})) for view in views}
    fresh = {view: _fresh(scene, kept.get(view, {})) for view, scene in scenes.items()}
    return Drawn(scenes, {view: places for view, places in fresh.items() if places})


def _fresh(scene: Scene, kept: Mapping[str, Place]) -> dict[str, Place]:
    return {key: place for key, place in scene.places.items() if place != kept.get(key)}


@dataclass(frozen=True, slots=True)
class Move:
    """A mark drawn to a point by hand, or put back to where the map would place it."""

    view: View
    key: str
    x: float = 0.0
    y: float = 0.0
    is_back: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """The places of a map after a move, and where the mark was kept before."""

    kept: Kept
    before: Place | None


def drop_of(ecosystem: Ecosystem, move: Move) -> Drop | None:
    """Return what a move says by leaving the mark's ring, band or cell; None when it does not."""
    if move.is_back or not ecosystem.has(move.key) or ecosystem.node(move.key).is_ghost:
        return None
    return dropped(move.view, ecosystem, ecosystem.node(move.key), x=move.x, y=move.y)


def after(move: Move, ecosystem: Ecosystem, kept: Mapping[str, Place]) -> dict[str, Place]:
    """Return the places of a view after a move; the mark stays in its ring, band or cell.

    Raises KeyError when the map has no such mark.
    """
    others = {key: place for key, place in kept.items() if key != move.key}
    if move.is_back:
        place = compose(move.view, ecosystem, others).places[move.key]
    else:
        place = clamp(move.view, ecosystem, move.key, x=move.x, y=move.y)
    x, y = round(place.x, 1), round(place.y, 1)
    return others | {move.key: Place(x, y, place.slot, is_pinned=not move.is_back)}
