"""Changing in the table of the city's map what its picture says, with undo and redo."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Relation, Stakeholder
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, StakeholderFactory
from tests.rows import event, redraw

HTMX = {"HX-Request": "true"}
TYPED = {"kind": "funds", "way": "out", "other": "water office", "strength": "1", "note": "until 2030"}


@pytest.fixture
def lab(litto: City) -> Stakeholder:
    """An entry on one layer."""
    entry = StakeholderFactory.create(
        city=litto, name="Kiosko Lab", family=FamilyFactory.create(city=litto, names={"en": "Firms"})
    )
    entry.layers.set([LayerFactory.create(code="base", names={"en": "Base"})])
    LayerFactory.create(code="users", names={"en": "Users"})
    return entry


@pytest.fixture
def office(lab: Stakeholder) -> Stakeholder:
    """Somebody else on the map."""
    return StakeholderFactory.create(city=lab.city, name="Water Office", family=lab.family)


def url(name: str, *parts: object, city: str = "litto") -> str:
    """Return an address of the city's map."""
    return reverse(f"register:{name}", args=[city, *parts])


def fields(client: Client, entry: Stakeholder, *layers: str) -> dict[str, object]:
    """Return the form with these layers ticked."""
    page = client.get(url("map-change", entry.pk)).content.decode()
    found = re.search(r'name="shown" value="([^"]+)"', page)
    assert found
    own = {"name": entry.name, "short_name": entry.short_name, "family": entry.family_id}
    return {**own, "layers": layers, "shown": found[1], "view": "layers"}


def layers(entry: Stakeholder) -> list[str]:
    """Return the layers an entry stands on."""
    return list(entry.layers.values_list("code", flat=True))


def test_layers_are_changed_as_by_a_drag_with_undo_and_redo(as_editor: Client, lab: Stakeholder) -> None:
    sent = fields(as_editor, lab, "base", "users")

    done = as_editor.post(url("map-change", lab.pk), sent, headers=HTMX)

    assert done.status_code == 204
    assert event(done)["said"] == "Kiosko Lab is on: Base, Users."
    assert layers(lab) == ["base", "users"]
    back = redraw(as_editor, url("map-redraw"), event(done)["undo"])
    assert (back["said"], layers(lab)) == ("Kiosko Lab is on: Base.", ["base"])
    redraw(as_editor, url("map-redraw"), back["undo"])
    assert layers(lab) == ["base", "users"]
    assert redraw(as_editor, url("map-redraw"), back["undo"])["status"] == 409


def test_no_layer_is_an_answer_and_without_script_the_row_comes_back(
    as_editor: Client, lab: Stakeholder
) -> None:
    done = as_editor.post(url("map-change", lab.pk), fields(as_editor, lab))

    assert done["Location"] == f"{url('map')}?view=layers#row-s{lab.pk}"
    assert layers(lab) == []
    page = as_editor.get(done["Location"]).content.decode()
    assert "Kiosko Lab is on: no layer yet." in page
    undo = re.search(r'action="([^"]+/redraw/[^"]+)"', page)
    assert undo
    undone = as_editor.post(undo[1].replace("&amp;", "&"))
    assert (undone["Location"], layers(lab)) == (f"{url('map')}?view=layers", ["base"])


