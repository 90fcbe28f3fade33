"""Which few together bring what is needed: exact search over small sets."""

from collections.abc import Collection, Sequence
from itertools import combinations

# With more than this many to choose from, the search keeps to the first, which are the likeliest.
MOST_SEARCHED = 24
LARGEST = 5


def fewest_that_cover(needs: Sequence[Collection[str]], order: Sequence[str]) -> tuple[str, ...]:
    """Return a smallest set that has somebody for each need, the earliest in `order` first.

    `needs` names for each need those who could meet it. Returns () when nothing is needed, or
    when more than five would have to work together.
    """
    wanted = [set(able) for able in needs]
    if not wanted:
        return ()
    useful = [name for name in order if any(name in able for able in wanted)][:MOST_SEARCHED]
    for size in range(1, LARGEST + 1):
        for chosen in combinations(useful, size):
            if all(able.intersection(chosen) for able in wanted):
                return chosen
    return ()


def is_robust(needs: Sequence[Collection[str]]) -> bool:
    """Say whether each need has at least two who meet it, so that any one may leave."""
    return bool(needs) and all(len(set(able)) > 1 for able in needs)
