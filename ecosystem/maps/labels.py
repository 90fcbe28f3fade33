"""Names beside their marks, level, never over each other or over a mark.

A name that finds no free side is left out of the picture; the table and the panel still hold it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from math import inf

from ecosystem.graph.places import CROWD, Box, Pile, Point
from ecosystem.maps.label_spots import (
    FAR_COST,
    OVER_MARK,
    OVER_NAME,
    PAD,
    STRAIGHT,
    Ground,
    Label,
    Option,
    Side,
    Wish,
    label_at,
    options_of,
)

ROUNDS = 16
MOST_MOVED = 4  # names that make room at once for one that found none
CHAIN, TRIES = 2, 40  # how often those who give way push on, and spots tried each time
ATTEMPTS = 1500  # spots tried in all for names that found none: a picture may not wait longer
TOUCH = 1.0  # square units of overlap that no eye sees
# In a crowd the first names are what a reader looks for: led to from their marks, so far (map units) away,
# they may stand over so much of lesser marks.
LEADERS, MOST_COVERED = 6, 0.2
MOST_LED = 2000  # names; more marks leave a line and a name nowhere to go
REACHES = (0.0, 20.0, 40.0, 65.0, 95.0, 130.0)


def place_labels(
    wishes: Sequence[Wish], *, obstacles: Sequence[Box], courses: Iterable[Point]
) -> dict[str, Label]:
    """Return a label for each wish that finds room.

    `obstacles` are boxes of other text and of marks; names avoid the points in `courses` (ties)
    where they can.
    """
    if len(wishes) > CROWD:
        return _names_of_a_crowd(wishes, obstacles)
    ground = Ground(obstacles, courses, wishes)
    table = _Table({wish.key: options_of(wish, ground) for wish in wishes})
    order = sorted(wishes, key=lambda wish: (len(table.options[wish.key]), -wish.priority))
    table.settle([wish.key for wish in order])
    kept = _Kept()
    by_rank = _by_rank(wishes)
    for wish in by_rank:
        kept.take(wish.key, _clear([table.chosen[wish.key]], ground))
    clear = {key: _clear(options, ground) for key, options in table.options.items()}
    for wish in by_rank:
        if wish.key not in kept.chosen:
            kept.make_room(wish.key, clear)
    for wish in order:
        if wish.key not in kept.chosen:
            lasts = _clear(options_of(replace(wish, choices=wish.last, short=()), ground), ground)
            if not kept.take(wish.key, lasts):
                kept.make_room(wish.key, {**clear, wish.key: lasts})
    return {key: option.label for key, option in kept.chosen.items()}


def _names_of_a_crowd(wishes: Sequence[Wish], obstacles: Sequence[Box]) -> dict[str, Label]:
    """Return the names of the most important wherever they stand, and others where they are free."""
    leading = _leading_names(wishes, obstacles) if len(wishes) <= MOST_LED else {}
    others = [wish for wish in wishes if wish.key not in leading]
    taken = Pile([*obstacles, *(label.box.grown(PAD) for label in leading.values())])
    return leading | free_names(others, taken)


def _leading_names(wishes: Sequence[Wish], obstacles: Sequence[Box]) -> dict[str, Label]:
    """Return names of the most important where they cover least of marks, and nothing else."""
    parts = {part for wish in wishes for part in wish.parts}
    leaders = _by_rank(wishes)[:LEADERS]
    marks, solid = Pile(parts), Pile(box for box in obstacles if box not in parts)
    for part in {part for leader in leaders for part in leader.parts}:
        solid.add(part)
    labels = {}
    for wish in leaders:
        spots = [
            label
            for reach in REACHES
            for label in _straight(wish, reach=reach)
            if _is_free(label, wish, solid)
        ]
        costs = ((_cost(label, wish, marks), number) for number, label in enumerate(spots))
        cost, best = min(costs, default=(inf, 0))
        if cost < inf:
            solid.add(spots[best].box.grown(PAD))
            labels[wish.key] = spots[best]
    return labels


def _cost(label: Label, wish: Wish, marks: Pile) -> float:
    """Return what a name led to from its mark covers and how far away it is; infinite where it says less."""
    most = MOST_COVERED * label.box.area if label.lead else TOUCH
    covered = marks.overlap(label.box, enough=most)
    return OVER_MARK * covered + FAR_COST * wish.mark.gap(label.box) if covered <= most else inf


def _straight(wish: Wish, sides: Collection[Side] = STRAIGHT, *, reach: float = 0.0) -> Iterator[Label]:
    """Return a name in one or two lines, and its short one, on each side of its mark."""
    for lines in (*wish.choices[:2], *wish.short[:1]):
        yield from (label_at(wish, lines, side, (0.0, reach)) for side in wish.sides if side in sides)


def _is_free(label: Label, wish: Wish, taken: Pile) -> bool:
    is_inside = label.box.outside(wish.frame) <= TOUCH
    return is_inside and taken.overlap(label.box.grown(PAD), enough=TOUCH) <= TOUCH


def _clear(options: Iterable[Option], ground: Ground) -> list[Option]:
    """Return the spots on the sheet that meet nothing but perhaps other names."""
    boxes = ((option, option.label.box) for option in options)
    return [
        option
        for option, box in boxes
        if box.outside() <= TOUCH and ground.obstacles.overlap(box, enough=TOUCH) <= TOUCH
    ]


def _by_rank(wishes: Iterable[Wish]) -> list[Wish]:
    # Equals in the order they come in: a key says nothing, and is another one in another database.
    return sorted(wishes, key=lambda wish: -wish.priority)


def free_names(
    wishes: Sequence[Wish], obstacles: Pile, sides: Collection[Side] = STRAIGHT
) -> dict[str, Label]:
    """Return the names that are free where they stand, the most important first."""
    labels: dict[str, Label] = {}
    for wish in _by_rank(wishes):
        label = next((each for each in _straight(wish, sides) if _is_free(each, wish, obstacles)), None)
        if label:
            obstacles.add(label.box.grown(PAD))
            labels[wish.key] = label
    return labels


class _Table:
    """Every name's spots, and the one it has chosen so far."""

    def __init__(self, options: Mapping[str, Sequence[Option]]) -> None:
        self.options = options
        self.chosen: dict[str, Option] = {}
        self._pile = Pile()

    def settle(self, keys: Sequence[str]) -> None:
        """Let all choose in turn until nobody does better."""
        for _ in range(ROUNDS):
            before = dict(self.chosen)
            for key in keys:
                self.choose(key)
            if self.chosen == before and not self.untangle():
                return

    def choose(self, key: str) -> Option:
        """Let a name take its cheapest spot, given the others'."""
        self._lift(key)
        # They begin with the cheapest by themselves.
        options = self.options[key]
        best, least = options[0], options[0].cost + self._met(options[0])
        for option in options[1:]:
            if option.cost >= least:
                break
            cost = option.cost + self._met(option)
            if cost < least:
                best, least = option, cost
        self._put(key, best)
        return best

    def untangle(self) -> bool:
        """Move one of two names that still meet, letting the other choose again; say whether it helped."""
        for key in self.options:
            rival = next((other for other in self.options if self._do_meet(key, other)), None)
            if rival and self._try_pair(key, rival):
                return True
        return False

    def _do_meet(self, key: str, other: str) -> bool:
        return key != other and self.chosen[key].box.overlap(self.chosen[other].box) > TOUCH

    def _try_pair(self, key: str, rival: str) -> bool:
        start = self.chosen[key], self.chosen[rival]
        best, least = start, self._pair_cost(key, rival) - TOUCH
        for option in self.options[key]:
            self._move(key, option)
            answer = self.choose(rival)
            cost = self._pair_cost(key, rival)
            if cost < least:
                best, least = (option, answer), cost
        self._move(key, best[0])
        self._move(rival, best[1])
        return best is not start

    def _pair_cost(self, key: str, rival: str) -> float:
        """Return what both spots cost and cover; what a name shares with itself is no cost."""
        cost = 0.0
        for name in (key, rival):
            option = self.chosen[name]
            cost += option.cost + self._pile.overlap(option.box) - option.box.overlap(option.box)
        return cost

    def _met(self, option: Option) -> float:
        return OVER_NAME * self._pile.overlap(option.box)

    def _move(self, key: str, option: Option) -> None:
        self._lift(key)
        self._put(key, option)

    def _lift(self, key: str) -> None:
        if key in self.chosen:
            self._pile.remove(self.chosen.pop(key).box)

    def _put(self, key: str, option: Option) -> None:
        self.chosen[key] = option
        self._pile.add(option.box)


