"""Readiness and what somebody brings, gains and commits by are changed in the row of the city's map."""

import re
from typing import Any

import pytest
from django.core.signing import Signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, Level, Resource, ResourceKind, Stakeholder
from ecosystem.register.saying import NAMES, said_about
from tests.factories import (
    CommitmentMeansFactory,
    InterestFactory,
    LayerFactory,
    ResourceFactory,
    StakeholderFactory,
)
from tests.pages import SeenPage
from tests.rows import event, redraw, row_form

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lab(litto: City) -> Stakeholder:
    """An entry that brings data, for profit, and starts with digital."""
    entry = StakeholderFactory.create(city=litto, name="Kiosko Lab", readiness=3)
    entry.layers.add(LayerFactory.create(code="users", names={"en": "Users"}))
    ResourceFactory.create(stakeholder=entry, level=2, description="demand by the hour")
    InterestFactory.create(stakeholder=entry, level=3)
    CommitmentMeansFactory.create(stakeholder=entry, level=1, description="nine kiosks")
    return entry


def url(name: str, *parts: object) -> str:
    """Return an address of the city's map."""
    return reverse(f"register:{name}", args=["litto", *parts])


def fields(client: Client, entry: Stakeholder, **changed: object) -> dict[str, Any]:
    """Return the row's form as a browser sends it, with some fields `changed` ('-' written '_')."""
    return row_form(client, url("map-change", entry.pk), **changed)


def test_all_of_a_row_is_changed_at_once_and_undone_and_redone_at_once(
    as_editor: Client, lab: Stakeholder
) -> None:
    before = said_about(lab)
    sent = fields(
        as_editor,
        lab,
        readiness="5",
        resources_data_level="3",
        resources_human_level="0",
        resources_human_description="two engineers",
        interests_profit_level="",
        means_pilot_level="3",
    )

    done = as_editor.post(url("map-change", lab.pk), sent, headers=HTMX)

    assert done.status_code == 204
    told = event(done)
    assert told["said"] == (
        "Kiosko Lab: readiness for digital: takes others along. "
        "Kiosko Lab would gain: nothing known yet. "
        "Kiosko Lab could bring: data (strong · demand by the hour), human (two engineers). "
        "Kiosko Lab could be committed by: pilot action (agreed · nine kiosks)."
    )
    lab.refresh_from_db()
    after = said_about(lab)
    assert {name for name in NAMES if before[name] != after[name]} == {
        "readiness",
        "resources-data",
        "resources-human",
        "interests-profit",
        "means-pilot",
    }
    assert (after["readiness"], after["resources-human"]) == (5, [None, "two engineers"])
    back = redraw(as_editor, url("map-redraw"), told["undo"])
    lab.refresh_from_db()
    assert said_about(lab) == before
    assert back["said"].startswith("Kiosko Lab: readiness for digital: starting.")
    redraw(as_editor, url("map-redraw"), back["undo"])
    lab.refresh_from_db()
    assert said_about(lab) == after


def test_the_map_and_its_table_say_what_was_changed_in_the_row(as_editor: Client, lab: Stakeholder) -> None:
    sent = fields(as_editor, lab, readiness="", resources_financial_level="1")

    done = as_editor.post(url("map-change", lab.pk), sent)

    page = as_editor.get(done["Location"]).content.decode()
    assert '<td data-head="Readiness">not known</td>' in page
    assert '<td data-head="Brings">data, financial</td>' in page
    undo = re.search(r'action="([^"]+/redraw/[^"]+)"', page)
    assert undo
    as_editor.post(undo[1].replace("&amp;", "&"))
    lab.refresh_from_db()
    assert lab.readiness == 3
    assert not lab.resources.filter(kind="financial").exists()


def test_an_open_form_of_the_register_is_not_overwritten_unseen_by_the_row(
    as_editor: Client, lab: Stakeholder
) -> None:
    edit = url("stakeholder-edit", lab.pk)
    opened = SeenPage(as_editor.get(edit)).form("name")

    as_editor.post(url("map-change", lab.pk), fields(as_editor, lab, readiness="4"))

    refused = as_editor.post(edit, opened | {"readiness": "1"})
    assert refused.status_code == 409
    lab.refresh_from_db()
    assert lab.readiness == 4


@pytest.mark.parametrize(
    ("changed", "stored", "words"),
    [
        ({"readiness": "5"}, {"readiness": 1}, "Kiosko Lab: readiness for digital: avoids it."),
        (
            {"resources_data_level": "3"},
            {"resources": {"description": "by street"}},
            "Kiosko Lab could bring: data (clear · by street).",
        ),
        (
            {"resources_data_level": ""},
            {"resources": {"level": 1}},
            "Kiosko Lab could bring: data (some · demand by the hour).",
        ),
    ],
    ids=["readiness", "words", "removed"],
)
def test_what_somebody_changed_meanwhile_is_not_overwritten_unseen(
    as_editor: Client, lab: Stakeholder, changed: dict[str, str], stored: dict[str, Any], words: str
) -> None:
    if "resources_data_level" in changed and not changed["resources_data_level"]:
        changed = {**changed, "resources_data_description": ""}
    sent = fields(as_editor, lab, **changed)
    if "readiness" in stored:
        Stakeholder.objects.filter(pk=lab.pk).update(readiness=stored["readiness"])
    else:
        lab.resources.update(**stored["resources"])
    lab.refresh_from_db()
    theirs = said_about(lab)

    refused = as_editor.post(url("map-change", lab.pk), sent, headers=HTMX)

    assert refused.status_code == 422
    seen = SeenPage(refused)
    assert "Somebody changed Kiosko Lab meanwhile, so it was left as it is." in seen.text
    assert words in seen.text
    lab.refresh_from_db()
    assert said_about(lab) == theirs
    again = seen.form("shown")
    for name, value in changed.items():
        assert again[name.replace("_", "-")] == [value]
    as_editor.post(url("map-change", lab.pk), again, headers=HTMX)
    lab.refresh_from_db()
    assert said_about(lab) != theirs


