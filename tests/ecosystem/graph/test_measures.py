"""Measures agree with what is published on well-known small networks."""

import networkx as nx
import pytest

from ecosystem.graph.measures import betweenness, connections_of, degree
from ecosystem.graph.records import Chair, Ecosystem, Node, Tie


def city_of(graph: nx.Graph) -> Ecosystem:
    """Return a map with the nodes and edges of a graph, all ties of one strength."""
    nodes = tuple(Node(key=str(node), name=str(node), family="x", ring="r") for node in graph)
    ties = tuple(
        Tie(f"t{number}", str(one), str(other), "agreement", is_mutual=True, strength=1)
        for number, (one, other) in enumerate(graph.edges)
    )
    return Ecosystem((), (), (), nodes, ties)


@pytest.mark.parametrize(
    ("graph", "node", "ties", "between"),
    [
        (nx.krackhardt_kite_graph(), "3", 6, 3.6667 / 36),
        (nx.krackhardt_kite_graph(), "7", 3, 14 / 36),
        (nx.karate_club_graph(), "0", 16, 0.4376),
        (nx.karate_club_graph(), "33", 17, 0.3041),
        (nx.florentine_families_graph(), "Medici", 6, 0.5220),
        (nx.florentine_families_graph(), "Guadagni", 4, 0.2546),
    ],
)
def test_measures_agree_with_published_values(graph: nx.Graph, node: str, ties: int, between: float) -> None:
    found = connections_of(city_of(graph))

    assert found.works_with[node] == ties
    assert found.between[node] == pytest.approx(between, abs=1e-4)


def test_tension_is_no_cooperation() -> None:
    nodes = tuple(Node(key=key, name=key, family="x", ring="r") for key in "abc")
    ties = (Tie("1", "a", "b", "tension", strength=3), Tie("2", "b", "c", "funds", strength=1))

    found = connections_of(Ecosystem((), (), (), nodes, ties))

    assert found.works_with == {"a": 0, "b": 1, "c": 1}
    assert found.alone == ("a",)


def test_the_shorter_way_is_over_the_stronger_ties() -> None:
    graph = nx.Graph()
    graph.add_edge("a", "b", distance=1 / 3)
    graph.add_edge("b", "c", distance=1 / 3)
    graph.add_edge("a", "c", distance=1.0)

    assert betweenness(graph) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert degree(graph) == {"a": 2, "b": 2, "c": 2}


def test_the_kite_hangs_on_two_and_the_florentine_families_on_four() -> None:
    kite = connections_of(city_of(nx.krackhardt_kite_graph()))
    florence = connections_of(city_of(nx.florentine_families_graph()))

    assert kite.cut_points == ("7", "8")
    assert set(florence.cut_points) == {"Albizzi", "Guadagni", "Medici", "Salviati"}


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
    nodes = tuple(Node(key, key, family, "r") for key, family in (("a", "x"), ("b", "y"), ("c", "z")))

    found = connections_of(Ecosystem((), (), (), nodes, (Tie("1", "a", "b", "trust"),)))

    assert found.apart == (("x", "z"), ("y", "z"))
