"""The names of a crowd: those a reader looks for first, and none that hides another."""

from collections import Counter
from itertools import combinations

import pytest

from ecosystem.graph.places import CROWD, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.marks import marks_of, parts_of
from ecosystem.maps.scene import Scene, compose
from tests.graphs import crowd_map

TOUCH = 1.0  # square units nobody sees


@pytest.fixture(scope="module")
def crowd() -> Ecosystem:
    """A map of three hundred, a few of whom are tied to many and stand in the middle."""
    crowd = crowd_map("hubs", 300, 1)
    assert len(crowd.nodes) > CROWD
    return crowd


@pytest.fixture(scope="module")
def network(crowd: Ecosystem) -> Scene:
    return compose(View.NETWORK, crowd, {})


@pytest.fixture(scope="module")
def hubs(crowd: Ecosystem) -> list[str]:
    """Those with the most relations."""
    counts = Counter(key for tie in crowd.ties for key in (tie.source, tie.target))
    return [key for key, _count in counts.most_common(3)]


def test_who_has_most_relations_is_named_in_a_crowd(network: Scene, hubs: list[str]) -> None:
    assert [key for key in hubs if key not in network.labels] == []


def test_the_first_names_hide_no_other_name_nor_much_of_marks(
    crowd: Ecosystem, network: Scene, hubs: list[str]
) -> None:
    places = network.places
    marks = {key: parts_of(mark, places[key].x, places[key].y) for key, mark in marks_of(crowd).items()}
    for key in hubs:
        box = network.labels[key].box
        assert sum(box.overlap(part) for parts in marks.values() for part in parts) <= 0.2 * box.area
    boxes = [label.box for label in network.labels.values()]
    assert [pair for pair in combinations(boxes, 2) if pair[0].overlap(pair[1]) > TOUCH] == []
