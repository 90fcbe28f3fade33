"""Where a crowd starts: near whom one is tied to, the same each time, nobody on somebody else's spot."""

from itertools import combinations, pairwise

import igraph
import pytest

from ecosystem.graph.pivots import start


def chain(count: int, first: int = 0) -> list[tuple[int, int]]:
    """Return the ties of so many in a row."""
    return list(pairwise(range(first, first + count)))


def test_a_chain_starts_with_neighbours_side_by_side() -> None:
    spots = start(igraph.Graph(100, chain(100)))

    tied = [abs(spots[one] - spots[other]) for one, other in chain(100)]
    anybody = [abs(one - other) for one, other in combinations(spots, 2)]
    assert sum(tied) / len(tied) < sum(anybody) / len(anybody) / 5


def test_the_same_ties_give_the_same_start() -> None:
    ties = [(number, number * number % 97) for number in range(97)]

    assert start(igraph.Graph(97, ties)) == start(igraph.Graph(97, ties))


def test_the_largest_part_starts_in_the_middle_and_others_around_it() -> None:
    spots = start(igraph.Graph(70, chain(10) + chain(60, first=10)))

    small, large = sum(spots[:10]) / 10, sum(spots[10:]) / 60
    assert abs(large) < 1
    assert abs(small) > 3


@pytest.mark.parametrize(
    "ties", [[], [(0, number) for number in range(1, 90)]], ids=["without ties", "one in the middle"]
)
def test_nobody_starts_on_the_spot_of_somebody_else(ties: list[tuple[int, int]]) -> None:
    spots = start(igraph.Graph(90, ties))

    assert min(abs(one - other) for one, other in combinations(spots, 2)) > 1e-3


def test_a_graph_of_nobody_has_no_start() -> None:
    assert start(igraph.Graph(0)) == []
