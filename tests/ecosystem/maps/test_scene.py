"""A view's picture: no name over another, no mark over another."""

from dataclasses import replace
from functools import cache
from itertools import combinations

import pytest

from ecosystem.graph.places import Box, Point, View
from ecosystem.graph.records import Ecosystem
from ecosystem.graph.rings import half_wedge, ring_bounds
from ecosystem.maps.encoding import STROKES, border, outline
from ecosystem.maps.lettering import SPACED
from ecosystem.maps.marks import box_of, marks_of
from ecosystem.maps.scene import Scene, compose
from ecosystem.models import Family, RelationKind
from tests.litto import litto, times_over

TOUCH = 1.0  # square units nobody sees


@cache
def composed(view: View) -> Scene:
    """Return a view of Litto's map; the tests look at the same picture."""
    return compose(view, litto(), {})


def mark_boxes(ecosystem: Ecosystem, scene: Scene) -> dict[str, Box]:
    """Return the box of each mark."""
    marks = marks_of(ecosystem)
    return {key: box_of(mark, scene.places[key].x, scene.places[key].y) for key, mark in marks.items()}


def covers(box: Box, outline: list[Point]) -> bool:
    """Say whether a name's box holds a point of a mark's outline."""
    edges = zip(outline, outline[1:] + outline[:1], strict=True)
    points = [
        (ax + (bx - ax) * part / 8, ay + (by - ay) * part / 8)
        for (ax, ay), (bx, by) in edges
        for part in range(8)
    ]
    return any(box.left < x < box.right and box.top < y < box.bottom for x, y in points)


@pytest.mark.parametrize("view", View)
def test_no_name_lies_over_another_name_or_a_mark(view: View) -> None:
    scene = composed(view)
    names = {key: label.box for key, label in scene.labels.items()}
    outlines = {
        key: border(mark.shape, mark.radius * mark.halo, (scene.places[key].x, scene.places[key].y))
        for key, mark in marks_of(litto()).items()
    }

    assert [pair for pair in combinations(names, 2) if names[pair[0]].overlap(names[pair[1]]) > TOUCH] == []
    assert [(a, b) for a in names for b, points in outlines.items() if covers(names[a], points)] == []
    assert [key for key in names if names[key].outside() > TOUCH] == []


@pytest.mark.parametrize("view", View)
def test_nearly_every_name_finds_room(view: View) -> None:
    scene = composed(view)

    assert len(scene.labels) >= len(litto().nodes) - 2


@pytest.mark.parametrize("view", View)
def test_marks_stand_apart(view: View) -> None:
    scene = composed(view)
    boxes = mark_boxes(litto(), scene)
    crowded = [(one, other) for one, other in combinations(boxes, 2) if boxes[one].overlap(boxes[other]) > 30]

    assert crowded == []


def test_names_and_marks_are_large_enough_for_a_wall() -> None:
    crowd = litto()
    more = tuple(replace(node, key=f"{node.key}x", name=f"{node.name} II") for node in crowd.nodes)
    crowd = replace(crowd, nodes=crowd.nodes + more)
    scene = composed(View.NETWORK)

    assert min(label.size for label in scene.labels.values()) >= 22
    assert min(2 * mark.radius for mark in marks_of(litto()).values()) >= 28
    assert min(label.size for label in compose(View.NETWORK, crowd, {}).labels.values()) >= 22


def test_area_and_not_radius_grows_with_influence() -> None:
    marks = marks_of(litto())

    five, one = marks["s0"], marks["s9"]

    assert five.radius**2 / one.radius**2 == pytest.approx(5, rel=0.01)


def test_each_shape_and_each_kind_of_relation_has_a_drawing_of_its_own() -> None:
    outlines = {shape: outline(shape) for shape in Family.Shape.values}
    patterns = [STROKES[kind].pattern for kind in RelationKind.values]

    assert len(set(outlines.values())) == len(outlines)
    assert len(set(patterns)) == len(patterns)


@pytest.mark.parametrize("view", View)
def test_in_a_crowd_names_are_thinned_by_importance_and_meet_nothing(view: View) -> None:
    scene = compose(view, times_over(litto(), 6), {})
    boxes = [label.box for label in scene.labels.values()]

    assert len(boxes) >= 20
    for number, box in enumerate(boxes):
        assert all(box.overlap(other) <= 1 for other in boxes[number + 1 :])


def test_in_a_crowd_the_name_of_a_ring_stays_in_the_wedge_that_is_kept_free_for_it() -> None:
    long = tuple(replace(ring, name=f"{ring.name} with six or more") for ring in litto().rings)
    families = tuple(replace(family, is_extra=False) for family in litto().families)
    crowd = replace(times_over(litto(), 6), rings=long, families=families)

    names = [words for words in compose(View.ECOSYSTEM, crowd, {}).guides.words if words.cut == SPACED]

    assert [" ".join(words.lines) for words in names] == [ring.name.upper() for ring in long]
    for words, (_inner, outer) in zip(names, ring_bounds(len(long)), strict=True):
        assert words.box.right - words.box.left <= 2 * half_wedge(outer)
