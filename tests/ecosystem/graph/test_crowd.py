"""A map with very many stakeholders: every mark in its slot, apart from the others, and still."""

from math import hypot

import pytest

from ecosystem.graph.layout import arrange, plan_of
from ecosystem.graph.places import CROWD, Place, Size, Stored, View
from ecosystem.graph.records import Ecosystem, Node
from tests.litto import litto, times_over

RADIUS = 6.0


def placed(view: View, ecosystem: Ecosystem, stored: dict[str, Stored] | None = None) -> dict[str, Place]:
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


@pytest.mark.parametrize("view", View)
def test_who_joins_a_crowd_moves_nobody(view: View, crowd: Ecosystem) -> None:
    before = placed(view, crowd)
    stored = {key: Stored(place.x, place.y, place.slot) for key, place in before.items()}
    comer = Node("s9999", "Salt makers", "provider", "possible", ("users",), 3, 3, 3)
    larger = Ecosystem(
        crowd.families, crowd.layers, crowd.rings, (*crowd.nodes, comer), crowd.ties, project="Kiosks"
    )

    after = placed(view, larger, stored)

    assert {key: after[key] for key in before} == before
    assert "s9999" in after


def test_who_is_tied_stands_closer_than_who_is_not(crowd: Ecosystem) -> None:
    places = placed(View.NETWORK, crowd)

    def mean(pairs: list[tuple[str, str]]) -> float:
        gaps = [hypot(places[a].x - places[b].x, places[a].y - places[b].y) for a, b in pairs]
        return sum(gaps) / len(gaps)

    tied = [(tie.source, tie.target) for tie in crowd.ties]
    keys = list(places)
    anybody = list(zip(keys, keys[len(keys) // 2 :], strict=False))
    assert mean(tied) < mean(anybody) / 2
