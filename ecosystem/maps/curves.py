"""The course of a tie between two marks."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import hypot

from ecosystem.graph.places import Point

STEPS = 24
# With more ties than these, all bend alike, drawn as plain curves.
MANY = 300


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


def thinned(points: Iterable[Point], step: float) -> list[Point]:
    """Return the points of a course that lie at least `step` apart."""
    kept: list[Point] = []
    for x, y in points:
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= step:
            kept.append((x, y))
    return kept
