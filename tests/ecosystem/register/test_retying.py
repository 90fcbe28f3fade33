"""A relation is changed in the row of the city's map, from either of its ends."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Relation, Stakeholder
from tests.factories import RelationFactory, StakeholderFactory
from tests.pages import SeenPage
from tests.rows import event, redraw, tie_form

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lab(litto: City) -> Stakeholder:
    """An entry with a relation."""
    return StakeholderFactory.create(city=litto, name="Kiosko Lab")


@pytest.fixture
def tie(lab: Stakeholder) -> Relation:
    """What ties it to the Water Office."""
    office = StakeholderFactory.create(city=lab.city, name="Water Office", family=lab.family)
    return RelationFactory.create(source=lab, target=office, kind="funds", strength=2, note="until 2030")


def url(name: str, *parts: object, city: str = "litto") -> str:
    """Return an address of the city's map."""
    return reverse(f"register:{name}", args=[city, *parts])


def fields(client: Client, own: Stakeholder, tie: Relation, **changed: str) -> dict[str, Any]:
    """Return the relation's form as a browser sends it, with some fields `changed`."""
    return tie_form(client, url("map-retie-row", own.pk, tie.pk), **changed)


def send(client: Client, own: Stakeholder, tie: Relation, sent: dict[str, Any]) -> Any:
    """Save the relation beside the map."""
    return client.post(url("map-retie-row", own.pk, tie.pk), sent, headers=HTMX)


def said(tie: Relation) -> tuple[str, str, str, str, int, str]:
    """Return what is stored."""
    tie = Relation.objects.get(pk=tie.pk)
    return (tie.source.name, tie.target.name, tie.kind, tie.direction, tie.strength, tie.note)


def test_a_relation_is_changed_from_its_other_end_with_undo_and_redo(
    as_editor: Client, tie: Relation
) -> None:
    before, version = said(tie), tie.source.version
    sent = fields(as_editor, tie.target, tie, kind="shares", way="out", strength="3", note="")
    assert sent["way"] == "out"

    done = send(as_editor, tie.target, tie, sent)

    assert event(done)["said"] == "Water Office shares data or information with Kiosko Lab (strong)."
    assert f'id="tie-s{tie.target_id}-{tie.pk}"' in done.content.decode()
    assert "shares data or information with" in done.content.decode()
    after = ("Water Office", "Kiosko Lab", "shares", "one_way", 3, "")
    assert said(tie) == after
    tie.source.refresh_from_db()
    assert tie.source.version == version + 1
    back = redraw(as_editor, url("map-redraw"), event(done)["undo"])
    assert back["said"] == "Water Office is funded by Kiosko Lab (clear · until 2030)."
    assert said(tie) == before
    redraw(as_editor, url("map-redraw"), back["undo"])
    assert said(tie) == after
    assert redraw(as_editor, url("map-redraw"), back["undo"])["status"] == 409


@pytest.mark.parametrize(
    ("own", "way", "ends"),
    [
        ("source", "in", ("Water Office", "Kiosko Lab", "one_way")),
        ("source", "both", ("Kiosko Lab", "Water Office", "mutual")),
        ("target", "both", ("Kiosko Lab", "Water Office", "mutual")),
    ],
)
def test_a_relation_is_turned_round_and_back(
    as_editor: Client, tie: Relation, own: str, way: str, ends: tuple[str, str, str]
) -> None:
    before, end = said(tie), getattr(tie, own)

    done = send(as_editor, end, tie, fields(as_editor, end, tie, way=way))

    assert (*said(tie)[:2], said(tie)[3]) == ends
    redraw(as_editor, url("map-redraw"), event(done)["undo"])
    assert said(tie) == before


def test_what_somebody_said_of_a_relation_meanwhile_is_shown_and_not_overwritten(
    as_editor: Client, lab: Stakeholder, tie: Relation
) -> None:
    sent = fields(as_editor, lab, tie, strength="3", note="for repairs")
    Relation.objects.filter(pk=tie.pk).update(strength=1, kind="trust")

    refused = send(as_editor, lab, tie, sent)

    seen = SeenPage(refused)
    assert refused.status_code == 422
    assert "Somebody changed this relation meanwhile" in seen.text
    assert "Kiosko Lab trusts Water Office (weak · until 2030)." in seen.text
    assert said(tie)[2:] == ("trust", "one_way", 1, "until 2030")
    again = seen.form("shown")
    assert (again["strength"], again["note"], again["kind"]) == (["3"], ["for repairs"], ["trust"])
    send(as_editor, lab, tie, again)
    assert said(tie)[2:] == ("trust", "one_way", 3, "for repairs")


