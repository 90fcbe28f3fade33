"""Measures on networks small enough to work out by hand."""

from math import hypot, pi, sin

import networkx as nx
import pytest

from ecosystem.graph import measures
from ecosystem.graph.build import pairs
from ecosystem.graph.connections import connections_of
from ecosystem.graph.measures import (
    betweenness,
    closeness,
    constraint,
    core,
    degree,
    eigenvector,
    strength,
)
from ecosystem.graph.records import Chair, Ecosystem, Node, Tie
from tests.ecosystem.graph.networks import map_of, network


def test_tension_is_no_cooperation() -> None:
    nodes = tuple(Node(key=key, name=key, family="x", ring="r") for key in "abc")
    ties = (Tie("1", "a", "b", "tension", strength=3), Tie("2", "b", "c", "funds", strength=1))

    found = connections_of(Ecosystem((), (), (), nodes, ties))

    assert found.works_with == {"a": 0, "b": 1, "c": 1}
    assert found.alone == ("a",)


def test_one_kind_leaves_the_others_out() -> None:
    nodes = tuple(Node(key=key, name=key, family="x", ring="r") for key in "abc")
    ties = (Tie("1", "a", "b", "tension", strength=3), Tie("2", "b", "c", "funds", strength=1))
    city = Ecosystem((), (), (), nodes, ties)

    assert list(pairs(city, "tension").edges) == [("a", "b")]
    assert list(pairs(city, "funds").edges) == [("b", "c")]


def test_of_several_ties_the_strongest_counts_once() -> None:
    simple = pairs(map_of(dict.fromkeys("ab", "x"), [("a", "b", 1), ("b", "a", 3)]))

    assert degree(simple) == {"a": 1, "b": 1}
    assert strength(simple) == {"a": 3, "b": 3}


def test_the_shorter_way_is_over_the_stronger_ties() -> None:
    simple = pairs(map_of(dict.fromkeys("abc", "x"), [("a", "b", 3), ("b", "c", 3), ("a", "c", 1)]))

    assert betweenness(simple) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert betweenness(simple, weighted=False) == {"a": 0.0, "b": 0.0, "c": 0.0}


def test_ways_of_one_length_are_equal_whatever_the_order_of_their_ties() -> None:
    """1/3 + 1/2 + 1 and 1 + 1/2 + 1/3 differ in floating point; both ways must count by half."""
    ways = [("a", "b", 3), ("b", "c", 2), ("c", "z", 1), ("a", "p", 1), ("p", "q", 2), ("q", "z", 3)]
    simple = pairs(map_of(dict.fromkeys("abczpq", "x"), ways))

    between = betweenness(simple)

    assert between["b"] == pytest.approx(between["q"])
    assert between["c"] == pytest.approx(between["p"])


def test_closeness_is_one_divided_by_the_mean_length() -> None:
    simple = pairs(map_of(dict.fromkeys("abc", "x"), [("a", "b", 2), ("b", "c", 1)]))

    assert closeness(simple, weighted=False) == pytest.approx({"a": 2 / 3, "b": 1.0, "c": 2 / 3})
    # a: 1/2 to b, 3/2 to c.
    assert closeness(simple) == pytest.approx({"a": 1.0, "b": 2 / 1.5, "c": 2 / 2.5})


def test_who_reaches_only_some_is_less_close() -> None:
    """Wasserman and Faust: one of three others reached, at length 1: (1/3) / 1."""
    found = closeness(network({"a": "b"}, "c", "d"), weighted=False)

    assert found == pytest.approx({"a": 1 / 3, "b": 1 / 3, "c": 0.0, "d": 0.0})


def test_only_the_largest_part_can_be_compared_by_its_contacts() -> None:
    found = eigenvector(network({"a": "b", "p": "q r", "q": "r"}))

    assert found == pytest.approx(dict.fromkeys("pqr", 3**-0.5))


def test_nobody_is_well_connected_where_nobody_is_connected() -> None:
    assert eigenvector(network({}, "a", "b")) == {}
    assert eigenvector(network({})) == {}


def test_what_does_not_settle_has_no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a long chain power iteration needs many rounds."""
    chain = network({str(number): str(number + 1) for number in range(40)})
    assert len(eigenvector(chain)) == 41

    monkeypatch.setattr(measures, "ROUNDS", 20)

    assert eigenvector(chain) == {}


def test_on_the_longest_chain_who_is_near_the_middle_is_best_connected() -> None:
    """A chain of n has values in proportion to sin(kπ / (n + 1)), by its adjacency matrix's eigenvectors."""
    chain = network({str(number): str(number + 1) for number in range(400)})

    found = eigenvector(chain)

    shape = [sin(place * pi / 402) for place in range(1, 402)]
    assert list(found.values()) == pytest.approx([value / hypot(*shape) for value in shape], abs=1e-6)


def test_constraint_is_low_between_strangers_and_high_among_friends() -> None:
    """A star's centre: 4 · (1/4)²; its ends: 1². Three friends: 2 · (1/2 + 1/2 · 1/2)²."""
    star = constraint(network({"hub": "a b c d"}, "alone"))
    friends = constraint(network({"a": "b c", "b": "c"}))

    assert star == pytest.approx({"hub": 0.25, "a": 1.0, "b": 1.0, "c": 1.0, "d": 1.0})
    assert friends == pytest.approx(dict.fromkeys("abc", 1.125))


def test_constraint_follows_the_stronger_tie() -> None:
    """The middle of a chain of strengths 3 and 1: (3/4)² + (1/4)²."""
    simple = pairs(map_of(dict.fromkeys("abc", "x"), [("a", "b", 3), ("b", "c", 1)]))

    assert constraint(simple)["b"] == pytest.approx(0.625)


def test_the_core_is_where_all_have_so_many_ties_inside() -> None:
    assert core(network({"a": "b c", "b": "c", "c": "d"}, "e")) == {"a": 2, "b": 2, "c": 2, "d": 1, "e": 0}


def test_an_empty_chair_is_nobody_to_work_with() -> None:
    nodes = (
        Node("a", "a", "x", "r"),
        Node("b", "b", "y", "r"),
        Node("chair", "nobody", "z", "r", chair=Chair.FAMILY),
    )

    found = connections_of(Ecosystem((), (), (), nodes, (Tie("1", "a", "b", "trust"),)))

    assert set(found.works_with) == {"a", "b"}
    assert found.alone == ()


def test_families_without_a_tie_between_them_are_apart() -> None:
    found = connections_of(map_of({"a": "x", "b": "y", "c": "z"}, [("a", "b", 2)]))

    assert found.apart == (("x", "z"), ("y", "z"))


def test_no_stakeholders_have_no_figures() -> None:
    empty = nx.Graph()

    assert betweenness(empty) == closeness(empty) == constraint(empty) == core(empty) == {}
