"""Groups, brokers, bridges and the whole, on networks small enough to work out by hand."""

import subprocess
import sys

import pytest

from ecosystem.graph.bridges import bridges, cut_points, sole_holders
from ecosystem.graph.brokers import Brokerage, brokerage
from ecosystem.graph.cohesion import (
    betweenness_centralisation,
    closeness_centralisation,
    degree_centralisation,
    density,
    isolated,
    parts,
)
from ecosystem.graph.groups import communities, modularity
from ecosystem.graph.measures import betweenness, closeness, degree
from tests.ecosystem.graph.networks import network

SCRIPT = """
from ecosystem.graph.groups import communities
from tests.ecosystem.graph.networks import KARATE, network
print([sorted(group) for group in communities(network(KARATE))])
"""


def test_a_star_is_wholly_centralised_and_a_circle_not_at_all() -> None:
    for ties, share in (({"hub": "a b c d"}, 1.0), ({"a": "b", "b": "c", "c": "d", "d": "a"}, 0.0)):
        simple = network(ties)
        assert degree_centralisation(degree(simple)) == pytest.approx(share)
        assert betweenness_centralisation(betweenness(simple)) == pytest.approx(share)
        assert closeness_centralisation(closeness(simple)) == pytest.approx(share)


def test_two_cannot_be_centralised() -> None:
    pair = network({"a": "b"})

    assert degree_centralisation(degree(pair)) == 0.0
    assert betweenness_centralisation(betweenness(pair)) == 0.0
    assert closeness_centralisation(closeness(pair)) == 0.0


def test_density_parts_and_the_isolated() -> None:
    simple = network({"a": "b c"}, "d")

    assert density(simple) == pytest.approx(2 / 6)
    assert parts(simple) == (3, 1)
    assert isolated(simple) == ("d",)
    assert density(network({}, "a")) == 0.0


def test_two_triangles_on_one_tie_are_two_groups() -> None:
    """Modularity by hand: 2 · (3/7 - (7/14)²)."""
    simple = network({"a": "b c", "b": "c", "c": "p", "p": "q r", "q": "r"})
    groups = communities(simple)

    assert groups == (frozenset("abc"), frozenset("pqr"))
    assert modularity(simple, groups) == pytest.approx(6 / 7 - 1 / 2)


def test_who_has_no_tie_is_a_group_alone() -> None:
    assert communities(network({"a": "b"}, "c")) == (frozenset("ab"), frozenset("c"))
    assert communities(network({}, "a", "b")) == (frozenset("a"), frozenset("b"))
    assert modularity(network({}, "a"), (frozenset("a"),)) == 0.0


def test_groups_are_the_same_in_every_process() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("0", "1")
    }

    assert len(answers) == 1


def test_a_tie_nothing_replaces_is_a_bridge() -> None:
    simple = network({"a": "b c", "b": "c", "c": "d", "d": "e f"})

    assert bridges(simple) == (("c", "d"), ("d", "e"), ("d", "f"))


def test_a_cut_point_says_how_many_would_lose_touch() -> None:
    """Without d: e and f alone, beside the three; without c: a and b, beside the three around d."""
    simple = network({"a": "b c", "b": "c", "c": "d", "d": "e f"}, "g")

    assert cut_points(simple) == {"c": 2, "d": 2}


def test_only_what_one_alone_holds_has_a_sole_holder() -> None:
    assert sole_holders({"data": ["a"], "money": ["a", "b"], "people": []}) == {"data": "a"}


def test_each_role_of_a_go_between_is_told_apart() -> None:
    simple = network({"x1": "x2 x3 y1 y2 z1"})
    family = {"x1": "x", "x2": "x", "x3": "x", "y1": "y", "y2": "y", "z1": "z"}

    found = brokerage(simple, family)

    # x2-x3; each of x2, x3 with y1, y2, z1; y1-y2; each of y1, y2 with z1.
    assert found["x1"] == Brokerage(coordinator=1, gate=6, consultant=1, liaison=2)
    assert (found["x1"].across, found["x1"].between) == (9, 8)
    assert found["y1"] == Brokerage()


def test_contacts_who_know_each_other_need_no_go_between() -> None:
    simple = network({"a": "b c", "b": "c"})

    assert brokerage(simple, {"a": "x", "b": "y", "c": "z"})["a"] == Brokerage()
