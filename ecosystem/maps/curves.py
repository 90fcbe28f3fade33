"""The course of a tie between two marks; static/js/ecosystem-map-lines.js draws the same curves."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from ecosystem.graph.places import HEIGHT, WIDTH, Box, Point
from ecosystem.graph.records import PARTNER_TIE, Tie

STEPS = 24
EDGE = 8.0  # of the world, kept free of ties
# Sideways swing of a curve as a share of its length; the gentlest that meets no mark is taken.
BENDS = (0.07, -0.07, 0.14, -0.14, 0.21, -0.21, 0.3, -0.3, 0.0)
# With more ties than these, all bend alike: where every line crosses marks, none can go around.
MANY = 300
MARK_COST, BEND_COST, OUTSIDE_COST = 10.0, 40.0, 8.0


def control(start: Point, end: Point, bend: float) -> Point:
    """Return the control point of the quadratic curve that swings sideways by `bend` of its length."""
    (ax, ay), (bx, by) = start, end
    return (ax + bx) / 2 - (by - ay) * bend * 2, (ay + by) / 2 + (bx - ax) * bend * 2


def curve(start: Point, end: Point, bend: float) -> list[Point]:
    """Return points along the quadratic curve that swings sideways by `bend` of its length."""
    (ax, ay), (bx, by) = start, end
    cx, cy = control(start, end, bend)
    points = []
    for step in range(STEPS + 1):
        t = step / STEPS
        u = 1 - t
        points.append((u * u * ax + 2 * u * t * cx + t * t * bx, u * u * ay + 2 * u * t * cy + t * t * by))
    return points


def trimmed(points: Sequence[Point], start: Sequence[Point], end: Sequence[Point]) -> list[Point]:
    """Return the part of a course outside two polygons, those of the marks at its ends."""
    fine = _refined(points)
    first = next((index for index, point in enumerate(fine) if not inside(point, start)), len(fine))
    last = next((index for index in range(len(fine) - 1, -1, -1) if not inside(fine[index], end)), -1)
    return fine[first : last + 1]


def inside(point: Point, polygon: Sequence[Point]) -> bool:
    """Say whether a point is in a polygon, by counting the edges a ray from it crosses."""
    x, y = point
    is_in = False
    bx, by = polygon[-1]
    for ax, ay in polygon:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            is_in = not is_in
        bx, by = ax, ay
    return is_in


def _refined(points: Sequence[Point]) -> list[Point]:
    fine = []
    for (ax, ay), (bx, by) in pairwise(points):
        fine += [(ax + (bx - ax) * part / 4, ay + (by - ay) * part / 4) for part in range(4)]
    return [*fine, points[-1]]


def choose_bends(
    ties: Sequence[Tie], points: Mapping[str, Point], marks: Mapping[str, Box]
) -> dict[str, float]:
    """Return each tie's bend: the gentlest that passes no mark, parallel ties apart from each other.

    A bend's sign is that of the tie from its source to its target.
    """
    is_crowd = len(ties) > MANY
    order = {key: number for number, key in enumerate(points)}
    taken: dict[frozenset[str], set[float]] = {}
    bends: dict[str, float] = {}
    for tie in ties:
        if tie.kind == PARTNER_TIE:
            bends[tie.key] = 0.0
            continue
        pair = taken.setdefault(frozenset((tie.source, tie.target)), set())
        sign = 1.0 if order[tie.source] < order[tie.target] else -1.0
        free = [bend for bend in BENDS if bend not in pair] or list(BENDS)
        best = free[0] if is_crowd else _gentlest(tie, free, sign, points, marks)
        pair.add(best)
        bends[tie.key] = best * sign
    return bends


def _gentlest(
    tie: Tie, free: Sequence[float], sign: float, points: Mapping[str, Point], marks: Mapping[str, Box]
) -> float:
    obstacles = [box for key, box in marks.items() if key not in {tie.source, tie.target}]
    ends = (points[tie.source], points[tie.target])
    return min(free, key=lambda bend: _bend_cost(ends, bend * sign, obstacles))


def _bend_cost(ends: tuple[Point, Point], bend: float, obstacles: Sequence[Box]) -> float:
    probes = curve(*ends, bend)[2:-2]
    hits = sum(
        1 for x, y in probes for box in obstacles if box.left < x < box.right and box.top < y < box.bottom
    )
    strayed = sum(1 for x, y in probes if not (EDGE < x < WIDTH - EDGE and EDGE < y < HEIGHT - EDGE))
    return MARK_COST * hits + OUTSIDE_COST * strayed + BEND_COST * abs(abs(bend) - BENDS[0])
