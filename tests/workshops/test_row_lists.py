"""What somebody listed would gain, could bring and be committed by is changed in the workshop map's row."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City
from tests.factories import AnswerFactory, FamilyFactory, ListingFactory, WorkshopFactory
from tests.pages import SeenPage
from tests.rows import event, row_form
from workshops.identification import answers_of
from workshops.models import Answer, Listing
from workshops.models.identification import KINDS
from workshops.redrawing import LISTS, said_about

HTMX = {"HX-Request": "true"}


@pytest.fixture
def keepers(litto: City) -> Listing:
    """Somebody listed who could bring some data, and of whose influence nobody has spoken."""
    listing = ListingFactory.create(
        workshop=WorkshopFactory.create(city=litto),
        name="Kiosk keepers",
        family=FamilyFactory.create(city=litto),
    )
    AnswerFactory.create(listing=listing, question="resource", kind="data", value=1, note="demand by hour")
    return listing


def url(name: str, listing: Listing, *parts: object) -> str:
    """Return an address of the workshop's map."""
    return reverse(f"workshops:{name}", args=[listing.workshop.city.code, listing.workshop_id, *parts])


def fields(client: Client, listing: Listing, **changed: str) -> dict[str, Any]:
    """Return the row's form as a browser sends it, with some fields `changed` ('-' written '_')."""
    return row_form(client, url("map-change", listing, listing.pk), **changed)


def brought(listing: Listing) -> dict[str, Any]:
    """Return what is said of the kinds of the three lists, those nobody spoke of left out."""
    return {name: line for name, line in said_about(listing, LISTS).items() if line != "open"}


def send(client: Client, listing: Listing, sent: dict[str, Any]) -> Any:
    """Save the row beside the map."""
    return client.post(url("map-change", listing, listing.pk), sent, headers=HTMX)


def test_resources_are_changed_in_the_row_with_undo_and_redo(
    as_facilitator: Client, keepers: Listing
) -> None:
    before = brought(keepers)
    sent = fields(
        as_facilitator,
        keepers,
        resources_data_level="3",
        resources_human_level="2",
        resources_human_description="two engineers",
        resources_financial_level="0",
        resources_technical_level="unknown",
    )

    told = event(send(as_facilitator, keepers, sent))

    assert told["said"] == (
        "Kiosk keepers could bring: human (clear · two engineers), data (strong · demand by hour)."
    )
    after = brought(keepers)
    assert after == {
        "resources-data": [3, "demand by hour"],
        "resources-human": [2, "two engineers"],
        "resources-financial": [0, ""],
        "resources-technical": [None, ""],
    }
    page = as_facilitator.get(url("map-table", keepers)).content.decode()
    assert '<td data-head="Brings">data, human</td>' in page
    back = as_facilitator.post(url("map-redraw", keepers), told["undo"]).json()
    assert back["said"] == "Kiosk keepers could bring: data (some · demand by hour)."
    assert brought(keepers) == before
    as_facilitator.post(url("map-redraw", keepers), back["undo"])
    assert brought(keepers) == after


def test_gains_and_means_are_changed_in_the_row_with_undo_and_redo(
    as_facilitator: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question="gain", kind="profit", value=1, note="less waste of water")
    before = brought(keepers)
    sent = fields(
        as_facilitator,
        keepers,
        interests_profit_level="3",
        interests_democracy_level="unknown",
        means_visibility_level="2",
        means_visibility_description="a name on the kiosk",
        means_pilot_level="0",
    )

    told = event(send(as_facilitator, keepers, sent))

    assert told["said"] == (
        "Kiosk keepers would gain: profit (strong · less waste of water). "
        "Kiosk keepers could be committed by: visibility and marketing "
        "(agreed in principle · a name on the kiosk)."
    )
    after = brought(keepers)
    assert after == before | {
        "interests-profit": [3, "less waste of water"],
        "interests-democracy": [None, ""],
        "means-visibility": [2, "a name on the kiosk"],
        "means-pilot": [0, ""],
    }
    back = as_facilitator.post(url("map-redraw", keepers), told["undo"]).json()
    assert back["said"] == (
        "Kiosk keepers would gain: profit (some · less waste of water). "
        "Kiosk keepers could be committed by: nothing known yet."
    )
    assert brought(keepers) == before
    as_facilitator.post(url("map-redraw", keepers), back["undo"])
    assert brought(keepers) == after


