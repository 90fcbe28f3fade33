"""The demo's maps, as large as real ones: no name over another in any view."""

from itertools import combinations

import pytest
from django.core.management import call_command

from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import draw_all
from ecosystem.models import City
from ecosystem.register.mapping import ecosystem_of
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


def unnamed(ecosystem: Ecosystem) -> dict[str, int]:
    """Return how many marks found no room for their name, by view."""
    scenes = draw_all(ecosystem, {}).scenes
    return {view.value: len(scene.places) - len(scene.labels) for view, scene in scenes.items()}


def test_the_citys_map_has_no_overlapping_names(demo: City) -> None:
    ecosystem = ecosystem_of(demo)

    assert overlapping(ecosystem) == {"ecosystem": [], "layers": [], "network": []}
    assert max(unnamed(ecosystem).values()) <= 1


def test_the_workshops_map_has_no_overlapping_names(demo: City) -> None:
    ecosystem = mapping.ecosystem_of(Workshop.objects.of(demo).get(title="Prepaid water kiosks"))

    assert overlapping(ecosystem) == {"ecosystem": [], "layers": [], "influence": [], "network": []}
    assert set(unnamed(ecosystem).values()) == {0}
