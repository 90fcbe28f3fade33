"""The ecosystem view: rings by likelihood of partnership, sectors by family."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, hypot, pi, sin

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Point, within
from ecosystem.graph.records import Chair, Ecosystem, Family, Node

CENTRE_X, CENTRE_Y = WIDTH / 2, 452.0
# Nearly round: an eye reads distances from the middle on circles, and a world is wider than high.
RADIUS_X, RADIUS_Y = 496.0, 414.0
# Shares of the outer radius: the project's disc, then the rings outwards.
CORE = 0.19
THICKNESS = (2.3, 1.5, 1.3, 1.1, 1.0, 0.95)
# The wedge at twelve o'clock carries the rings' names, and families of the drawer when they come.
WEDGE = 30 / 180 * pi
CHAIRS_SLOT = "chairs"
# The corners the ellipse leaves free take the chairs of needs and layers.
CORNERS = (
    Box(24, HEIGHT - 96, 190, HEIGHT - 24),
    Box(WIDTH - 230, HEIGHT - 96, WIDTH - 190, HEIGHT - 24),
    Box(24, 30, 190, 96),
    Box(WIDTH - 230, 30, WIDTH - 190, 96),
)
INSET = 0.05  # of a sector or ring, kept free at each side when something is placed or dragged
AROUND = (0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82, 0.11, 0.89, 0.05, 0.95)
OUTWARDS = (0.5, 0.36, 0.64, 0.22, 0.78, 0.12, 0.88)


@dataclass(frozen=True, slots=True)
class Sector:
    """A family's slice of the rings, in radians clockwise from twelve o'clock."""

    family: Family
    start: float
    end: float


def ring_bounds(count: int) -> list[tuple[float, float]]:
    """Return each ring's inner and outer share of the outer radius, innermost first."""
    weights = [THICKNESS[min(index, len(THICKNESS) - 1)] for index in range(count)]
    unit = (1 - CORE) / sum(weights)
    bounds, inner = [], CORE
    for weight in weights:
        bounds.append((inner, inner + weight * unit))
        inner += weight * unit
    return bounds


def sectors(ecosystem: Ecosystem) -> list[Sector]:
    """Return the slices: equal ones, and within the wedge those of the drawer somebody sits in.

    They depend on the families and not on how many sit where, so that nobody moves when
    somebody comes.
    """
    regular = [family for family in ecosystem.families if not family.is_extra]
    seated = {node.family for node in ecosystem.nodes}
    extra = [family for family in ecosystem.families if family.is_extra and family.code in seated]
    return _slices(regular, WEDGE / 2, 2 * pi - WEDGE / 2) + _slices(extra, -WEDGE / 2, WEDGE / 2)


def _slices(families: Sequence[Family], start: float, end: float) -> list[Sector]:
    width = (end - start) / max(len(families), 1)
    return [
        Sector(family, start + index * width, start + (index + 1) * width)
        for index, family in enumerate(families)
    ]


def at(angle: float, share: float) -> Point:
    """Return the point at `angle` (radians clockwise from twelve) and `share` of the outer radius."""
    return CENTRE_X + RADIUS_X * share * sin(angle), CENTRE_Y - RADIUS_Y * share * cos(angle)


def half_wedge(share: float) -> float:
    """Return how far the wedge at twelve reaches to each side, in map units, at `share` of the radius."""
    return RADIUS_X * share * sin(WEDGE / 2)


def polar(x: float, y: float) -> tuple[float, float]:
    """Return angle (-pi to pi, clockwise from twelve) and share of a point."""
    across, up = (x - CENTRE_X) / RADIUS_X, (CENTRE_Y - y) / RADIUS_Y
    return atan2(across, up), hypot(across, up)


class RingPlan:
    """Which ring and sector a node belongs to, and the room there."""

    def __init__(self, ecosystem: Ecosystem) -> None:
        """Cut the circle for the families and rings of `ecosystem`."""
        self._sectors = {sector.family.code: sector for sector in sectors(ecosystem)}
        bounds = ring_bounds(len(ecosystem.rings))
        self._rings = dict(zip((ring.code for ring in ecosystem.rings), bounds, strict=True))

    def slot(self, node: Node) -> str:
        """Return ring and family, or the corner for a chair without family."""
        if node.chair in {Chair.NEED, Chair.LAYER}:
            return CHAIRS_SLOT
        return f"{node.ring}:{node.family}"

    def ring_at(self, x: float, y: float) -> str | None:
        """Return the code of the ring at a point, None outside all and on the project's disc."""
        share = polar(x, y)[1]
        found = (code for code, (inner, outer) in self._rings.items() if inner <= share < outer)
        return next(found, None)

    def candidates(self, node: Node) -> list[Point]:
        """Return the spots of a node's slot, the middle first."""
        slot = self.slot(node)
        if slot == CHAIRS_SLOT:
            return _corner_spots()
        (start, end), (inner, outer) = self._extent(slot)
        return [
            at(start + (end - start) * turn, inner + (outer - inner) * out)
            for turn in AROUND
            for out in OUTWARDS
        ]

    def wanted(self, node: Node) -> Point | None:  # noqa: ARG002 (as the other plans)
        """Return None: any spot of a slot is as good as another."""
        return None

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return the point of the node's slot at two shares (0 to 1) of its room."""
        slot = self.slot(node)
        if slot == CHAIRS_SLOT:
            box = CORNERS[int(across * len(CORNERS)) % len(CORNERS)]
            return box.at((across * len(CORNERS)) % 1, down)
        (start, end), (inner, outer) = self._extent(slot)
        turn, out = (INSET + (1 - 2 * INSET) * share for share in (across, down))
        return at(start + (end - start) * turn, inner + (outer - inner) * out)

    def clamp(self, slot: str, x: float, y: float) -> Point:
        """Return the point, or the nearest one that still belongs to the slot."""
        if slot == CHAIRS_SLOT:
            return min((_into(box, x, y) for box in CORNERS), key=lambda p: hypot(p[0] - x, p[1] - y))
        (start, end), (inner, outer) = self._extent(slot)
        angle, share = polar(x, y)
        middle = (start + end) / 2
        turn = (angle - middle + pi) % (2 * pi) - pi
        half, room = (end - start) / 2 * (1 - INSET), (outer - inner) * INSET
        if start <= middle + turn <= end and inner <= share <= outer:
            return x, y
        return at(middle + within(turn, -half, half), within(share, inner + room, outer - room))

    def _extent(self, slot: str) -> tuple[tuple[float, float], tuple[float, float]]:
        ring, family = slot.split(":", 1)
        sector = self._sectors[family]
        return (sector.start, sector.end), self._rings[ring]


def _corner_spots() -> list[Point]:
    return [
        (x, y)
        for box in CORNERS
        for y in (box.bottom - 12, box.top + 12)
        for x in (box.left, (box.left + box.right) / 2)
    ]


def _into(box: Box, x: float, y: float) -> Point:
    return within(x, box.left, box.right), within(y, box.top, box.bottom)