@pytest.mark.parametrize(
    ("typed", "words", "field"),
    [
        ({"kind": ""}, "Choose what ties the two.", "kind"),
        ({"kind": "love"}, "Select a valid choice.", "kind"),
        ({"way": "up"}, "Select a valid choice.", "way"),
        ({"strength": "4"}, "Select a valid choice.", "strength"),
        ({"note": "x" * 301}, "at most 300 characters", "note"),
        ({"note": "a\x0bb"}, "hidden character", "note"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    as_editor: Client,
    lab: Stakeholder,
    tie: Relation,
    typed: dict[str, str],
    words: str,
    field: str,
    headers: dict[str, str],
) -> None:
    before = said(tie)
    sent = fields(as_editor, lab, tie, note="typed", strength="1") | typed

    refused = as_editor.post(url("map-retie-row", lab.pk, tie.pk), sent, headers=headers)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page.partition(f'id="change-s{lab.pk}-{tie.pk}-{field}_error"')[2][:200]
    assert field == "note" or SeenPage(refused).form("way")["note"] == ["typed"]
    assert said(tie) == before


def test_what_is_on_the_map_already_is_not_there_twice(
    as_editor: Client, lab: Stakeholder, tie: Relation
) -> None:
    other = RelationFactory.create(source=lab, target=tie.target, kind="trust", note="until 2030")

    refused = send(as_editor, lab, other, fields(as_editor, lab, other, kind="funds"))

    assert refused.status_code == 422
    assert "Kiosko Lab · funds · Water Office is on the map already." in refused.content.decode()
    assert said(other)[2] == "trust"


def test_saved_as_it_was_nothing_is_touched(as_editor: Client, lab: Stakeholder, tie: Relation) -> None:
    sent = fields(as_editor, lab, tie)

    answer = send(as_editor, lab, tie, sent)
    page = as_editor.post(url("map-retie-row", lab.pk, tie.pk), sent)

    assert "HX-Trigger" not in answer
    assert "Remove: funds Water Office" in answer.content.decode()
    assert page["Location"].startswith(url("map-change", lab.pk))
    assert Stakeholder.objects.get(pk=lab.pk).version == lab.version


def test_without_script_a_relation_is_changed_on_the_rows_page(
    as_editor: Client, lab: Stakeholder, tie: Relation
) -> None:
    address = url("map-retie-row", lab.pk, tie.pk)
    assert address in as_editor.get(url("map-change", lab.pk)).content.decode()

    done = as_editor.post(address, tie_form(as_editor, address, strength="3") | {"view": "network"})

    assert done["Location"] == url("map-change", lab.pk) + "?view=network"
    page = as_editor.get(done["Location"]).content.decode()
    assert "Kiosko Lab funds Water Office (strong · until 2030)." in page


def test_who_may_not_and_what_is_elsewhere(as_viewer: Client, as_editor: Client, tie: Relation) -> None:
    foreign = RelationFactory.create()
    beside = RelationFactory.create(source=StakeholderFactory.create(city=tie.city), target=tie.target)

    assert as_viewer.get(url("map-retie-row", tie.source_id, tie.pk)).status_code == 403
    for own, other in (
        (tie.source_id, foreign.pk),
        (tie.source_id, beside.pk),
        (foreign.source_id, foreign.pk),
    ):
        for ask in (as_editor.get, as_editor.post):
            assert ask(url("map-retie-row", own, other)).status_code == 404


def test_a_relations_form_asks_as_often_beside_fifty_as_beside_two(
    as_editor: Client, lab: Stakeholder, tie: Relation
) -> None:
    def count(relations: int) -> int:
        while Relation.objects.count() < relations:
            other = StakeholderFactory.create(city=lab.city, family=lab.family)
            RelationFactory.create(source=lab, target=other)
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(url("map-retie-row", lab.pk, tie.pk), headers=HTMX)
        return len(queries)

    as_editor.get(url("map-retie-row", lab.pk, tie.pk), headers=HTMX)
    assert count(2) == count(50)
