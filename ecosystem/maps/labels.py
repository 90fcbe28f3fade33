"""Names beside their marks, level, never over each other or over a mark.

A name that finds no free side is left out of the picture; the table and the panel still hold it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
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
ROUNDS = 16
MOST_MOVED = 4  # names that make room for one that found none
BUCKET = 48.0
TOUCH = 1.0  # square units of overlap that no eye sees


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
class _Option:
    label: Label
    box: Box
    cost: float


def place_labels(
    wishes: Sequence[Wish], *, taken: Sequence[Box], marks: Mapping[str, Box], courses: Iterable[Point]
) -> dict[str, Label]:
    """Return a label for each wish that finds room.

    `taken` are boxes of other text, `marks` those of the marks; names avoid the points in `courses`
    (ties) where they can.
    """
    crossed = _Crossings(courses)
    options = {wish.key: _options(wish, taken, marks, crossed) for wish in wishes}
    order = sorted(wishes, key=lambda wish: (len(options[wish.key]), -wish.priority, wish.key))
    chosen: dict[str, _Option] = {}
    for _ in range(ROUNDS):
        before = dict(chosen)
        for wish in order:
            chosen[wish.key] = _best(options[wish.key], chosen, wish.key)
        if chosen == before and not _untangle(options, chosen):
            break
    obstacles = Pile([*taken, *marks.values()])
    kept = _without_overlap(wishes, chosen, options, obstacles)
    for wish in order:
        if wish.key not in kept:
            lasts = _options(replace(wish, choices=wish.last, short=()), taken, marks, crossed)
            found = next((one for one in lasts if _is_free(one, kept, obstacles)), None)
            if found:
                kept[wish.key] = found
    return {key: option.label for key, option in kept.items()}


def _best(options: Sequence[_Option], chosen: Mapping[str, _Option], key: str) -> _Option:
    """Return the cheapest option, given the others'; `options` begin with the cheapest by themselves."""
    others = Pile(option.box for other, option in chosen.items() if other != key)
    best, least = options[0], options[0].cost + OVER_NAME * others.overlap(options[0].box)
    for option in options[1:]:
        if option.cost >= least:
            break
        cost = option.cost + OVER_NAME * others.overlap(option.box)
        if cost < least:
            best, least = option, cost
    return best


def _untangle(options: Mapping[str, Sequence[_Option]], chosen: dict[str, _Option]) -> bool:
    """Move one of two names that still meet, letting the other choose again; say whether it helped."""
    for key in sorted(chosen):
        rivals = [
            other
            for other in sorted(chosen)
            if other != key and chosen[key].box.overlap(chosen[other].box) > TOUCH
        ]
        if rivals and _try_pair(options, chosen, key, rivals[0]):
            return True
    return False


def _try_pair(
    options: Mapping[str, Sequence[_Option]], chosen: dict[str, _Option], key: str, rival: str
) -> bool:
    now = _pair_cost(chosen, key, rival)
    best: tuple[float, dict[str, _Option]] = (now - TOUCH, {})
    for option in options[key]:
        trial = {**chosen, key: option}
        trial[rival] = _best(options[rival], trial, rival)
        cost = _pair_cost(trial, key, rival)
        if cost < best[0]:
            best = (cost, {key: option, rival: trial[rival]})
    chosen.update(best[1])
    return bool(best[1])


def _pair_cost(chosen: Mapping[str, _Option], key: str, rival: str) -> float:
    cost = 0.0
    for name in (key, rival):
        own = chosen[name]
        met = sum(own.box.overlap(option.box) for other, option in chosen.items() if other != name)
        cost += own.cost + met
    return cost


def _without_overlap(
    wishes: Sequence[Wish],
    chosen: Mapping[str, _Option],
    options: Mapping[str, Sequence[_Option]],
    obstacles: Pile,
) -> dict[str, _Option]:
    """Keep the names that meet nothing; let those that do take any free side that is left."""
    order = sorted(wishes, key=lambda wish: (-wish.priority, wish.key))
    kept: dict[str, _Option] = {}
    for wish in order:
        if _is_free(chosen[wish.key], kept, obstacles):
            kept[wish.key] = chosen[wish.key]
    for wish in order:
        if wish.key not in kept:
            kept.update(_with_room_made(wish.key, kept, options, obstacles))
    return kept


def _with_room_made(
    key: str,
    kept: Mapping[str, _Option],
    options: Mapping[str, Sequence[_Option]],
    obstacles: Pile,
) -> dict[str, _Option]:
    """Return a free option for a name, with new ones for the names that make room for it; or nothing."""
    for option in options[key]:
        if not _is_free(option, {}, obstacles):
            continue
        blockers = [other for other in kept if kept[other].box.overlap(option.box) > 0]
        trial = {other: kept[other] for other in kept if other not in blockers} | {key: option}
        for blocker in blockers[:MOST_MOVED]:
            found = next((one for one in options[blocker] if _is_free(one, trial, obstacles)), None)
            if found:
                trial[blocker] = found
        if len(trial) > len(kept):
            return trial
    return {}


def _is_free(option: _Option, kept: Mapping[str, _Option], obstacles: Pile) -> bool:
    own = option.label.box
    return (
        own.outside() <= TOUCH
        and obstacles.overlap(own) <= TOUCH
        and sum(option.box.overlap(other.box) for other in kept.values()) <= TOUCH
    )


def _options(
    wish: Wish, taken: Sequence[Box], marks: Mapping[str, Box], crossed: "_Crossings"
) -> list[_Option]:
    obstacles = Pile([*taken, *(box for key, box in marks.items() if key != wish.key)])
    found = []
    for rank, lines in enumerate(wish.choices + wish.short):
        is_short = rank >= len(wish.choices)
        for (turn, side), (slide, reach) in product(enumerate(wish.sides), SHIFTS):
            if (slide or reach) and side not in STRAIGHT:
                continue
            label = _label(wish, lines, side, (slide, reach))
            box = label.box.grown(PAD)
            cost = (
                OVER_MARK * obstacles.overlap(box)
                + OUTSIDE * box.outside()
                + OVER_TIE * crossed.count(label.box)
                + SIDE_COST * turn
                + CHOICE_COST * rank
                + SLIDE_COST * (slide != 0)
                + FAR_COST * reach
                + SHORT_COST * is_short
            )
            found.append(_Option(label, box, cost))
    return sorted(found, key=lambda option: option.cost)


def _label(wish: Wish, lines: Lines, side: Side, shift: tuple[float, float]) -> Label:
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
