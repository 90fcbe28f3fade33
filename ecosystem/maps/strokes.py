"""A tie's pattern as plain lines and dots: quiet ones, so that marks and names speak first."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from ecosystem.graph.places import Point

DASHES = {"dashed": (8.0, 6.0), "dotted": (0.1, 6.0)}
DOUBLE_GAP = 2.4
BEAD_STEP, BEAD_RADIUS = 26.0, 2.4
TICK_STEP, TICK_HALF = 18.0, 3.6
ZIGZAG_STEP, ZIGZAG_HALF = 4.2, 2.3
ARROW_LENGTH, ARROW_HALF = 10.0, 3.8
HATCH_STEP = 6.0
FLATNESS = 0.3  # map units a thinned course may stray from the true one


@dataclass(frozen=True, slots=True)
class Drawing:
    """Lines, dots and filled arrow heads that make up one tie."""

    lines: tuple[tuple[Point, ...], ...]
    dots: tuple[Point, ...] = ()
    arrow: tuple[Point, ...] = ()
    dash: tuple[float, float] | None = None


def draw(points: Sequence[Point], pattern: str, *, width: float, has_arrow: bool) -> Drawing:
    """Return what to draw along `points`, with an arrow head at the end where asked."""
    if len(points) < 2:  # noqa: PLR2004 (a line has two ends)
        return Drawing(())
    arrow = _arrow(points) if has_arrow else ()
    course = _thinned(_shortened(points, ARROW_LENGTH * 0.8) if has_arrow else points)
    if pattern == "double":
        gap = DOUBLE_GAP + width / 2
        return Drawing((_beside(course, gap / 2), _beside(course, -gap / 2)), arrow=arrow)
    if pattern == "beads":
        return Drawing((tuple(course),), dots=tuple(_spaced(course, BEAD_STEP)[1:-1]), arrow=arrow)
    if pattern == "ticks":
        return Drawing((tuple(course), *_ticks(course)), arrow=arrow)
    if pattern == "zigzag":
        return Drawing((_zigzag(course),), arrow=arrow)
    return Drawing((tuple(course),), arrow=arrow, dash=DASHES.get(pattern))


def _thinned(points: Sequence[Point]) -> list[Point]:
    """Return the points a course needs so that no eye sees a difference (Douglas and Peucker, 1973)."""
    (ax, ay), (bx, by) = points[0], points[-1]
    length = hypot(bx - ax, by - ay) or 1.0
    strays = [abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length for x, y in points]
    furthest = max(range(len(points)), key=strays.__getitem__)
    if strays[furthest] <= FLATNESS:
        return [points[0], points[-1]]
    return _thinned(points[: furthest + 1])[:-1] + _thinned(points[furthest:])


def _spaced(points: Sequence[Point], step: float) -> list[Point]:
    """Return points at equal distances along a course, both ends included."""
    lengths = [0.0]
    for (ax, ay), (bx, by) in pairwise(points):
        lengths.append(lengths[-1] + hypot(bx - ax, by - ay))
    count = max(round(lengths[-1] / step), 1)
    found, index = [], 0
    for number in range(count + 1):
        goal = lengths[-1] * number / count
        while index < len(points) - 2 and lengths[index + 1] < goal:
            index += 1
        span = max(lengths[index + 1] - lengths[index], 1e-9)
        share = (goal - lengths[index]) / span
        (ax, ay), (bx, by) = points[index], points[index + 1]
        found.append((ax + (bx - ax) * share, ay + (by - ay) * share))
    return found


def _sideways(before: Point, after: Point) -> Point:
    """Return the unit vector at a right angle to a direction."""
    dx, dy = after[0] - before[0], after[1] - before[1]
    length = hypot(dx, dy) or 1.0
    return -dy / length, dx / length


def _beside(points: Sequence[Point], offset: float) -> tuple[Point, ...]:
    found = []
    for index, (x, y) in enumerate(points):
        nx, ny = _sideways(points[max(index - 1, 0)], points[min(index + 1, len(points) - 1)])
        found.append((x + nx * offset, y + ny * offset))
    return tuple(found)


def _ticks(points: Sequence[Point]) -> list[tuple[Point, Point]]:
    spaced = _spaced(points, TICK_STEP)
    left, right = _beside(spaced, TICK_HALF), _beside(spaced, -TICK_HALF)
    return list(zip(left, right, strict=True))[1:-1]


def _zigzag(points: Sequence[Point]) -> tuple[Point, ...]:
    spaced = _spaced(points, ZIGZAG_STEP)
    left, right = _beside(spaced, ZIGZAG_HALF), _beside(spaced, -ZIGZAG_HALF)
    teeth = [left[index] if index % 2 else right[index] for index in range(1, len(spaced) - 1)]
    return (spaced[0], *teeth, spaced[-1])


def _arrow(points: Sequence[Point]) -> tuple[Point, ...]:
    tip = points[-1]
    back = next(
        (p for p in reversed(points) if hypot(p[0] - tip[0], p[1] - tip[1]) >= ARROW_LENGTH), points[0]
    )
    nx, ny = _sideways(back, tip)
    return (
        tip,
        (back[0] + nx * ARROW_HALF, back[1] + ny * ARROW_HALF),
        (back[0] - nx * ARROW_HALF, back[1] - ny * ARROW_HALF),
    )


def _shortened(points: Sequence[Point], by: float) -> list[Point]:
    tip = points[-1]
    kept = [p for p in points if hypot(p[0] - tip[0], p[1] - tip[1]) >= by]
    return kept if len(kept) > 1 else list(points[:2])


def hatching(outline: Sequence[Point]) -> list[tuple[Point, Point]]:
    """Return diagonal lines across a polygon, cut at its edges."""
    edges = list(zip(outline, [*outline[1:], outline[0]], strict=True))
    sums = [x + y for x, y in outline]
    lines, level = [], min(sums) + HATCH_STEP / 2
    while level < max(sums):
        crossings = sorted(point for edge in edges if (point := _crossing(*edge, level)))
        lines += list(zip(crossings[::2], crossings[1::2], strict=False))
        level += HATCH_STEP
    return lines


def _crossing(one: Point, other: Point, level: float) -> Point | None:
    """Return where an edge crosses the diagonal x + y = level."""
    before, after = one[0] + one[1] - level, other[0] + other[1] - level
    if (before < 0) == (after < 0):
        return None
    share = before / (before - after)
    return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
