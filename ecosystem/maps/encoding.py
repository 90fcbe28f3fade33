"""How facts become shape, letters, size and line; never colour alone."""

from dataclasses import dataclass
from functools import cache
from math import cos, hypot, pi, sin, sqrt

from ecosystem.graph.places import Point, View
from ecosystem.graph.records import PARTNER_TIE, TENSION, Node, Tie

# Radius in map units of the disc with the same area as a mark of influence 1.
UNIT_RADIUS = 16.0
CLEARANCE = 5.0  # between a mark's outermost outline and the ties that end at it
UNKNOWN_INFLUENCE = 3  # drawn in the middle size; the panel and the table say 'not known'
# Share of the family's colour in the fill, by readiness; 0 is paper. Between 0.5 and 1 neither ink
# nor the colour's own ink reads well enough on every family colour.
FILLS = {1: 0.1, 2: 0.22, 3: 0.36, 4: 0.5, 5: 1.0}
STRONG_FILL = 0.7  # from here on the letters take the colour's own ink
SLICES, EDGE_PARTS = 4, 24  # boxes that hold a shape; points along each of its edges
OUTLINE = 2.0
PARTNER_OUTLINE, PARTNER_DISTANCE = 3.4, 6.0  # of the second outline: its width, its middle from the first
NO_FAMILY_SHAPE = "shield"
PROJECT_RADIUS = 84.0
LINE_WIDTHS = {1: 1.1, 2: 1.7, 3: 2.6}
CROWDED_TIES = 200  # above, ties grow fainter so that the paper under them keeps its colour
MANY_TIES, MANY_WIDTH = 50, 0.75
TIE_SHARES = {View.LAYERS: 0.65, View.INFLUENCE: 0.65}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a kind of relation is drawn: its pattern, and a token for its colour."""

    pattern: str
    colour: str = "quiet"


# The patterns differ without colour: beads are coins on a line, ticks a supply line on a plan.
STROKES = {
    "governs": Stroke("double"),
    "funds": Stroke("beads"),
    "supplies": Stroke("ticks"),
    "shares": Stroke("dashed"),
    "agreement": Stroke("solid"),
    "trust": Stroke("dotted"),
    TENSION: Stroke("zigzag", "danger"),
    PARTNER_TIE: Stroke("solid", "accent"),
}


def stroke(tie: Tie) -> Stroke:
    """Return how a tie is drawn; an unknown kind is a plain line."""
    return STROKES.get(tie.kind, Stroke("solid"))


def line_width(tie: Tie, count: int = 0) -> float:
    """Return a tie's width in map units, by strength 1 to 3; finer where there are many (`count`)."""
    width = LINE_WIDTHS.get(tie.strength, LINE_WIDTHS[2])
    return round(width * MANY_WIDTH, 2) if count > MANY_TIES else width


def tie_alpha(view: View, count: int) -> float:
    """Return how strongly ties are drawn: fainter where there are many, or where places say more."""
    strength = 0.8 if count <= MANY_TIES else 0.5 * min(sqrt(CROWDED_TIES / count), 1.0)
    return round(strength * TIE_SHARES.get(view, 1.0), 2)


def level(share: float) -> float:
    """Return a share (0 to 1) of the most anybody has on the scale of influence (1 to 5)."""
    return 1 + 4 * share


def radius(influence: float | None) -> float:
    """Return the radius of the disc whose area is proportional to influence (1 to 5)."""
    return UNIT_RADIUS * sqrt(influence or UNKNOWN_INFLUENCE)


def fill(node: Node) -> float | None:
    """Return the share of colour in a mark's fill, or None when readiness is not known."""
    return FILLS.get(node.readiness) if node.readiness else None


def _regular(corners: int, turn: float = 0.0) -> list[Point]:
    angles = [2 * pi * corner / corners + turn - pi / 2 for corner in range(corners)]
    return [(cos(angle), sin(angle)) for angle in angles]


def _star() -> list[Point]:
    outer, inner = _regular(5), _regular(5, pi / 5)
    return [
        (x * size, y * size)
        for pair in zip(outer, inner, strict=True)
        for (x, y), size in zip(pair, (1.0, 0.55), strict=True)
    ]


def _rounded() -> list[Point]:
    """Return a square whose corners are arcs of a third of its half side."""
    points = []
    for quarter, (x, y) in enumerate([(0.64, -0.64), (0.64, 0.64), (-0.64, 0.64), (-0.64, -0.64)]):
        for step in range(5):
            angle = pi / 2 * (quarter - 1) + pi / 8 * step
            points.append((x + 0.36 * cos(angle), y + 0.36 * sin(angle)))
    return points


