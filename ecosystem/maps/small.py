"""A stakeholder with whom it is tied to, as a small picture inside a page."""

from dataclasses import dataclass
from math import cos, pi, sin
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.graph.places import HEIGHT, WIDTH, Place, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.palette import variables
from ecosystem.maps.poster import drawing
from ecosystem.maps.scene import dress

REACH_X, REACH_Y = 236.0, 168.0
MARGIN_X, MARGIN_Y = 190.0, 78.0  # for names around the outermost marks
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
    colours = variables()
    return SmallMap(
        picture=drawing(dress(View.NETWORK, ecosystem, places), ecosystem, colours),
        colours={name.replace("-", "_"): value for name, value in colours.items()},
        view_box=_view_box(len(others)),
        label=_label(ecosystem.node(key).name, len(others)),
    )


def _around(index: int, count: int) -> Place:
    angle = (pi if count <= LINE else -pi / 2) + 2 * pi * index / max(count, 1)
    reach = OUTER if count >= CROWD and index % 2 else 1.0
    x, y = WIDTH / 2 + REACH_X * reach * cos(angle), HEIGHT / 2 + REACH_Y * reach * sin(angle)
    return Place(round(x, 1), round(y, 1), "")


def _view_box(count: int) -> str:
    reach = OUTER if count >= CROWD else 1.0
    half_width, half_height = REACH_X * reach + MARGIN_X, REACH_Y * reach + MARGIN_Y
    left, top = WIDTH / 2 - half_width, HEIGHT / 2 - half_height
    return f"{left:.0f} {top:.0f} {2 * half_width:.0f} {2 * half_height:.0f}"


def _label(name: str, count: int) -> str:
    neighbours = ngettext("%(count)s other", "%(count)s others", count) % {"count": count}
    return _("%(name)s and its relations with %(neighbours)s") % {"name": name, "neighbours": neighbours}
