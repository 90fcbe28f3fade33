"""Names beside their marks, level, never over each other or over a mark.

A name that finds no free side is left out of the picture; the table and the panel still hold it.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from ecosystem.graph.places import CROWD, Box, Pile, Point
from ecosystem.maps.crowd_names import by_rank, names_of_a_crowd
from ecosystem.maps.label_spots import (
    OVER_NAME,
    TOUCH,
    Ground,
    Label,
    Option,
    Wish,
    last_words,
    options_of,
    smaller,
)

ROUNDS = 16
MOST_MOVED = 4  # names that make room at once for one that found none
CHAIN, TRIES = 2, 40  # how often those who give way push on, and spots tried each time
ATTEMPTS = 3000  # spots tried in all for names that found none: a picture may not wait longer


def place_labels(
    wishes: Sequence[Wish], *, obstacles: Sequence[Box], courses: Iterable[Point]
) -> dict[str, Label]:
    """Return a label for each wish that finds room; in smaller letters where the usual ones find none.

    `obstacles` are boxes of other text and of marks; names avoid the points in `courses` (ties)
    where they can.
    """
    if len(wishes) > CROWD:
        return names_of_a_crowd(wishes, obstacles)
    ground = Ground(obstacles, courses, wishes)
    options = {wish.key: options_of(wish, ground) for wish in wishes}
    order = sorted(wishes, key=lambda wish: (len(options[wish.key]), -wish.priority))
    table = _Table({key: spots for key, spots in options.items() if spots})
    table.settle([wish.key for wish in order if options[wish.key]])
    kept = _Kept()
    ranked = by_rank(wishes)
    for wish in ranked:
        kept.take(wish.key, [table.chosen[wish.key]] if wish.key in table.chosen else [])
    for wish in ranked:
        kept.find_room(wish.key, options)
    for less in (smaller, last_words, lambda wish: smaller(last_words(wish))):
        for wish in (wish for wish in order if wish.key not in kept.chosen):
            options[wish.key] = options_of(less(wish), ground)
            kept.find_room(wish.key, options)
    return {key: option.label for key, option in kept.chosen.items()}


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

    def find_room(self, key: str, options: Mapping[str, Sequence[Option]]) -> None:
        """Keep a name that is not kept yet: in a free spot, or where others can give way to it."""
        if key not in self.chosen and not self.take(key, options[key]):
            self.make_room(key, options)

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
