"""A stakeholder with whom it is tied to, as a small picture inside a page."""

from dataclasses import dataclass
from math import ceil, cos, floor, pi, sin
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Place, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.palette import variables
from ecosystem.maps.poster import drawing
from ecosystem.maps.scene import Scene, dress

REACH_X, REACH_Y = 236.0, 168.0
MARGIN_X, MARGIN_Y = 190.0, 78.0  # for names around the outermost marks; longer ones get more
AIR = 10.0  # between a name and the edge: letters have a halo
CROWD = 8  # from here on every second neighbour stands further out
OUTER = 1.32
LINE = 2  # up to so many neighbours stand left and right


@dataclass(frozen=True, slots=True)
class SmallMap:
    """The picture, the box of it to show, and what it says to who cannot see it."""

    picture: dict[str, Any]
    colours: dict[str, str]
    view_box: str
    label: str


def small_map_of(ecosystem: Ecosystem, key: str) -> SmallMap:
    """Return a picture with the node `key` in the middle and the other nodes around it."""
    others = [node.key for node in ecosystem.nodes if node.key != key]
    places = {key: Place(WIDTH / 2, HEIGHT / 2, "")} | {
        other: _around(index, len(others)) for index, other in enumerate(others)
    }
    colours, scene = variables(), dress(View.NETWORK, ecosystem, places)
    return SmallMap(
        picture=drawing(scene, ecosystem, colours),
        colours={name.replace("-", "_"): value for name, value in colours.items()},
        view_box=_view_box(len(others), scene),
        label=_label(ecosystem.node(key).name, len(others)),
    )


def _around(index: int, count: int) -> Place:
    angle = (pi if count <= LINE else -pi / 2) + 2 * pi * index / max(count, 1)
    reach = OUTER if count >= CROWD and index % 2 else 1.0
    x, y = WIDTH / 2 + REACH_X * reach * cos(angle), HEIGHT / 2 + REACH_Y * reach * sin(angle)
    return Place(round(x, 1), round(y, 1), "")


def _view_box(count: int, scene: Scene) -> str:
    reach = OUTER if count >= CROWD else 1.0
    half_width, half_height = REACH_X * reach + MARGIN_X, REACH_Y * reach + MARGIN_Y
    x, y = WIDTH / 2, HEIGHT / 2
    boxes = [
        Box(x - half_width, y - half_height, x + half_width, y + half_height),
        *(label.box.grown(AIR) for label in scene.labels.values()),
    ]
    left, top = floor(min(box.left for box in boxes)), floor(min(box.top for box in boxes))
    right, bottom = ceil(max(box.right for box in boxes)), ceil(max(box.bottom for box in boxes))
    return f"{left} {top} {right - left} {bottom - top}"


def _label(name: str, count: int) -> str:
    neighbours = ngettext("%(count)s other", "%(count)s others", count) % {"count": count}
    return _("%(name)s and its relations with %(neighbours)s") % {"name": name, "neighbours": neighbours}
