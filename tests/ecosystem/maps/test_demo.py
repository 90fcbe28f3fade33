"""The demo's maps, as large as real ones: no name over another or a mark, each beside its own mark."""

from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from django.core.management import call_command

from ecosystem.graph.cells import frame_of
from ecosystem.graph.places import Box, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import draw_all
from ecosystem.maps.encoding import border
from ecosystem.maps.label_spots import SMALLER_SIZE
from ecosystem.maps.marks import marks_of
from ecosystem.maps.scene import Scene
from ecosystem.models import City
from ecosystem.register.mapping import ecosystem_of
from tests.litto import litto, times_over
from workshops import mapping
from workshops.models import Workshop

TOUCH = 1.0  # square units nobody sees


@pytest.fixture
def demo(db: None) -> City:
    """The fictional city with its register and workshops."""
    call_command("loadseed", demo=True, yes=True, verbosity=0)
    return City.objects.get(code="litto")


def overlapping(ecosystem: Ecosystem) -> dict[str, list[tuple[str, str]]]:
    """Return the pairs of names that meet, by view."""
    found = {}
    for view, scene in draw_all(ecosystem, {}).scenes.items():
        boxes = {key: label.box for key, label in scene.labels.items()}
        found[view.value] = [
            (one, other) for one, other in combinations(boxes, 2) if boxes[one].overlap(boxes[other]) > TOUCH
        ]
    return found


def outlines(ecosystem: Ecosystem, scene: Scene) -> dict[str, list[tuple[float, float]]]:
    """Return points along the outermost outline of each mark."""
    found = {}
    for key, mark in marks_of(ecosystem).items():
        place = scene.places[key]
        corners = border(mark.shape, mark.radius * mark.halo, (place.x, place.y))
        edges = zip(corners, corners[1:] + corners[:1], strict=True)
        found[key] = [
            (ax + (bx - ax) * part / 6, ay + (by - ay) * part / 6)
            for (ax, ay), (bx, by) in edges
            for part in range(6)
        ]
    return found


def away(box: Box, points: list[tuple[float, float]]) -> float:
    """Return how far a name is from a mark's outline, 0 where they meet."""
    return min(
        hypot(max(box.left - x, x - box.right, 0), max(box.top - y, y - box.bottom, 0)) for x, y in points
    )


def misread(ecosystem: Ecosystem) -> list[tuple[str, str, str]]:
    """Return names that stand nearer to another mark than to their own, with no line that leads to it.

    With each its view and the other mark; a name that touches another mark counts in any case.
    """
    found = []
    for view, scene in draw_all(ecosystem, {}).scenes.items():
        marks = outlines(ecosystem, scene)
        for key, label in scene.labels.items():
            own = away(label.box, marks[key])
            for other, points in marks.items():
                reach = 0.5 if label.lead else own
                if other != key and away(label.box, points) < reach:
                    found.append((view.value, ecosystem.node(key).name, ecosystem.node(other).name))
    return found


def out_of_frame(ecosystem: Ecosystem) -> list[str]:
    """Return names that reach out of the grid or the strip their mark stands in."""
    scene = draw_all(ecosystem, {}).scenes[View.INFLUENCE]
    frames = {key: frame_of(place.slot) for key, place in scene.places.items()}
    return [
        ecosystem.node(key).name
        for key, label in scene.labels.items()
        if label.box.outside(frames[key]) > TOUCH
    ]


def unnamed(ecosystem: Ecosystem) -> dict[str, int]:
    """Return how many marks found no room for their name, by view."""
    scenes = draw_all(ecosystem, {}).scenes
    return {view.value: len(scene.places) - len(scene.labels) for view, scene in scenes.items()}


def sixty() -> Ecosystem:
    """Return a workshop's map with 60 stakeholders, no more."""
    whole = times_over(litto(), 3)
    keys = {node.key for node in whole.stakeholders()[:60]}
    ties = tuple(tie for tie in whole.ties if {tie.source, tie.target} <= keys)
    return replace(whole, nodes=tuple(node for node in whole.nodes if node.key in keys), ties=ties)


def test_sixty_stakeholders_have_names_that_meet_nobody_elses() -> None:
    ecosystem = sixty()

    assert len(ecosystem.nodes) == 60
    assert overlapping(ecosystem) == {"ecosystem": [], "layers": [], "influence": [], "network": []}


def test_nearly_all_of_sixty_stakeholders_are_named_in_letters_a_room_can_read() -> None:
    ecosystem = sixty()
    sizes = {
        label.size for scene in draw_all(ecosystem, {}).scenes.values() for label in scene.labels.values()
    }

    assert max(unnamed(ecosystem).values()) <= 4
    assert min(sizes) == SMALLER_SIZE


def test_the_citys_map_has_no_overlapping_names(demo: City) -> None:
    ecosystem = ecosystem_of(demo)

    assert overlapping(ecosystem) == {"ecosystem": [], "layers": [], "network": []}
    assert misread(ecosystem) == []
    assert set(unnamed(ecosystem).values()) == {0}


def test_the_workshops_map_has_no_overlapping_names(demo: City) -> None:
    ecosystem = mapping.ecosystem_of(Workshop.objects.of(demo).get(title="Prepaid water kiosks"))

    assert overlapping(ecosystem) == {"ecosystem": [], "layers": [], "influence": [], "network": []}
    assert out_of_frame(ecosystem) == []
    assert misread(ecosystem) == []
    assert set(unnamed(ecosystem).values()) == {0}
