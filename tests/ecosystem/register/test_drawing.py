"""Adding somebody and drawing relations on the city's map, each with its undo."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from ecosystem.graph.bands import BandPlan
from ecosystem.models import City, Family, Relation, Stakeholder
from ecosystem.register.mapping import ecosystem_of
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, StakeholderFactory


@pytest.fixture
def family(litto: City) -> Family:
    """The family most are in."""
    return FamilyFactory.create(city=litto, names={"en": "Firms"})


@pytest.fixture
def pair(litto: City, family: Family) -> tuple[Stakeholder, Stakeholder]:
    """Two without a relation."""
    names = ("Water Office", "Kiosko Lab")
    one, other = (StakeholderFactory.create(city=litto, family=family, name=name) for name in names)
    return one, other


def url(name: str, city: City, *parts: object) -> str:
    """Return an address of the map."""
    return reverse(f"register:{name}", args=[city.code, *parts])


def undo_of(client: Client, answer: object) -> str:
    """Return the address the message offers to undo at."""
    *_older, message = get_messages(answer.wsgi_request)  # type: ignore[attr-defined]
    return message.extra_tags.split()[0]


def test_somebody_new_comes_on_the_map_and_can_be_taken_back(
    as_editor: Client, litto: City, family: Family
) -> None:
    answer = as_editor.post(
        url("map-add", litto), {"name": "Jeton Pay", "family": family.pk, "view": "network"}
    )

    assert answer.url == f"{url('map', litto)}?view=network&find=Jeton+Pay"
    assert {node.name for node in ecosystem_of(litto).stakeholders()} == {"Jeton Pay"}
    as_editor.post(undo_of(as_editor, answer))
    assert not ecosystem_of(litto).stakeholders()


def test_a_likely_twin_is_asked_about_before_anybody_is_doubled(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    typed = {"name": "Kiosko Labs", "family": pair[0].family_id}

    asked = as_editor.post(url("map-add", litto), typed)
    assert asked.status_code == 409
    assert "Kiosko Lab" in asked.content.decode()
    assert 'value="Kiosko Labs"' in asked.content.decode()

    as_editor.post(url("map-add", litto), typed | {"is_another": "on"})
    assert Stakeholder.objects.filter(name="Kiosko Labs").exists()


def test_a_name_is_asked_for_beside_the_field(as_editor: Client, litto: City, family: Family) -> None:
    answer = as_editor.post(url("map-add", litto), {"name": " ", "family": family.pk})

    assert answer.status_code == 422
    assert "Say a name first" in answer.content.decode()


def test_a_relation_is_drawn_taken_away_and_drawn_again(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    version = pair[0].version
    drawn = {"source": "water office", "target": "Kiosko Lab", "kind": "funds", "strength": "3"}
    answer = as_editor.post(url("map-relate", litto), drawn | {"is_mutual": "on", "note": "  until   2030 "})
    relation = Relation.objects.get()
    assert (relation.source, relation.target, relation.direction) == (*pair, "mutual")
    assert relation.note == "until 2030"
    panel = as_editor.get(reverse("register:map-stakeholder", args=[litto.code, pair[1].pk]))
    assert 'dir="auto">until 2030</span>' in panel.content.decode()
    pair[0].refresh_from_db()
    assert pair[0].version == version + 1

    answer = as_editor.post(undo_of(as_editor, answer))
    assert not Relation.objects.exists()
    for _click in range(2):
        as_editor.post(undo_of(as_editor, answer))
    again = Relation.objects.get()
    assert (again.kind, again.strength, again.direction) == ("funds", 3, "mutual")
    assert again.note == "until 2030"


def test_a_second_click_draws_no_second_relation(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    drawn = {"source": "Water Office", "target": "Kiosko Lab", "kind": "funds", "strength": "3"}
    as_editor.post(url("map-relate", litto), drawn)

    answer = as_editor.post(url("map-relate", litto), drawn)

    assert answer.status_code == 422
    assert "is on the map already" in answer.content.decode()
    assert Relation.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"target": "Nobody"}, "Nobody on the map is called “Nobody”."),
        ({"target": "Water Office"}, "A relation needs two different stakeholders."),
        ({"kind": "love"}, "Select a valid choice."),
    ],
)
def test_a_relation_that_cannot_be_is_explained_and_nothing_typed_is_lost(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder], typed: dict[str, str], words: str
) -> None:
    good = {"source": "Water Office", "target": "Kiosko Lab", "kind": "funds", "strength": "2"}

    answer = as_editor.post(url("map-relate", litto), good | typed)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="Water Office"' in answer.content.decode()
    assert not Relation.objects.exists()


def test_another_citys_relation_is_not_found(as_editor: Client, litto: City) -> None:
    foreign = RelationFactory.create()

    assert as_editor.post(url("map-unrelate", litto, foreign.pk)).status_code == 404
    assert as_editor.post(url("map-redraw", litto) + "?token=made:up").status_code == 404


def test_another_band_changes_the_layers_of_the_entry(
    as_editor: Client, litto: City, pair: tuple[Stakeholder, Stakeholder]
) -> None:
    office = pair[0]
    low, high = LayerFactory.create(position=1), LayerFactory.create(position=2)
    office.layers.add(low)
    box = BandPlan(ecosystem_of(litto)).band(1)
    move = {"view": "layers", "key": f"s{office.pk}", "x": 700, "y": (box.top + box.bottom) / 2}

    done = as_editor.post(url("map-place", litto), move).json()
    assert done["said"] == f"Water Office is on: {high}."
    assert list(office.layers.all()) == [high]

    undone = as_editor.post(url("map-redraw", litto), done["undo"]).json()
    assert list(office.layers.all()) == [low]
    office.layers.clear()
    assert as_editor.post(url("map-redraw", litto), undone["undo"]).status_code == 409