_ROUND = _regular(48)
_CROSS = [
    (-1, -3),
    (1, -3),
    (1, -1),
    (3, -1),
    (3, 1),
    (1, 1),
    (1, 3),
    (-1, 3),
    (-1, 1),
    (-3, 1),
    (-3, -1),
    (-1, -1),
]
_ARM = {1: 1.25, 3: 0.82}  # wider and shorter arms leave room for the letters
_OUTLINES: dict[str, list[Point]] = {
    "hexagon": _regular(6, pi / 6),
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "triangle": _regular(3),
    "diamond": [(0, -1), (0.92, 0), (0, 1), (-0.92, 0)],
    "triangle-down": _regular(3, pi),
    "rounded": _rounded(),
    "circle": _ROUND,
    "ellipse": [(x * 1.38, y) for x, y in _ROUND],
    "star": _star(),
    "pentagon": _regular(5),
    "octagon": _regular(8, pi / 8),
    "cross": [(x * _ARM[abs(x)], y * _ARM[abs(y)]) for x, y in _CROSS],
    "trapezoid": [(-0.6, -0.8), (0.6, -0.8), (1.1, 0.8), (-1.1, 0.8)],
    "parallelogram": [(-0.65, -0.8), (1.2, -0.8), (0.65, 0.8), (-1.2, 0.8)],
    NO_FAMILY_SHAPE: [(-0.9, -0.95), (0.9, -0.95), (0.9, 0.2), (0, 1.15), (-0.9, 0.2)],
}


@cache
def outline(shape: str) -> tuple[Point, ...]:
    """Return a shape's corners around its centre of mass, scaled to the area of the unit disc.

    So two marks of equal influence cover equal area, whatever their shapes. Unknown shapes are discs.
    """
    points = _OUTLINES.get(shape, _ROUND)
    area, x, y = _mass(points)
    scale = sqrt(pi / area)
    return tuple((round((px - x) * scale, 4), round((py - y) * scale, 4)) for px, py in points)


@cache
def extent(shape: str) -> tuple[float, float]:
    """Return half the width and half the height of a shape of unit area, the larger half each."""
    points = outline(shape)
    return max(abs(x) for x, _ in points), max(abs(y) for _, y in points)


@cache
def sides(shape: str) -> tuple[float, float, float]:
    """Return half the width of a shape of unit area, and how far it reaches up and down from its centre."""
    points = outline(shape)
    return max(abs(x) for x, _ in points), -min(y for _, y in points), max(y for _, y in points)


@cache
def slices(shape: str) -> tuple[tuple[float, float, float, float], ...]:
    """Return level boxes (left, top, right, bottom) that hold a shape of unit area, the highest first."""
    _half, up, down = sides(shape)
    step = (up + down) / SLICES
    rows: list[list[float]] = [[] for _ in range(SLICES)]
    for (ax, ay), (bx, by) in _edges(outline(shape)):
        for part in range(EDGE_PARTS + 1):
            x, y = ax + (bx - ax) * part / EDGE_PARTS, ay + (by - ay) * part / EDGE_PARTS
            for row in {int((y + up) / step - 0.05), int((y + up) / step + 0.05)}:
                rows[min(max(row, 0), SLICES - 1)].append(x)
    return tuple(
        (min(found), number * step - up, max(found), (number + 1) * step - up)
        for number, found in enumerate(rows)
    )


def border(shape: str, size: float, at: Point) -> list[Point]:
    """Return the corners of a shape drawn with radius `size` around a point."""
    return [(at[0] + x * size, at[1] + y * size) for x, y in outline(shape)]


def partner_scale(shape: str, size: float) -> float:
    """Return how much larger than a mark of radius `size` the partner's outer outline is."""
    nearest = max(min(_edge_distance(*edge) for edge in _edges(outline(shape))), 0.7)
    return 1 + PARTNER_DISTANCE / (nearest * size)


def _edges(points: tuple[Point, ...]) -> list[tuple[Point, Point]]:
    return list(zip(points, points[1:] + points[:1], strict=True))


def _edge_distance(one: Point, other: Point) -> float:
    """Return how far the line through two corners passes from the centre."""
    cross = one[0] * other[1] - other[0] * one[1]
    return abs(cross) / hypot(other[0] - one[0], other[1] - one[1])


def _mass(points: list[Point]) -> tuple[float, float, float]:
    """Return area and centre of mass of a polygon, by the shoelace formula."""
    area = x = y = 0.0
    for (ax, ay), (bx, by) in zip(points, points[1:] + points[:1], strict=True):
        cross = ax * by - bx * ay
        area, x, y = area + cross / 2, x + (ax + bx) * cross / 6, y + (ay + by) * cross / 6
    return abs(area), x / area, y / area