def test_a_refused_undo_is_said_on_the_map(as_editor: Client, lab: Stakeholder) -> None:
    told = event(as_editor.post(url("map-change", lab.pk), fields(as_editor, lab), headers=HTMX))
    lab.layers.set(lab.layers.model.objects.all())

    answer = as_editor.post(f"{url('map-redraw')}?token={told['undo']['token']}", follow=True)  # type: ignore[index]

    assert "Somebody changed Kiosko Lab meanwhile" in answer.content.decode()
    assert layers(lab) == ["base", "users"]


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_a_layer_that_does_not_exist_is_refused_beside_the_field(
    as_editor: Client, lab: Stakeholder, headers: dict[str, str]
) -> None:
    refused = as_editor.post(
        url("map-change", lab.pk), fields(as_editor, lab, "users", "moon"), headers=headers
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Select a valid choice. moon" in page
    assert re.search(r'value="users"[^>]* checked', page)
    assert layers(lab) == ["base"]


def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(
    as_editor: Client, lab: Stakeholder
) -> None:
    sent = fields(as_editor, lab, "users")
    lab.layers.clear()

    refused = as_editor.post(url("map-change", lab.pk), sent)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Somebody changed Kiosko Lab meanwhile" in page
    assert "Kiosko Lab is on: no layer yet." in page
    assert re.search(r'value="users"[^>]* checked', page)
    assert layers(lab) == []


def test_a_relation_is_drawn_from_the_row_and_taken_away_there(
    as_editor: Client, lab: Stakeholder, office: Stakeholder
) -> None:
    answer = as_editor.post(url("map-relate-row", lab.pk), TYPED, headers=HTMX)

    relation = Relation.objects.get()
    assert (relation.source, relation.target, relation.note) == (lab, office, "until 2030")
    assert event(answer)["said"] == "Kiosko Lab · funds · Water Office is drawn."
    assert "weak · until 2030" in answer.content.decode()
    lab.refresh_from_db()
    assert lab.updated_by is not None

    gone = as_editor.post(url("map-unrelate-row", office.pk, relation.pk), headers=HTMX)
    assert event(gone)["said"] == "Kiosko Lab · funds · Water Office is taken away."
    assert not Relation.objects.exists()
    back = redraw(as_editor, url("map-redraw"), event(gone)["undo"])
    relation = Relation.objects.get()
    assert (relation.kind, relation.strength, relation.note) == ("funds", 1, "until 2030")
    redraw(as_editor, url("map-redraw"), back["undo"])
    assert not Relation.objects.exists()
    assert redraw(as_editor, url("map-redraw"), back["undo"])["status"] == 409


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"other": "Nobody"}, "Nobody on the map is called “Nobody”.", "other"),
        ({"other": "kiosko lab"}, "A relation needs two different stakeholders.", "other"),
        ({"kind": ""}, "Choose what ties the two.", "kind"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_a_relation_that_cannot_be_is_explained_beside_its_field_and_nothing_typed_is_lost(
    as_editor: Client,
    lab: Stakeholder,
    office: Stakeholder,
    typed: dict[str, str],
    words: str,
    field: str,
    headers: dict[str, str],
) -> None:
    answer = as_editor.post(url("map-relate-row", lab.pk), TYPED | typed, headers=headers)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert f'id="relate-s{lab.pk}-{field}_error"' in page
    assert 'value="until 2030"' in page
    assert not Relation.objects.exists()


def test_who_may_only_look_finds_the_plain_table(
    as_viewer: Client, as_editor: Client, lab: Stakeholder
) -> None:
    change = url("map-change", lab.pk)
    for name in ("map", "map-table"):
        assert change in as_editor.get(url(name)).content.decode()
        assert change not in as_viewer.get(url(name)).content.decode()
    for address in (change, url("map-relate-row", lab.pk)):
        assert as_viewer.post(address, TYPED).status_code == 403


def test_rows_of_elsewhere_are_not_found(
    as_editor: Client, as_stranger: Client, lab: Stakeholder, office: Stakeholder
) -> None:
    foreign = RelationFactory.create()
    beside = RelationFactory.create(
        source=office, target=StakeholderFactory.create(city=lab.city, family=lab.family)
    )
    lost = [
        url("map-change", foreign.source_id),
        url("map-relate-row", foreign.source_id),
        url("map-unrelate-row", lab.pk, foreign.pk),
        url("map-unrelate-row", lab.pk, beside.pk),
        url("map-change", lab.pk, city=foreign.city.code),
        url("map-redraw") + "?token=made:up",
    ]

    for address in lost:
        assert as_editor.post(address, TYPED).status_code == 404, address
    assert as_stranger.get(url("map-change", lab.pk)).status_code == 404
    assert Relation.objects.count() == 2


def test_the_table_asks_as_often_for_fifty_as_for_two(
    as_editor: Client, lab: Stakeholder, office: Stakeholder
) -> None:
    def count(rows: int) -> int:
        while Stakeholder.objects.count() < rows:
            StakeholderFactory.create(city=lab.city, family=lab.family)
        as_editor.get(url("map-table"))
        with CaptureQueriesContext(connection) as queries:
            page = as_editor.get(url("map-table")).content.decode()
        assert page.count("data-change>") == rows
        return len(queries)

    assert count(2) == count(50)