def test_sent_once_more_a_row_puts_nothing_back_that_was_changed_elsewhere_in_it(
    as_editor: Client, lab: Stakeholder
) -> None:
    sent = fields(as_editor, lab, readiness="5")
    Stakeholder.objects.filter(pk=lab.pk).update(readiness=1)
    lab.resources.update(level=3)
    lab.layers.clear()
    lab.means.all().delete()

    refused = as_editor.post(url("map-change", lab.pk), sent, headers=HTMX)
    as_editor.post(url("map-change", lab.pk), SeenPage(refused).form("shown"), headers=HTMX)

    lab.refresh_from_db()
    assert lab.readiness == 5
    assert lab.resources.get().level == Level.STRONG
    assert not lab.layers.exists()
    assert not lab.means.exists()


def test_two_who_change_different_things_of_one_row_both_keep_theirs(
    as_editor: Client, lab: Stakeholder
) -> None:
    mine, theirs = (
        fields(as_editor, lab, readiness="5"),
        fields(as_editor, lab, resources_human_level="2"),
    )

    for sent in (theirs, mine):
        assert as_editor.post(url("map-change", lab.pk), sent, headers=HTMX).status_code == 204

    lab.refresh_from_db()
    assert lab.readiness == 5
    assert lab.resources.get(kind=ResourceKind.HUMAN).level == Level.CLEAR


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"readiness": "9"}, "readiness", "Select a valid choice."),
        ({"resources_data_level": "7"}, "resources-data-level", "Select a valid choice."),
        (
            {"means_visibility_description": "radio"},
            "means-visibility-level",
            "Say how strong it is (“not known” will do), or empty the words beside.",
        ),
        ({"interests_profit_description": "a\x00b"}, "interests-profit-description", "hidden character"),
        ({"interests_profit_description": "x" * 301}, "interests-profit-description", "at most 300"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    as_editor: Client,
    lab: Stakeholder,
    changed: dict[str, str],
    field: str,
    words: str,
    headers: dict[str, str],
) -> None:
    before = said_about(lab)
    sent = fields(as_editor, lab, resources_human_description="two engineers", resources_human_level="1")

    refused = as_editor.post(
        url("map-change", lab.pk),
        sent | {name.replace("_", "-"): value for name, value in changed.items()},
        headers=headers,
    )

    page = refused.content.decode()
    assert refused.status_code == 422
    assert re.search(rf'id="change-s{lab.pk}-{field}_error"[^>]*><li>[^<]*{re.escape(words)}', page)
    assert SeenPage(refused).form("shown")["resources-human-description"] == ["two engineers"]
    before_error = page[: page.index(f'id="change-s{lab.pk}-{field}_error"')]
    assert field == "readiness" or before_error.rpartition("<details")[2].startswith(
        ' class="map-change-part" open'
    )
    lab.refresh_from_db()
    assert said_about(lab) == before


def test_words_of_others_stay_words_in_the_row(as_editor: Client, lab: Stakeholder) -> None:
    hostile = '"><img src=x onerror=alert(1)>'
    sent = fields(as_editor, lab, resources_data_description=hostile)

    done = as_editor.post(url("map-change", lab.pk), sent)

    assert lab.resources.get().description == hostile
    for page in (done["Location"], url("map-change", lab.pk)):
        shown = as_editor.get(page).content.decode()
        assert "&lt;img src=x" in shown
        assert "<img src=x" not in shown


def test_nothing_changed_touches_nothing(as_editor: Client, lab: Stakeholder) -> None:
    version = lab.version

    done = as_editor.post(url("map-change", lab.pk), fields(as_editor, lab), headers=HTMX)

    assert done.status_code == 204
    assert "map-unchanged" in done["HX-Trigger"]
    lab.refresh_from_db()
    assert lab.version == version


def test_a_form_of_a_workshops_row_is_refused(as_editor: Client, lab: Stakeholder) -> None:
    shown = Signer(salt="said-on-the-map").sign_object({"layers": [], "influence": 3})

    refused = as_editor.post(url("map-change", lab.pk), fields(as_editor, lab, readiness="5", shown=shown))

    assert refused.status_code == 422
    assert "Load the page anew and say it again." in refused.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "part"])
def test_a_rows_form_asks_as_often_for_all_kinds_as_for_one(
    as_editor: Client, lab: Stakeholder, headers: dict[str, str]
) -> None:
    address = url("map-change", lab.pk)

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_editor.get(address, headers=headers)
        return len(queries)

    as_editor.get(address, headers=headers)
    few = count()
    for kind in set(ResourceKind.values) - {"data"}:
        Resource.objects.create(stakeholder=lab, kind=kind)
    assert count() == few