def test_all_six_questions_are_answered_in_the_row(as_facilitator: Client, keepers: Listing) -> None:
    sent = fields(
        as_facilitator,
        keepers,
        influence="4",
        interest="unknown",
        readiness="5",
        interests_profit_level="1",
        means_pilot_level="3",
    )

    send(as_facilitator, keepers, sent)

    assert answers_of(keepers.workshop)[keepers.pk].is_complete


def test_what_somebody_said_of_a_resource_meanwhile_is_not_overwritten_unseen(
    as_facilitator: Client, keepers: Listing
) -> None:
    sent = fields(as_facilitator, keepers, resources_data_level="3", influence="4")
    Answer.objects.filter(listing=keepers).update(value=2, note="by street")

    refused = send(as_facilitator, keepers, sent)

    seen = SeenPage(refused)
    assert refused.status_code == 422
    assert "Somebody changed Kiosk keepers meanwhile" in seen.text
    assert "Kiosk keepers could bring: data (clear · by street)." in seen.text
    assert brought(keepers) == {"resources-data": [2, "by street"]}
    again = seen.form("shown")
    assert (again["resources-data-level"], again["influence"]) == (["3"], ["4"])
    send(as_facilitator, keepers, again)
    assert brought(keepers) == {"resources-data": [3, "demand by hour"]}


def test_sent_once_more_a_row_puts_back_no_resource_it_did_not_touch(
    as_facilitator: Client, keepers: Listing
) -> None:
    AnswerFactory.create(listing=keepers, question="influence", value=2)
    sent = fields(as_facilitator, keepers, influence="4", partner="on")
    Answer.objects.filter(listing=keepers).update(value=3)

    refused = send(as_facilitator, keepers, sent)
    send(as_facilitator, keepers, SeenPage(refused).form("shown"))

    assert brought(keepers) == {"resources-data": [3, "demand by hour"]}
    assert keepers.answers.get(question="influence").value == 4


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"resources_data_level": "7"}, "resources-data-level", "Select a valid choice."),
        ({"resources_human_description": "lost?"}, "resources-human-level", "Say how strong it is"),
        ({"resources_data_description": "x" * 301}, "resources-data-description", "at most 300"),
        ({"interests_profit_level": "4"}, "interests-profit-level", "Select a valid choice."),
        ({"means_pilot_description": "lost?"}, "means-pilot-level", "Say how strong it is"),
    ],
)
def test_a_kind_that_cannot_be_is_refused_beside_its_field_and_nothing_typed_is_lost(
    as_facilitator: Client, keepers: Listing, changed: dict[str, str], field: str, words: str
) -> None:
    sent = fields(as_facilitator, keepers, influence="4", **changed)

    refused = send(as_facilitator, keepers, sent)

    page = refused.content.decode()
    assert refused.status_code == 422
    assert words in page.partition(f'id="change-l{keepers.pk}-{field}_error"')[2][:200]
    assert SeenPage(refused).form("shown")["influence"] == ["4"]
    assert brought(keepers) == {"resources-data": [1, "demand by hour"]}
    assert not keepers.answers.filter(question="influence").exists()


def test_a_rows_form_asks_as_often_for_all_kinds_as_for_one(as_facilitator: Client, keepers: Listing) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            as_facilitator.get(url("map-change", keepers, keepers.pk), headers=HTMX)
        return len(queries)

    as_facilitator.get(url("map-change", keepers, keepers.pk), headers=HTMX)
    few = count()
    for question, kinds in KINDS.items():
        for kind in set(kinds) - {"data"}:
            AnswerFactory.create(listing=keepers, question=question, kind=kind, value=2)
    assert count() == few
