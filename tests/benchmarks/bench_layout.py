"""The network view's layout against networkx's spring layout: time, stress and overlaps, in one run.

By hand, where numpy and scipy are installed (networkx asks for them):
`python3 manage.py test tests/benchmarks/bench_layout.py -n0 -s`.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import hypot

import networkx as nx
import pytest

from ecosystem.graph.layout import arrange
from ecosystem.graph.places import Place, Point, Size, Stored, View
from ecosystem.graph.records import Ecosystem, Node, Tie
from tests.litto import FAMILIES, LAYERS, RINGS

RADIUS = 5.0
PAIRS = 60_000


def crowd(count: int) -> Ecosystem:
    """Return a map with three ties a stakeholder, the same every time."""
    chance = random.Random(1)
    nodes = tuple(
        Node(f"s{number}", f"N{number}", chance.choice(FAMILIES).code, "likely", ("data",), 3, 3, 3)
        for number in range(count)
    )
    pairs = {tuple(sorted(chance.sample(range(count), 2))) for _ in range(3 * count)}
    ties = tuple(Tie(f"t{one}-{other}", f"s{one}", f"s{other}", "funds") for one, other in sorted(pairs))
    return Ecosystem(FAMILIES, LAYERS, RINGS, nodes, ties)


def cpu_s(call: Callable[[], object]) -> float:
    """Return the best of three runs."""
    runs = []
    for _ in range(3):
        start = time.process_time()
        call()
        runs.append(time.process_time() - start)
    return min(runs)


def stress(graph: "nx.Graph[str]", points: Mapping[str, Point]) -> float:
    """Return how far distances on paper are from those in the graph, at the best scale (0 is exact)."""
    steps, chance, found = dict(nx.all_pairs_shortest_path_length(graph)), random.Random(3), []
    for _ in range(PAIRS):
        one, other = chance.sample(list(points), 2)
        if other in steps[one]:
            (ax, ay), (bx, by) = points[one], points[other]
            found.append((hypot(ax - bx, ay - by), steps[one][other]))
    scale = sum(far / step for far, step in found) / sum((far / step) ** 2 for far, step in found)
    return sum((scale * far / step - 1) ** 2 for far, step in found) / len(found)


@pytest.mark.parametrize("count", [300, 1000])
def test_layout_against_spring_layout(count: int) -> None:
    pytest.importorskip("scipy")
    whole = crowd(count)
    graph: nx.Graph[str] = nx.Graph((tie.source, tie.target) for tie in whole.ties)
    graph.add_nodes_from(node.key for node in whole.nodes)
    sizes = {node.key: Size(RADIUS) for node in whole.nodes}

    def ours(ecosystem: Ecosystem = whole, stored: Mapping[str, Stored] | None = None) -> dict[str, Place]:
        return arrange(View.NETWORK, ecosystem, stored=stored or {}, sizes=sizes)

    full, theirs = cpu_s(ours), cpu_s(lambda: nx.spring_layout(graph, iterations=50, seed=1))
    places = ours()
    stored = {key: Stored(place.x, place.y, place.slot) for key, place in places.items()}
    comer = Node("comer", "Salt makers", "provider", "likely", (), 3, 3, 3)
    larger = replace(
        whole, nodes=(*whole.nodes, comer), ties=(*whole.ties, Tie("new", "comer", "s1", "funds"))
    )
    change = cpu_s(lambda: ours(larger, stored))
    mine = stress(graph, {key: (place.x, place.y) for key, place in places.items()})
    spring = stress(graph, {key: (x, y) for key, (x, y) in nx.spring_layout(graph, seed=1).items()})
    all_places = list(places.values())
    overlaps = sum(
        hypot(one.x - other.x, one.y - other.y) < 2 * RADIUS
        for number, one in enumerate(all_places)
        for other in all_places[number + 1 :]
    )
    print(
        f"\n{count}: {full / theirs:.3f} of spring_layout's time; a change {change / full:.3f} of a layout;"
        f" stress {mine:.3f} against {spring:.3f}; {overlaps} overlaps"
    )
