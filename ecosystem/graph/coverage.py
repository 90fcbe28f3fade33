"""Which few together bring what is needed: all smallest sets, by exact search."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from math import ceil

# Of sets as small as each other there can be thousands: this many are kept, the likeliest of them first.
MOST_FOUND = 500
# Where the search would take longer than a page may, it ends and says so.
MOST_STEPS = 20_000


@dataclass(frozen=True, slots=True)
class Rules:
    """What a set must keep to.

    `must` are in every set, `without` in none, and of each pair in `apart` one at most. Each need is
    met by `times` members: twice, and any one of them may leave.
    """

    must: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    apart: frozenset[frozenset[str]] = frozenset()
    times: int = 1


@dataclass(frozen=True, slots=True)
class Covers:
    """The smallest sets that cover every need, the earliest in the order first.

    `sets` is empty where none covers. `is_all` is false when there are more of this size than are kept,
    or when the search ended early.
    """

    sets: tuple[tuple[str, ...], ...] = ()
    is_all: bool = True

    @property
    def best(self) -> tuple[str, ...]:
        """The set whose members come earliest in the order; () without any."""
        return self.sets[0] if self.sets else ()


FREE = Rules()


def smallest_covers(
    needs: Sequence[Collection[str]], order: Sequence[str], rules: Rules = FREE, *, most: int = MOST_FOUND
) -> Covers:
    """Return the sets of minimum size that have somebody for each need; at most `most` of them.

    `needs` names for each need those who could meet it, `order` everybody, the preferred first.
    """
    members = [name for name in order if name in rules.must]
    wanted = [frozenset(able) - rules.without for able in needs]
    search = _Search(order, wanted, rules, most)
    if not wanted or rules.must & rules.without or search.clash(members):
        return Covers()
    if any(len(able) < rules.times for able in wanted):
        return Covers()
    for size in range(len(members), len(members) + rules.times * len(wanted) + 1):
        search.extend(tuple(members), frozenset(), size - len(members))
        if search.found or search.is_over:
            break
    rank = {name: place for place, name in enumerate(order)}
    ordered = sorted(search.found, key=lambda each: sorted(rank[name] for name in each))
    best = sorted(ordered, key=lambda each: sum(rank[name] for name in each))
    sets = tuple(tuple(sorted(each, key=rank.__getitem__)) for each in best)
    return Covers(sets=sets, is_all=not search.is_over)


@dataclass(slots=True)
class _Search:
    """Sets of one size: some open need is met by each who can, one after the other, and so on."""

    order: Sequence[str]
    needs: Sequence[frozenset[str]]
    rules: Rules
    most: int
    found: list[tuple[str, ...]] = field(default_factory=list)
    steps: int = 0
    is_over: bool = False

    def extend(self, members: tuple[str, ...], passed: frozenset[str], left: int) -> None:
        """Find the sets of `left` more than `members`, with nobody of `passed`: those had their turn."""
        self.steps += 1
        if self.is_over or self.steps > MOST_STEPS:
            self.is_over = True
            return
        missing = [(able, lack) for able in self.needs if (lack := self._lack(able, members)) > 0]
        if not missing:
            self.is_over = len(self.found) >= self.most
            self.found += [] if self.is_over else [members]
            return
        closed = passed.union(members, self._barred(members))
        choices = [(able - closed, lack) for able, lack in missing]
        if self._is_hopeless(choices, left):
            return
        turn = min(choices, key=lambda each: len(each[0]) - each[1])[0]
        had = set(passed)
        for name in self.order:
            if name in turn:
                self.extend((*members, name), frozenset(had), left - 1)
                had.add(name)

    def clash(self, members: Iterable[str]) -> bool:
        """Say whether two of `members` must not be together."""
        return any(pair <= set(members) for pair in self.rules.apart)

    def _lack(self, able: frozenset[str], members: tuple[str, ...]) -> int:
        return self.rules.times - len(able.intersection(members))

    def _barred(self, members: tuple[str, ...]) -> set[str]:
        """Return who must not be together with any of `members`."""
        return {name for pair in self.rules.apart if pair.intersection(members) for name in pair}

    def _is_hopeless(self, choices: list[tuple[frozenset[str], int]], left: int) -> bool:
        """Say whether `left` more cannot meet all that is open, however they are chosen."""
        if any(len(able) < lack or lack > left for able, lack in choices):
            return True
        meets: dict[str, int] = {}
        for able, _lack in choices:
            for name in able:
                meets[name] = meets.get(name, 0) + 1
        return ceil(sum(lack for _able, lack in choices) / max(meets.values())) > left


def is_robust(needs: Sequence[Collection[str]]) -> bool:
    """Say whether each need has at least two who meet it, so that any one may leave."""
    return bool(needs) and all(len(set(able)) > 1 for able in needs)
