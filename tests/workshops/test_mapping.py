"""A workshop's map: who is on it, where marks stand, and what leaves the product."""

import json
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.graph.places import View
from ecosystem.graph.records import Chair
from ecosystem.models import City
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    LayerFactory,
    ListingFactory,
    NeedFactory,
    PartnershipFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.listing import waive
from workshops.mapping import ecosystem_of, key_of
from workshops.models import Listing, ListingPlacement, Question, Workshop
from workshops.placing import drawn_map

NASTY = '<img src=x onerror=alert(1)>"><script></script>'


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


def listed(workshop: Workshop, name: str) -> Listing:
    """List an entry of the register, of the family that all here share."""
    family = workshop.city.families.first() or FamilyFactory.create(city=workshop.city)
    entry = StakeholderFactory.create(city=workshop.city, name=name, family=family)
    return ListingFactory.create(workshop=workshop, stakeholder=entry, name=name, family=entry.family)


def address(name: str, workshop: Workshop, *more: object) -> str:
    """Return the address of a page of the map."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk, *more])


def test_relations_between_listed_ones_are_on_the_map_and_no_others(workshop: Workshop) -> None:
    keepers, office = listed(workshop, "Kiosk keepers"), listed(workshop, "Water office")
    RelationFactory.create(source=keepers.stakeholder, target=office.stakeholder, kind="trust")
    RelationFactory.create(source=keepers.stakeholder, target=office.stakeholder, kind="tension")
    RelationFactory.create(
        source=keepers.stakeholder, target=StakeholderFactory.create(city=workshop.city), kind="funds"
    )

    ties = ecosystem_of(workshop).ties

    assert sorted(tie.kind for tie in ties) == ["tension", "trust"]
    assert {(tie.source, tie.target) for tie in ties} == {(key_of(keepers), key_of(office))}


def test_rings_follow_partnership_and_likelihood(workshop: Workshop) -> None:
    partner, likely, mystery = (listed(workshop, name) for name in ("Partner", "Likely", "Mystery"))
    PartnershipFactory.create(listing=partner)
    for question, kind, value in (("readiness", "", 5), ("gain", "profit", 3), ("means", "pilot", 3)):
        AnswerFactory.create(listing=likely, question=question, kind=kind, value=value)

    rings = {node.key: node.ring for node in ecosystem_of(workshop).nodes}

    assert rings == {key_of(partner): "partners", key_of(likely): "likely", key_of(mystery): "unknown"}


def test_empty_chairs_are_families_nobody_fills_and_needs_nobody_brings(workshop: Workshop) -> None:
    keepers = listed(workshop, "Kiosk keepers")
    AnswerFactory.create(listing=keepers, question=Question.RESOURCE, kind="data", value=2)
    citizens = FamilyFactory.create(city=workshop.city)
    donors = FamilyFactory.create(city=workshop.city)
    waive(workshop, donors, reason="No donor works here")
    NeedFactory.create(workshop=workshop, kind="data")
    money = NeedFactory.create(workshop=workshop, kind="financial", label="Money for meters")

    chairs = {node.key: node.chair for node in ecosystem_of(workshop).chairs()}

    assert chairs == {f"f{citizens.pk}": Chair.FAMILY, f"n{money.pk}": Chair.NEED}


def test_a_layer_nobody_stands_on_is_an_empty_chair_in_its_band(workshop: Workshop) -> None:
    data, uses = LayerFactory.create(code="data"), LayerFactory.create(code="uses")
    keepers = listed(workshop, "Kiosk keepers")
    keepers.layers.set([data])

    ecosystem = ecosystem_of(workshop)

    assert {node.key: (node.chair, node.layers) for node in ecosystem.chairs()} == {
        f"y{uses.pk}": (Chair.LAYER, ("uses",))
    }
    for view in View:
        drawn_map(workshop, ecosystem, view)
    keepers.layers.add(uses)
    assert not ecosystem_of(workshop).chairs()


def test_somebody_new_leaves_the_others_where_they_were(workshop: Workshop) -> None:
    for number in range(6):
        listed(workshop, f"Somebody {number}")
    before = places_of(workshop)

    listed(workshop, "Latecomer")

    after = places_of(workshop)
    assert {key: place for key, place in after.items() if key in before} == before


def places_of(workshop: Workshop) -> dict[tuple[View, str], tuple[float, float]]:
    """Return where each mark stands in each view, as a look at the map shows it."""
    drawn, _kept = drawn_map(workshop, ecosystem_of(workshop))
    return {
        (view, key): (place.x, place.y)
        for view, scene in drawn.scenes.items()
        for key, place in scene.places.items()
    }


def test_a_mark_keeps_the_place_it_was_drawn_to(as_facilitator: Client, workshop: Workshop) -> None:
    keepers = listed(workshop, "Kiosk keepers")
    move = {"view": "network", "key": key_of(keepers), "x": 300, "y": 200}

    response = as_facilitator.post(address("map-place", workshop), move)

    assert response.status_code == 200
    placement = ListingPlacement.objects.get(listing=keepers, view="network")
    assert (placement.x, placement.y, placement.is_pinned) == (300, 200, True)
    assert places_of(workshop)[View.NETWORK, key_of(keepers)] == (300, 200)


@pytest.mark.parametrize("move", [{"view": "sky"}, {"x": "left"}, {"x": "nan"}, {"x": "1e99"}])
def test_a_move_that_makes_no_sense_is_refused(
    as_facilitator: Client, workshop: Workshop, move: dict[str, str]
) -> None:
    good = {"view": "network", "key": key_of(listed(workshop, "Keepers")), "x": "300", "y": "200"}

    assert as_facilitator.post(address("map-place", workshop), good | move).status_code == 422


def test_a_viewer_moves_nothing(as_viewer: Client, workshop: Workshop) -> None:
    move = {"view": "network", "key": key_of(listed(workshop, "Keepers")), "x": 300, "y": 200}

    assert as_viewer.post(address("map-place", workshop), move).status_code == 403


def test_the_panel_says_what_is_known_and_why(as_viewer: Client, workshop: Workshop) -> None:
    keepers, office = listed(workshop, "Kiosk keepers"), listed(workshop, "Water office")
    AnswerFactory.create(listing=keepers, question=Question.READINESS, value=3)
    RelationFactory.create(source=office.stakeholder, target=keepers.stakeholder, kind="governs")

    page = as_viewer.get(address("map-listing", workshop, keepers.pk)).content.decode()

    assert "starting" in page
    assert "Not yet known" in page
    assert "Water office" in page


@pytest.mark.parametrize("view", list(View))
def test_each_view_has_its_page_and_its_wall(as_viewer: Client, workshop: Workshop, view: View) -> None:
    listed(workshop, "Kiosk keepers")

    for name in ("map", "map-wall"):
        page = as_viewer.get(address(name, workshop), {"view": view.value}).content.decode()
        assert "Kiosk" in page
        assert "Prepaid water kiosks" in page


def test_an_empty_workshop_has_a_map_too(as_viewer: Client, workshop: Workshop) -> None:
    assert as_viewer.get(address("map", workshop)).status_code == 200
    assert as_viewer.get(address("map-download", workshop, "svg")).status_code == 200


def test_names_like_markup_are_text_everywhere(as_viewer: Client, workshop: Workshop) -> None:
    listed(workshop, NASTY)

    def get(name: str, *more: str) -> bytes:
        return as_viewer.get(address(name, workshop, *more)).content

    pages = [get("map"), get("map-wall"), get("map-download", "svg"), get("map-download", "html")]
    assert not any(b"<img src=x" in page for page in pages)
    graph = ET.fromstring(get("map-download", "graphml"))
    assert NASTY in {data.text for data in graph.iter()}
    assert NASTY in strings_in(json.loads(get("map-download", "json")))


def strings_in(data: object) -> set[str]:
    """Return all texts of a JSON document."""
    if isinstance(data, dict):
        return set().union(*(strings_in(value) for value in data.values()))
    if isinstance(data, list):
        return set().union(*(strings_in(value) for value in data))
    return {data} if isinstance(data, str) else set()


def test_the_map_asks_as_many_queries_for_two_as_for_fifty(as_viewer: Client, workshop: Workshop) -> None:
    def count() -> int:
        as_viewer.get(address("map", workshop))
        with CaptureQueriesContext(connection) as queries:
            as_viewer.get(address("map", workshop))
        return len(queries)

    for number in range(2):
        listed(workshop, f"Somebody {number}")
    few = count()
    for number in range(2, 50):
        listed(workshop, f"Somebody {number}")

    assert count() == few
