"""Step 2 on screen: what a facilitator and a reader notice when an answer is given, confirmed or refused."""

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    ProfileStatementFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Listing, Question, StatementReview
from workshops.models.identification import KINDS

HTMX = {"HX-Request": "true"}
NASTY = '"><script>alert(1)</script>'


@pytest.fixture
def listing(litto: City) -> Listing:
    """Somebody of the register, listed in a workshop of Litto."""
    entry = StakeholderFactory.create(city=litto, name="Kiosk keepers")
    workshop = WorkshopFactory.create(city=litto, title="Prepaid kiosks")
    return ListingFactory.create(
        workshop=workshop, stakeholder=entry, family=entry.family, name="Kiosk keepers"
    )


def address(name: str, listing: Listing, *more: int) -> str:
    """Return the address of a page about a listing."""
    return reverse(
        f"workshops:{name}", args=[listing.workshop.city.code, listing.workshop.pk, listing.pk, *more]
    )


def say(client: Client, listing: Listing, **said: str) -> HttpResponse:
    """Answer one row as the page does with script."""
    return client.post(address("answer", listing), said, headers=HTMX)  # type: ignore[return-value]


def test_an_answer_moves_the_progress_along(as_facilitator: Client, listing: Listing) -> None:
    for question, kinds in KINDS.items():
        say(as_facilitator, listing, question=question, kind=kinds[0], value="1")
    say(as_facilitator, listing, question="readiness", value="3")
    say(as_facilitator, listing, question="influence", value="unknown")

    last = say(as_facilitator, listing, question="interest", value="5").content.decode()

    assert "1 of 1 assessed" in last
    assert 'hx-swap-oob="outerHTML"' in last


def test_an_answer_given_beside_the_partners_leaves_the_run_sheet_there(
    as_facilitator: Client, listing: Listing
) -> None:
    here = reverse("workshops:partnering", args=[listing.workshop.city.code, listing.workshop.pk])
    response = as_facilitator.post(
        address("answer", listing),
        {"question": "means", "kind": "pilot", "value": "3"},
        headers={**HTMX, "HX-Current-URL": f"http://testserver{here}"},
    )

    marked = response.content.decode().split('aria-current="step"')
    assert "Partnering" in marked[1][:200]


def test_clear_takes_back_the_value_with_its_note(as_facilitator: Client, listing: Listing) -> None:
    say(as_facilitator, listing, question="resource", kind="data", value="2", note="Demand by the hour")

    response = say(
        as_facilitator,
        listing,
        question="resource",
        kind="data",
        value="2",
        note="Demand by the hour",
        clear="yes",
    )

    assert response.status_code == 200
    assert "open again" in response.content.decode()
    assert not Answer.objects.exists()


def test_changing_a_value_keeps_the_note_the_page_does_not_ask_for(
    as_facilitator: Client, listing: Listing
) -> None:
    AnswerFactory.create(
        listing=listing,
        question=Question.GAIN,
        kind="profit",
        value=1,
        note="Steady price",
        origin="register",
    )

    say(as_facilitator, listing, question="gain", kind="profit", value="3")

    answer = Answer.objects.get()
    assert (answer.value, answer.note, answer.origin) == (3, "Steady price", Answer.Origin.WORKSHOP)


def test_a_note_too_long_to_keep_says_so_beside_the_row_and_changes_nothing(
    as_facilitator: Client, listing: Listing
) -> None:
    response = say(as_facilitator, listing, question="resource", kind="data", value="2", note="x" * 301)

    assert response.status_code == 422
    assert f'id="state-resource-data-{listing.pk}"' in response.content.decode()
    assert "300" in response.content.decode()
    assert not Answer.objects.exists()


def test_without_script_a_refused_note_comes_back_on_the_page_with_the_reason(
    as_facilitator: Client, listing: Listing
) -> None:
    response = as_facilitator.post(
        address("answer", listing), {"question": "resource", "kind": "data", "note": "Demand by the hour"}
    )

    assert response.status_code == 422
    row = response.content.decode().split(f'id="row-resource-data-{listing.pk}"')[1].split("</form>")[0]
    assert "Choose a value first" in row
    assert "Demand by the hour" in row


def test_without_script_each_row_has_a_button_that_saves_before_any_other(
    as_facilitator: Client, listing: Listing
) -> None:
    """Enter presses a form's first button, which must never be the one that clears."""
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=2)

    page = as_facilitator.get(address("identification-listing", listing)).content.decode()
    row = page.split(f'id="row-readiness-{listing.pk}"')[1].split("</form>")[0]

    assert "Save" in row.split("<button")[1]
    assert "Clear" in row.split("<button")[2]


