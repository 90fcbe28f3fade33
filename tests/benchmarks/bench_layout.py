"""Layout of the network view against networkx's spring layout and igraph's grid layout, in one run.

Stress is that on paper: of both layouts on the same sheet.

By hand, where numpy and scipy are installed (networkx asks for them):
`python3 manage.py test tests/benchmarks/bench_layout.py -n0 -s`. It fails where a limit is missed.
"""

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from math import hypot, sqrt

import igraph
import networkx as nx
import pytest

from ecosystem.graph.layout import arrange
from ecosystem.graph.places import HEIGHT, WIDTH, Place, Point, Size, Stored, View
from ecosystem.graph.records import Ecosystem, Node, Tie
from ecosystem.maps.marks import marks_of
from tests.litto import FAMILIES, LAYERS, RINGS

PAIRS = 60_000
PAIRS_OF_TIES = 400_000
# Of spring_layout's time, by stakeholders; of a full layout's, for a change.
SHARES = {300: 1 / 10, 1000: 1 / 40}
CHANGE = 1 / 20


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


def graph_of(whole: Ecosystem) -> "nx.Graph[str]":
    """Return the same ties for networkx."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(node.key for node in whole.nodes)
    graph.add_edges_from((tie.source, tie.target) for tie in whole.ties)
    return graph


def layout_of(whole: Ecosystem, stored: Mapping[str, Stored] | None = None) -> Callable[[], dict[str, Place]]:
    """Return what lays the network view out, marks as large as they are drawn."""
    sizes = {key: Size(mark.radius) for key, mark in marks_of(whole).items()}
    return lambda: arrange(View.NETWORK, whole, stored=stored or {}, sizes=sizes)


def cpu_s(call: Callable[[], object], runs: int = 3) -> float:
    """Return the best of some runs."""
    found = []
    for _ in range(runs):
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return min(found)


def fitted(points: Mapping[str, Point]) -> dict[str, Point]:
    """Return a layout on the sheet that ours is made for; ties cross as often as before."""
    return {key: (x * WIDTH, y * HEIGHT) for key, (x, y) in points.items()}


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


def crossing(graph: "nx.Graph[str]", points: Mapping[str, Point]) -> float:
    """Return the share of pairs of ties that cross, of so many pairs drawn by chance, ends apart."""
    edges, chance = list(graph.edges), random.Random(4)
    crossed = counted = 0
    for _ in range(PAIRS_OF_TIES):
        (a, b), (c, d) = chance.choice(edges), chance.choice(edges)
        if len({a, b, c, d}) < 4:
            continue
        counted += 1
        crossed += _parts(points[a], points[b], points[c], points[d]) and _parts(
            points[c], points[d], points[a], points[b]
        )
    return crossed / counted


def _parts(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Say whether the line through a and b has c and d on its two sides."""
    (ax, ay), (bx, by) = a, b
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for x, y in (c, d)]
    return sides[0] * sides[1] < 0


def overlaps(whole: Ecosystem, places: Mapping[str, Place]) -> int:
    """Return how many pairs of marks cover each other, as large as they are drawn."""
    marks, found = marks_of(whole), 0
    order = sorted(places, key=lambda key: places[key].x)
    reach = 2 * max(mark.radius for mark in marks.values())
    for number, key in enumerate(order):
        one = places[key]
        for other_key in order[number + 1 :]:
            other = places[other_key]
            if other.x - one.x >= reach:
                break
            apart = hypot(one.x - other.x, one.y - other.y)
            found += apart < marks[key].radius + marks[other_key].radius
    return found


def change_s(whole: Ecosystem, places: Mapping[str, Place]) -> float:
    """Return the CPU time of placing somebody new among those who have their place."""
    stored = {key: Stored(place.x, place.y, place.slot) for key, place in places.items()}
    comer = Node("comer", "Salt makers", "provider", "likely", (), 3, 3, 3)
    tie = Tie("new", "comer", "s1", "funds")
    larger = replace(whole, nodes=(*whole.nodes, comer), ties=(*whole.ties, tie))
    return cpu_s(layout_of(larger, stored), 5)


@pytest.mark.parametrize("count", SHARES)
def test_layout_against_spring_layout(count: int) -> None:
    pytest.importorskip("scipy")
    whole = crowd(count)
    graph = graph_of(whole)

    full = cpu_s(layout_of(whole), 5)
    theirs = cpu_s(lambda: nx.spring_layout(graph, iterations=50, seed=1))
    places = layout_of(whole)()
    change = change_s(whole, places)
    points = {key: (place.x, place.y) for key, place in places.items()}
    spring = fitted(nx.spring_layout(graph, iterations=50, seed=1))
    strain, their_strain = stress(graph, points), stress(graph, spring)
    crossed, their_crossed = crossing(graph, points), crossing(graph, spring)
    covered = overlaps(whole, places)
    print(
        f"\n{count}: {full * 1000:.1f} ms, {full / theirs:.4f} of spring_layout's time ({SHARES[count]:.3f});"
        f" a change {change * 1000:.1f} ms, {change / full:.3f} of a layout ({CHANGE});"
        f"\n  stress {strain:.3f} against {their_strain:.3f};"
        f" ties that cross {crossed:.4f} against {their_crossed:.4f}; {covered} overlaps"
    )
    assert full <= SHARES[count] * theirs
    assert change <= CHANGE * full
    assert strain <= their_strain
    assert crossed <= their_crossed
    assert covered == 0


def test_ten_thousand_against_igraphs_grid_layout() -> None:
    count = 10_000
    whole = crowd(count)
    number = {node.key: index for index, node in enumerate(whole.nodes)}
    graph = igraph.Graph(count, [(number[tie.source], number[tie.target]) for tie in whole.ties])

    full = cpu_s(layout_of(whole), 2)
    theirs = cpu_s(lambda: graph.layout_fruchterman_reingold(grid="grid"), 2)
    places = layout_of(whole)()
    change = change_s(whole, places)
    covered = overlaps(whole, places)
    print(
        f"\n{count}: {full:.2f} s, {full / theirs:.3f} of igraph's time (1);"
        f" a change {change:.3f} s, {change / full:.3f} of a layout ({CHANGE}); {covered} overlaps"
    )
    assert full <= theirs
    assert change <= CHANGE * full
    assert all(0 <= place.x <= WIDTH and 0 <= place.y <= HEIGHT for place in places.values())
    assert covered <= sqrt(count)
