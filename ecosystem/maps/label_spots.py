"""Where a name could stand beside its mark, and what each spot costs."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import product
from math import hypot

from ecosystem.graph.places import WORLD, Box, Pile, Point, within
from ecosystem.maps.lettering import LINE_HEIGHT, Lines

GAP = 5.0  # between a mark and its name
PAD = 2.0  # around a name; two names keep twice as much apart
BASELINE = 0.86  # of the size below the top of the first line
OVER_MARK, OUTSIDE, OVER_NAME, OVER_TIE = 6.0, 8.0, 3.0, 4.5
# A name not clearly closer to its own mark than to another's could be read as that one's: by how much it
# has to be closer, and what each square unit of the other mark within that reach costs.
CLOSER, DOUBT_COST = 8.0, 8.0
LED_CLOSER = 6.0  # where a line leads from the mark to its name
LED_AIR, SHORTEST_LEAD = 2.5, 8.0  # between such a line and what it joins; its least length
SIDE_COST, CHOICE_COST, SLIDE_COST, SHORT_COST = 9.0, 14.0, 5.0, 420.0
# How far a name may slide along its mark, in shares of its own height (beside) or width (above, below).
SLIDES = (0.0, 0.28, -0.28, 0.42, -0.42)
SLIDES_FAR = (0.0, 0.42, -0.42)
# Further away (map units), for a name that finds no room beside its mark; then in smaller letters as well.
FAR, FAR_COST = (16.0, 34.0), 4.0
FURTHER = (*FAR, 60.0, 95.0, 140.0)
BUCKET = 48.0
TOUCH = 1.0  # square units of overlap that no eye sees
SMALLER_SIZE = 18.0  # map units, close to pixels on a wall of 1920 by 1080


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
    """A name that wants a place: its mark's centre, box and parts, and ways to set it.

    `short` are ways to set a shorter name, taken where the whole one would meet something; `last`
    is what is set where neither finds room. What hangs out of `frame` costs. A name may also stand
    apart from its mark by one of `reaches`.
    """

    key: str
    centre: Point
    mark: Box
    parts: tuple[Box, ...]
    choices: tuple[Lines, ...]
    short: tuple[Lines, ...]
    last: tuple[Lines, ...]
    size: float
    sides: tuple[Side, ...]
    priority: float
    cut: str = "regular"
    frame: Box = WORLD
    reaches: tuple[float, ...] = FAR


def smaller(wish: Wish) -> Wish:
    """Return the same name in the smallest letters a room can read, and further away from its mark."""
    share = SMALLER_SIZE / wish.size
    return replace(
        wish,
        choices=tuple(lines.scaled(share) for lines in wish.choices),
        short=tuple(lines.scaled(share) for lines in wish.short),
        last=tuple(lines.scaled(share) for lines in wish.last),
        size=SMALLER_SIZE,
        reaches=FURTHER,
    )


def last_words(wish: Wish) -> Wish:
    """Return a wish for what is set of a name that finds no room."""
    return replace(wish, choices=wish.last, short=())


@dataclass(frozen=True, slots=True)
class Label:
    """A name in place. `dx`, `dy` lead from the mark's centre to the first line's baseline.

    `lead` is a line from the mark to a name that stands apart from it, its ends seen from the mark's centre.
    """

    key: str
    lines: tuple[str, ...]
    dx: float
    dy: float
    anchor: str
    size: float
    cut: str
    box: Box
    lead: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """A label in one spot, the box it takes with air around it, and what the spot costs."""

    label: Label
    box: Box
    cost: float


class Ground:
    """What is on the map before names come: other text, marks, and points of ties."""

    def __init__(self, obstacles: Iterable[Box], courses: Iterable[Point], wishes: Iterable[Wish]) -> None:
        """Lay down the boxes of text and marks, points of ties, and the marks whose names are wanted."""
        self.obstacles = Pile(obstacles)
        self.crossed = _Crossings(courses)
        self._marks = Pile(part for wish in wishes for part in wish.parts)

    def is_clear(self, box: Box) -> bool:
        """Say whether a box is on the sheet and meets neither text nor marks."""
        return box.outside() <= TOUCH and self.obstacles.overlap(box, enough=TOUCH) <= TOUCH

    def doubt(self, wish: Wish, label: Label) -> float:
        """Return how much of other marks is about as close to a name as its own, in square units."""
        own = LED_CLOSER if label.lead else min(label.box.gap(part) for part in wish.parts) + CLOSER
        boxes = [label.box.grown(own)]
        if label.lead:
            (x, y), (across, down) = wish.centre, zip(*label.lead, strict=True)
            boxes.append(Box(x + min(across), y + min(down), x + max(across), y + max(down)).grown(2 * PAD))
        return sum(self._marks.overlap(box) - sum(map(box.overlap, wish.parts)) for box in boxes)


def options_of(wish: Wish, ground: Ground) -> list[Option]:
    """Return the spots of a name that meet nothing but perhaps other names, the cheapest first."""
    found = []
    shifts = [(slide, 0.0) for slide in SLIDES]
    shifts += product(SLIDES_FAR, wish.reaches)
    for rank, lines in enumerate(wish.choices + wish.short):
        is_short = rank >= len(wish.choices)
        for (turn, side), (slide, reach) in product(enumerate(wish.sides), shifts):
            if slide and side not in STRAIGHT:
                continue
            label = label_at(wish, lines, side, (slide, reach))
            if not ground.is_clear(label.box):
                continue
            box = label.box.grown(PAD)
            cost = (
                OVER_MARK * ground.obstacles.overlap(box)
                + OUTSIDE * box.outside(wish.frame)
                + OVER_TIE * ground.crossed.count(label.box)
                + DOUBT_COST * ground.doubt(wish, label)
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
    left, anchor = _across(side, wish.mark.right - x + reach, lines.width)
    top = _down(side, y - wish.mark.top + reach, wish.mark.bottom - y + reach, lines.height)
    if side in {Side.RIGHT, Side.LEFT}:
        top += slide * lines.height
    else:
        left += slide * lines.width
    width = {"start": 0.0, "middle": lines.width / 2, "end": lines.width}[anchor]
    box = Box(x + left, y + top, x + left + lines.width, y + top + lines.height)
    first = top + BASELINE * wish.size + (LINE_HEIGHT - 1) * wish.size / 2
    lead = _lead(wish, box) if reach else ()
    return Label(
        wish.key, lines.lines, round(left + width, 1), round(first, 1), anchor, wish.size, wish.cut, box, lead
    )


def _lead(wish: Wish, box: Box) -> tuple[Point, ...]:
    """Return the line from a mark's edge to a name apart from it, () where they are too close for one."""
    x, y = wish.centre
    half_width, half_height = (wish.mark.right - wish.mark.left) / 2, (wish.mark.bottom - wish.mark.top) / 2
    dx = within(x, box.left + LED_AIR, box.right - LED_AIR) - x
    dy = within(y, box.top + LED_AIR, box.bottom - LED_AIR) - y
    length = hypot(dx, dy) or 1.0
    edge = 1 / (hypot(dx / half_width, dy / half_height) or 1.0)
    start, end = edge + LED_AIR / length, 1 - 2 * LED_AIR / length
    if (end - start) * length < SHORTEST_LEAD:
        return ()
    return (round(dx * start, 1), round(dy * start, 1)), (round(dx * end, 1), round(dy * end, 1))


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


def _down(side: Side, up: float, down: float, height: float) -> float:
    """Return the label's top edge from the mark's centre."""
    if side in {Side.RIGHT, Side.LEFT}:
        return -height / 2
    if side in {Side.BELOW, Side.BELOW_RIGHT, Side.BELOW_LEFT}:
        return down + GAP - 4
    return -up - GAP + 2 - height


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