def test_all_that_was_filled_in_is_confirmed_at_once(as_facilitator: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=4, origin="register")
    AnswerFactory.create(listing=listing, question=Question.RESOURCE, kind="human", value=1, origin="profile")
    before = as_facilitator.get(address("identification-listing", listing)).content.decode()
    assert "from the register" in before
    assert "from the profile" in before

    page = as_facilitator.post(address("confirm", listing), follow=True).content.decode()

    assert "2 answers are confirmed." in page
    assert "from the profile" not in page
    assert set(Answer.objects.values_list("value", "origin")) == {(4, "workshop"), (1, "workshop")}


def test_a_typical_statement_that_holds_shows_its_answer_in_its_row(
    as_facilitator: Client, listing: Listing
) -> None:
    statement = ProfileStatementFactory.create(
        family=FamilyFactory.create(city=None, code=listing.family.code),
        domain=listing.workshop.domain,
        resource="human",
        texts={"en": "Has many hands"},
    )

    part = as_facilitator.post(
        address("statement-review", listing, statement.pk), {"holds": "yes"}, headers=HTMX
    ).content.decode()

    assert f'id="row-resource-human-{listing.pk}"' in part
    assert f'id="row-resource-data-{listing.pk}"' not in part
    assert "from the profile" in part
    assert StatementReview.objects.get().is_accepted


def test_refusing_one_statement_leaves_the_answer_another_brought(
    as_facilitator: Client, listing: Listing
) -> None:
    family = FamilyFactory.create(city=None, code=listing.family.code)
    brings, does_not = (
        ProfileStatementFactory.create(
            family=family, domain=listing.workshop.domain, resource="human", texts={"en": text}
        )
        for text in ("Has many hands", "Trains people")
    )
    as_facilitator.post(address("statement-review", listing, brings.pk), {"holds": "yes"})

    as_facilitator.post(address("statement-review", listing, does_not.pk), {"holds": "no"})

    assert Answer.objects.get().note == "Has many hands"


def test_do_not_know_reads_differently_from_not_answered(as_viewer: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=None)

    page = as_viewer.get(address("identification-listing", listing)).content.decode()

    assert page.count("do not know") == 1
    assert "not answered yet" in page
    assert "<button" not in page.split('id="answers"')[1].split("</aside>")[0]


def test_a_reader_sees_what_nobody_has_confirmed_yet(as_viewer: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=4, origin="register")

    page = as_viewer.get(address("identification-listing", listing)).content.decode()

    assert "works with it" in page
    assert "from the register" in page


@pytest.mark.parametrize(
    "name", ["identification-listing", "answer", "confirm", "take-over", "leave-unknown"]
)
def test_another_citys_listing_is_not_found(as_stranger: Client, listing: Listing, name: str) -> None:
    assert as_stranger.post(address(name, listing)).status_code == 404


@pytest.mark.parametrize("name", ["answer", "confirm", "take-over", "leave-unknown"])
def test_an_editor_may_not_answer_for_the_workshop(as_editor: Client, listing: Listing, name: str) -> None:
    assert as_editor.post(address(name, listing)).status_code == 403


def test_a_removed_listing_is_not_assessed(as_facilitator: Client, litto: City) -> None:
    gone = ListingFactory.create(workshop__city=litto, removed_at="2026-10-01T10:00Z")

    assert as_facilitator.get(address("identification-listing", gone)).status_code == 404


def test_notes_and_statements_like_markup_are_shown_as_text(as_facilitator: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.GAIN, kind="profit", value=1, note=NASTY)
    ProfileStatementFactory.create(
        family=FamilyFactory.create(city=None, code=listing.family.code),
        domain=listing.workshop.domain,
        texts={"en": NASTY},
    )

    page = as_facilitator.get(address("identification-listing", listing)).content.decode()

    assert "<script>alert" not in page
    assert page.count("&lt;script&gt;alert") >= 2


def test_a_full_page_asks_no_more_of_the_database_than_an_empty_one(
    as_facilitator: Client, listing: Listing
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_facilitator.get(address("identification-listing", listing)).status_code == 200
        return len(queries)

    family = FamilyFactory.create(city=None, code=listing.family.code)
    ProfileStatementFactory.create(family=family, domain=listing.workshop.domain)
    count()
    few = count()
    for question, kinds in KINDS.items():
        for kind in kinds:
            AnswerFactory.create(listing=listing, question=question, kind=kind, value=2)
    ProfileStatementFactory.create_batch(12, family=family, domain=listing.workshop.domain)
    ListingFactory.create_batch(20, workshop=listing.workshop, family=listing.family)

    assert count() == few