class _Kept:
    """The names that meet nothing; the spots it is given are clear of all but names."""

    def __init__(self) -> None:
        self.chosen: dict[str, Option] = {}
        self._pile = Pile()
        self._attempts = ATTEMPTS

    def take(self, key: str, options: Iterable[Option]) -> bool:
        """Keep the first of `options` that is free; say whether there is one."""
        for option in options:
            if self._pile.overlap(option.box) <= TOUCH:
                self._put(key, option)
                return True
        return False

    def make_room(self, key: str, options: Mapping[str, Sequence[Option]], depth: int = CHAIN) -> bool:
        """Keep a name where others can give way to it, so that in the end one more stands.

        Those give way to free spots, or in turn make others give way, `depth` times. Says whether it worked.
        """
        ways = ((option, self._met(option)) for option in options[key])
        for option, moved in islice(((option, met) for option, met in ways if len(met) <= MOST_MOVED), TRIES):
            self._attempts -= 1
            if self._attempts < 0:
                return False
            before = dict(self.chosen)
            for other in moved:
                self._lift(other)
            self._put(key, option)
            if all(self._again(other, options, depth) for other in moved) and key in self.chosen:
                return True
            self._back_to(before)
        return False

    def _again(self, key: str, options: Mapping[str, Sequence[Option]], depth: int) -> bool:
        return self.take(key, options[key]) or (depth > 0 and self.make_room(key, options, depth - 1))

    def _met(self, option: Option) -> list[str]:
        return [other for other, each in self.chosen.items() if each.box.overlap(option.box) > TOUCH]

    def _back_to(self, before: Mapping[str, Option]) -> None:
        for other in [other for other, option in self.chosen.items() if before.get(other) is not option]:
            self._lift(other)
        for other, option in before.items():
            if other not in self.chosen:
                self._put(other, option)

    def _lift(self, key: str) -> None:
        self._pile.remove(self.chosen.pop(key).box)

    def _put(self, key: str, option: Option) -> None:
        self.chosen[key] = option
        self._pile.add(option.box)
