"""A poster has in small letters the names a screen has no room for."""

from itertools import combinations

from ecosystem.graph.places import View
from ecosystem.graph.records import Node
from ecosystem.maps.drawn import draw_all
from ecosystem.maps.fine_names import finely_named
from ecosystem.maps.marks import marks_of, parts_of
from tests.ecosystem.graph.networks import map_of
from tests.litto import litto


def test_most_of_a_crowd_is_named_on_a_poster_and_nothing_meets() -> None:
    families = {f"s{number}": "x" for number in range(120)}
    ties = [(f"s{number}", f"s{number // 3}", 2) for number in range(1, 120)]
    crowd = map_of(families, ties)
    named = tuple(Node(node.key, f"Union of market women {node.key}", "x", "r") for node in crowd.nodes)
    crowd = type(crowd)((), (), (), named, crowd.ties)
    scene = draw_all(crowd, {}, asked=View.NETWORK).scenes[View.NETWORK]

    fine = finely_named(scene, crowd)

    assert scene.labels.items() <= fine.labels.items()
    assert len(scene.labels) < 60
    assert len(fine.labels) > 90
    boxes = [label.box for label in fine.labels.values()]
    marks = [
        part
        for key, mark in marks_of(crowd).items()
        for part in parts_of(mark, scene.places[key].x, scene.places[key].y)
    ]
    assert max(one.overlap(other) for one, other in combinations(boxes, 2)) < 2
    small = [label.box for key, label in fine.labels.items() if key not in scene.labels]
    assert max(box.overlap(part) for box in small for part in marks) < 2
    assert max(box.outside() for box in boxes) < 2


def test_where_everybody_has_a_name_nothing_changes() -> None:
    whole = litto()
    scene = draw_all(whole, {}).scenes[View.NETWORK]

    assert len(scene.labels) == len(whole.nodes)
    assert finely_named(scene, whole) is scene
