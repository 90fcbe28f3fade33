"""Places on a map with very many marks: spread evenly through each slot, in time linear in their number.

The spots of a slot follow an additive recurrence of low discrepancy (Roberts 2018, 'The unreasonable
effectiveness of quasirandom sequences', R2): any first part of it covers the slot evenly, so that who
comes later finds room between those who are there.
"""

from cmath import rect
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from math import ceil, hypot, inf, sqrt
from typing import Protocol

from ecosystem.graph.places import Box, Place, Point
from ecosystem.graph.records import Node

# 1 / g and 1 / g^2, with g the real root of g^3 = g + 1.
STEP_ACROSS, STEP_DOWN = 0.7548776662466927, 0.5698402909980532
TRIES = 64
# Around the spot a mark wants: so many are looked at, on a spiral of this width in marks, from where it
# leaves the mark that is in the way.
NEAR_TRIES, STRIDE, LEAVING = 20, 0.7, 2
MOST_NEAR = 2000  # beyond, looking near costs more than it gives
GOLDEN_ANGLE = 2.399963  # radians
# Numbers the squares points lie in, column by column: more rows than a map can have.
ROWS = 1 << 16
LEAST_APART = 2.0  # map units between two marks, beside their own size
TEXT = "text"  # the slot of what is no mark
FEW = 5  # newcomers for whom only the marks around their spots are looked up, and not all


class Spread(Protocol):
    """What one view knows about the room of a slot."""

    def slot(self, node: Node) -> str:
        """Return the name of the node's ring and sector, bands or cell."""

    def wanted(self, node: Node) -> Point | None:
        """Return the one spot where the node belongs, None where any of its slot is as good."""

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return the point of the node's slot at two shares (0 to 1) of its room."""

    def clamp(self, slot: str, x: float, y: float) -> Point:
        """Return the point, or the nearest one within the slot."""


def shares(start: int) -> Iterator[tuple[float, float]]:
    """Return pairs of shares (0 to 1) that fill a square evenly, from the pair `start` on."""
    number = start
    while True:
        number += 1
        yield (0.5 + number * STEP_ACROSS) % 1, (0.5 + number * STEP_DOWN) % 1


def spread(
    plan: Spread,
    nodes: Sequence[Node],
    *,
    kept: Mapping[str, Place],
    radius: float,
    taken: Iterable[Box] = (),
) -> dict[str, Place]:
    """Return a place for each of `nodes`, apart from each other and from those `kept` where there is room.

    `radius` is a mark's half width in map units; the boxes in `taken` are kept free likewise.
    """
    apart = 2 * radius + LEAST_APART
    standing = [*kept.values(), *_studs(taken, radius)]
    everybody = _Crowd(apart, ((place.x, place.y) for place in standing)) if len(nodes) > FEW else None
    # Who stands in a slot took its first spots.
    used = Counter(place.slot for place in standing)
    places = {}
    tries = NEAR_TRIES if len(nodes) <= MOST_NEAR else 0
    for node in nodes:
        slot = plan.slot(node)
        start = used[slot]
        wanted = plan.wanted(node)
        crowd = everybody or _Crowd(apart, _around(plan, node, standing, start=start, apart=apart))
        beside = _beside(plan, slot, wanted, crowd=crowd, tries=tries) if wanted else None
        point, tried = (beside, 0) if beside else _free(plan, node, crowd, start)
        used[slot] = start + tried
        crowd.add(point)
        places[node.key] = Place(round(point[0], 1), round(point[1], 1), slot)
        standing.append(places[node.key])
    return places


def _studs(boxes: Iterable[Box], radius: float) -> Iterator[Place]:
    """Return points all over each box, so close that no mark apart from them reaches into it."""
    for box in boxes:
        columns = max(ceil((box.right - box.left) / radius), 1)
        rows = max(ceil((box.bottom - box.top) / (4 * radius)), 1)
        for column, row in product(range(columns + 1), range(rows)):
            yield Place(*box.at(column / columns, (row + 0.5) / rows), TEXT)


def _around(
    plan: Spread, node: Node, standing: Collection[Place], *, start: int, apart: float
) -> list[Point]:
    """Return the points of those `standing` that any spot tried for `node` could be too near to."""
    spots = [plan.spot(node, across, down) for across, down in islice(shares(start), TRIES)]
    if wanted := plan.wanted(node):
        reach = STRIDE * apart * sqrt(NEAR_TRIES)
        spots += [(wanted[0] - reach, wanted[1] - reach), (wanted[0] + reach, wanted[1] + reach)]
    left, right = min(x for x, _y in spots) - apart, max(x for x, _y in spots) + apart
    top, bottom = min(y for _x, y in spots) - apart, max(y for _x, y in spots) + apart
    return [(x, y) for x, y, _slot, _is_pinned in standing if left <= x <= right and top <= y <= bottom]


def _beside(plan: Spread, slot: str, wanted: Point, *, crowd: "_Crowd", tries: int) -> Point | None:
    """Return the spot wanted or the nearest free one on a spiral around it, None where all are taken."""
    if crowd.has_room(wanted):
        return wanted
    for number in range(LEAVING, tries):
        offset = rect(STRIDE * crowd.apart * sqrt(number), number * GOLDEN_ANGLE)
        point = plan.clamp(slot, wanted[0] + offset.real, wanted[1] + offset.imag)
        if crowd.has_room(point):
            return point
    return None


def _free(plan: Spread, node: Node, crowd: "_Crowd", start: int) -> tuple[Point, int]:
    """Return the next spot that is free, or else the loneliest of those tried, and how many were tried."""
    best, widest = (0.0, 0.0), -inf
    for tried, (across, down) in enumerate(islice(shares(start), TRIES), start=1):
        point = plan.spot(node, across, down)
        gap = crowd.gap(point)
        if gap >= crowd.apart:
            return point, tried
        if gap > widest:
            best, widest = point, gap
    return best, 1


class _Crowd:
    """Points by where they lie."""

    def __init__(self, apart: float, points: Iterable[Point] = ()) -> None:
        self.apart = apart
        self._cells: dict[int, list[Point]] = {}
        for point in points:
            self.add(point)

    def add(self, point: Point) -> None:
        column, row = self._cell(point)
        self._cells.setdefault(column * ROWS + row, []).append(point)

    def has_room(self, point: Point) -> bool:
        """Say whether no point is nearer than `apart`, without finding out how near: most ask no more."""
        (column, row), (x, y), cell_at = self._cell(point), point, self._cells.get
        least = self.apart * self.apart
        for across in (column, column - 1, column + 1):
            for down in (row, row - 1, row + 1):
                for other_x, other_y in cell_at(across * ROWS + down, ()):
                    if (x - other_x) * (x - other_x) + (y - other_y) * (y - other_y) < least:
                        return False
        return True

    def gap(self, point: Point) -> float:
        """Return the distance to the nearest point, `apart` when there is none within it."""
        (column, row), (x, y), cell_at = self._cell(point), point, self._cells.get
        near = self.apart
        for across in (column - 1, column, column + 1):
            for down in (row - 1, row, row + 1):
                for other_x, other_y in cell_at(across * ROWS + down, ()):
                    near = min(near, hypot(x - other_x, y - other_y))
        return near

    def _cell(self, point: Point) -> tuple[int, int]:
        return int(point[0] // self.apart), int(point[1] // self.apart)
