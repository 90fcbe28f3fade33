"""Where a name could stand beside its mark, and what each spot costs."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from ecosystem.graph.places import Box, Pile, Point
from ecosystem.maps.lettering import LINE_HEIGHT, Lines

GAP = 7.0  # between a mark and its name
PAD = 2.0  # around a name; two names keep twice as much apart
BASELINE = 0.86  # of the size below the top of the first line
OVER_MARK, OUTSIDE, OVER_NAME, OVER_TIE = 6.0, 8.0, 1.0, 7.0
SIDE_COST, CHOICE_COST, SLIDE_COST, SHORT_COST = 9.0, 14.0, 5.0, 160.0
# How far a name may slide along its mark, in shares of its own height (beside) or width (above, below).
SLIDES = (0.0, 0.28, -0.28, 0.42, -0.42)
# Further away (map units), for a name that finds no room beside its mark.
FAR, FAR_COST = (18.0, 36.0), 5.0
SHIFTS = (
    *((slide, 0.0) for slide in SLIDES),
    *((slide, reach) for reach in FAR for slide in (0.0, 0.42, -0.42)),
)
BUCKET = 48.0


class Side(StrEnum):
    """Where a name stands beside its mark."""

    RIGHT = "right"
    LEFT = "left"
    BELOW = "below"
    ABOVE = "above"
    BELOW_RIGHT = "below-right"
    BELOW_LEFT = "below-left"
    ABOVE_RIGHT = "above-right"
    ABOVE_LEFT = "above-left"


STRAIGHT = frozenset({Side.RIGHT, Side.LEFT, Side.BELOW, Side.ABOVE})


@dataclass(frozen=True, slots=True)
class Wish:
    """A name that wants a place: its mark's centre and half extents, and ways to set it.

    `short` are ways to set a shorter name, taken where the whole one would meet something; `last`
    is what is set where neither finds room.
    """

    key: str
    centre: Point
    half: tuple[float, float]
    choices: tuple[Lines, ...]
    short: tuple[Lines, ...]
    last: tuple[Lines, ...]
    size: float
    sides: tuple[Side, ...]
    priority: float
    cut: str = "regular"


@dataclass(frozen=True, slots=True)
class Label:
    """A name in place. `dx`, `dy` lead from the mark's centre to the first line's baseline."""

    key: str
    lines: tuple[str, ...]
    dx: float
    dy: float
    anchor: str
    size: float
    cut: str
    box: Box


@dataclass(frozen=True, slots=True)
class Option:
    """A label in one spot, the box it takes with air around it, and what the spot costs."""

    label: Label
    box: Box
    cost: float


class Ground:
    """What is on the map before names come: other text, marks, and points of ties."""

    def __init__(self, obstacles: Iterable[Box], courses: Iterable[Point]) -> None:
        """Lay down the boxes of text and marks, and points of ties."""
        self.obstacles = Pile(obstacles)
        self.crossed = _Crossings(courses)


def options_of(wish: Wish, ground: Ground) -> list[Option]:
    """Return the spots of a name, the cheapest first."""
    found = []
    for rank, lines in enumerate(wish.choices + wish.short):
        is_short = rank >= len(wish.choices)
        for (turn, side), (slide, reach) in product(enumerate(wish.sides), SHIFTS):
            if (slide or reach) and side not in STRAIGHT:
                continue
            label = label_at(wish, lines, side, (slide, reach))
            box = label.box.grown(PAD)
            cost = (
                OVER_MARK * ground.obstacles.overlap(box)
                + OUTSIDE * box.outside()
                + OVER_TIE * ground.crossed.count(label.box)
                + SIDE_COST * turn
                + CHOICE_COST * rank
                + SLIDE_COST * (slide != 0)
                + FAR_COST * reach
                + SHORT_COST * is_short
            )
            found.append(Option(label, box, cost))
    return sorted(found, key=lambda option: option.cost)


def label_at(wish: Wish, lines: Lines, side: Side, shift: tuple[float, float]) -> Label:
    """Return a label at one side of its mark, slid along it and further away by `shift`."""
    (x, y), (slide, reach) = wish.centre, shift
    half_width, half_height = wish.half[0] + reach, wish.half[1] + reach
    left, anchor = _across(side, half_width, lines.width)
    top = _down(side, half_height, lines.height)
    if side in {Side.RIGHT, Side.LEFT}:
        top += slide * lines.height
    else:
        left += slide * lines.width
    width = {"start": 0.0, "middle": lines.width / 2, "end": lines.width}[anchor]
    box = Box(x + left, y + top, x + left + lines.width, y + top + lines.height)
    first = top + BASELINE * wish.size + (LINE_HEIGHT - 1) * wish.size / 2
    return Label(
        wish.key, lines.lines, round(left + width, 1), round(first, 1), anchor, wish.size, wish.cut, box
    )


def _across(side: Side, half: float, width: float) -> tuple[float, str]:
    """Return the label's left edge from the mark's centre, and where its lines are anchored."""
    if side == Side.RIGHT:
        return half + GAP, "start"
    if side == Side.LEFT:
        return -half - GAP - width, "end"
    if side in {Side.BELOW, Side.ABOVE}:
        return -width / 2, "middle"
    if side in {Side.BELOW_RIGHT, Side.ABOVE_RIGHT}:
        return half * 0.35, "start"
    return -half * 0.35 - width, "end"


def _down(side: Side, half: float, height: float) -> float:
    """Return the label's top edge from the mark's centre."""
    if side in {Side.RIGHT, Side.LEFT}:
        return -height / 2
    if side in {Side.BELOW, Side.BELOW_RIGHT, Side.BELOW_LEFT}:
        return half + GAP - 4
    return -half - GAP + 2 - height


class _Crossings:
    """How many points of ties lie in a box."""

    def __init__(self, points: Iterable[Point]) -> None:
        self._buckets: dict[tuple[int, int], list[Point]] = {}
        for x, y in points:
            self._buckets.setdefault((int(x // BUCKET), int(y // BUCKET)), []).append((x, y))

    def count(self, box: Box) -> int:
        total = 0
        for column in range(int(box.left // BUCKET), int(box.right // BUCKET) + 1):
            for row in range(int(box.top // BUCKET), int(box.bottom // BUCKET) + 1):
                total += sum(
                    1
                    for x, y in self._buckets.get((column, row), ())
                    if box.left < x < box.right and box.top < y < box.bottom
                )
        return total
