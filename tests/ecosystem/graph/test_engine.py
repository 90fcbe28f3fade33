"""What igraph works out for crowds is what networkx does."""

import networkx as nx
import pytest

from ecosystem.graph import engine
from ecosystem.graph.bridges import cut_points
from ecosystem.graph.build import SIXTHS
from ecosystem.graph.groups import communities, modularity
from ecosystem.graph.measures import betweenness, closeness, eigenvector


def crowd(*, seed: int, count: int = 160, ties: int = 200) -> "nx.Graph[str]":
    """Return a random map in several parts, some alone, with strengths from 1 to 3."""
    plain = nx.gnm_random_graph(count, ties, seed=seed)
    simple: nx.Graph[str] = nx.Graph()
    simple.add_nodes_from(map(str, plain))
    for number, (one, other) in enumerate(plain.edges):
        strength = number % 3 + 1
        simple.add_edge(str(one), str(other), strength=strength, distance=SIXTHS // strength)
    return simple


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("measure", [betweenness, closeness])
def test_the_engine_answers_as_networkx_does(
    measure: object, weighted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(measure)
    simple = crowd(seed=4)
    by_engine = measure(simple, weighted=weighted)
    monkeypatch.setattr(engine, "CROWDED", 10_000)

    assert by_engine == pytest.approx(measure(simple, weighted=weighted), abs=1e-12)
    assert max(by_engine.values()) > 0


@pytest.mark.parametrize("weighted", [True, False])
def test_the_engine_finds_the_contacts_networkx_finds(
    weighted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    simple = crowd(seed=4, ties=400)
    by_engine = eigenvector(simple, weighted=weighted)
    monkeypatch.setattr(engine, "CROWDED", 10_000)

    assert by_engine == pytest.approx(eigenvector(simple, weighted=weighted), abs=1e-6)
    assert sum(value**2 for value in by_engine.values()) == pytest.approx(1)


@pytest.mark.parametrize("weighted", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_the_engines_groups_are_as_clear_as_those_of_networkx(
    seed: int, weighted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    simple = crowd(seed=seed, ties=300)
    by_engine = modularity(simple, communities(simple, weighted=weighted), weighted=weighted)
    monkeypatch.setattr(engine, "CROWDED", 10_000)

    by_networkx = modularity(simple, communities(simple, weighted=weighted), weighted=weighted)

    assert by_engine == pytest.approx(by_networkx, rel=0.02)


def test_groups_depend_on_the_ties_alone_and_not_on_the_order_they_come_in() -> None:
    for count in (60, 160):
        simple = crowd(seed=2, count=count)
        turned: nx.Graph[str] = nx.Graph()
        turned.add_nodes_from(reversed(list(simple)))
        turned.add_edges_from(
            (other, one, facts) for one, other, facts in reversed(list(simple.edges(data=True)))
        )

        assert communities(turned) == communities(simple)


@pytest.mark.parametrize("seed", range(20))
def test_those_who_lose_touch_are_counted_as_by_leaving_them_out(seed: int) -> None:
    simple = crowd(seed=seed, count=24, ties=10 + seed)

    counted = {}
    for node in nx.articulation_points(simple):
        rest = simple.subgraph(nx.node_connected_component(simple, node) - {node})
        counted[node] = len(rest) - max(map(len, nx.connected_components(rest)))

    assert cut_points(simple) == counted
