"""A map with very many stakeholders: every mark in its slot, apart from the others, and still."""

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest

from ecosystem.graph.layout import arrange, plan_of
from ecosystem.graph.places import CROWD, Box, Place, Size, View, around
from ecosystem.graph.records import Ecosystem, Node, Tie
from ecosystem.maps.marks import marks_of
from tests.graphs import crossings, crowd_map, stress
from tests.litto import litto, times_over

RADIUS = 6.0
# Pairs of ties that cross, and the stress, of networkx 3.6.1's `spring_layout(graph, iterations=50,
# seed=seed)` with numpy 2.4.6: by number of stakeholders, kind of graph and seed.
SPRING = {
    (300, "random", 1): (22258, 0.1807),
    (300, "random", 2): (23546, 0.1873),
    (300, "random", 3): (24858, 0.1893),
    (300, "hubs", 1): (26535, 0.1734),
    (300, "hubs", 2): (26203, 0.1725),
    (300, "hubs", 3): (26703, 0.1752),
    (300, "small world", 1): (3792, 0.1663),
    (300, "small world", 2): (3957, 0.1591),
    (300, "small world", 3): (4457, 0.1631),
    (300, "groups", 1): (8076, 0.1634),
    (300, "groups", 2): (8040, 0.1573),
    (300, "groups", 3): (7610, 0.1610),
    (1000, "hubs", 1): (304021, 0.1833),
    (1000, "groups", 1): (70801, 0.1689),
}


def placed(view: View, ecosystem: Ecosystem, stored: dict[str, Place] | None = None) -> dict[str, Place]:
    """Return the places of a view with small marks, as a crowd has them."""
    return arrange(
        view, ecosystem, stored=stored or {}, sizes={node.key: Size(RADIUS) for node in ecosystem.nodes}
    )


@pytest.fixture(scope="module")
def crowd() -> Ecosystem:
    whole = times_over(litto(), 11)
    assert len(whole.nodes) > CROWD
    return whole


@pytest.mark.parametrize("view", View)
def test_a_crowd_stands_in_its_slots_the_same_each_time(view: View, crowd: Ecosystem) -> None:
    places = placed(view, crowd)
    plan = plan_of(view, crowd)

    assert places == placed(view, crowd)
    for place in places.values():
        assert plan.clamp(place.slot, place.x, place.y) == pytest.approx((place.x, place.y), abs=1)


def test_marks_of_a_crowd_stand_apart_where_a_slot_has_room(crowd: Ecosystem) -> None:
    places = list(placed(View.NETWORK, crowd).values())
    meeting = sum(
        hypot(one.x - other.x, one.y - other.y) < 2 * RADIUS
        for number, one in enumerate(places)
        for other in places[number + 1 :]
    )

    assert meeting <= len(places) // 100


def test_a_crowd_keeps_off_the_names_of_its_rings(crowd: Ecosystem) -> None:
    free = placed(View.ECOSYSTEM, crowd)
    name = Box(620.0, 180.0, 820.0, 204.0)
    sizes = {node.key: Size(RADIUS) for node in crowd.nodes}
    places = arrange(View.ECOSYSTEM, crowd, stored={}, sizes=sizes, taken=[name])

    def over(places: dict[str, Place]) -> list[str]:
        return [key for key, at in places.items() if name.overlap(around(at.x, at.y, RADIUS))]

    assert over(free) != []
    assert over(places) == []


@pytest.mark.parametrize("view", View)
def test_who_joins_a_crowd_moves_nobody(view: View, crowd: Ecosystem) -> None:
    before = placed(view, crowd)
    comer = Node("s9999", "Salt makers", "provider", "possible", ("users",), 3, 3, 3)
    larger = Ecosystem(
        crowd.families, crowd.layers, crowd.rings, (*crowd.nodes, comer), crowd.ties, project="Kiosks"
    )

    after = placed(view, larger, before)

    assert {key: after[key] for key in before} == before
    assert "s9999" in after


@pytest.mark.parametrize("view", View)
@pytest.mark.parametrize("count", [1, 4, 12])
def test_who_joins_a_crowd_stands_apart_from_everybody(view: View, count: int, crowd: Ecosystem) -> None:
    before = placed(view, crowd)
    comers = [replace(crowd.nodes[2], key=f"s{9000 + number}") for number in range(count)]
    ties = [Tie(f"new{comer.key}", comer.key, crowd.nodes[2].key, "funds") for comer in comers]
    larger = replace(crowd, nodes=(*crowd.nodes, *comers), ties=(*crowd.ties, *ties))

    after = placed(view, larger, before)

    gaps = [
        hypot(after[comer.key].x - place.x, after[comer.key].y - place.y)
        for comer in comers
        for key, place in after.items()
        if key != comer.key
    ]
    # A band of the layers has no room left: there nobody covers the middle of another.
    assert min(gaps) >= (RADIUS if view == View.LAYERS else 2 * RADIUS)


def test_who_is_tied_stands_closer_than_who_is_not(crowd: Ecosystem) -> None:
    places = placed(View.NETWORK, crowd)

    def mean(pairs: list[tuple[str, str]]) -> float:
        gaps = [hypot(places[a].x - places[b].x, places[a].y - places[b].y) for a, b in pairs]
        return sum(gaps) / len(gaps)

    tied = [(tie.source, tie.target) for tie in crowd.ties]
    keys = list(places)
    anybody = list(zip(keys, keys[len(keys) // 2 :], strict=False))
    assert mean(tied) < mean(anybody) / 2


@pytest.mark.parametrize(("count", "kind", "seed"), SPRING)
def test_a_crowd_is_drawn_no_worse_than_by_networkx(count: int, kind: str, seed: int) -> None:
    whole = crowd_map(kind, count, seed)
    marks = marks_of(whole)
    ties = [(tie.source, tie.target) for tie in whole.ties]

    places = arrange(
        View.NETWORK, whole, stored={}, sizes={key: Size(mark.radius) for key, mark in marks.items()}
    )

    points = {key: (place.x, place.y) for key, place in places.items()}
    crossed, strain = SPRING[count, kind, seed]
    assert crossings(ties, points) <= crossed
    assert stress(ties, points) <= strain
    assert [
        (one, other)
        for one, other in combinations(points, 2)
        if hypot(points[one][0] - points[other][0], points[one][1] - points[other][1])
        < marks[one].radius + marks[other].radius
    ] == []
