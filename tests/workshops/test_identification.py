"""Step 2 as its users meet it: answers, where they come from, and who may give them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City, User
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    InterestFactory,
    ListingFactory,
    ProfileStatementFactory,
    ResourceFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops import identification
from workshops.identification import answers_of
from workshops.models import Answer, Listing, Question

HTMX = {"HX-Request": "true"}
NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def listing(litto: City) -> Listing:
    """Somebody listed in a workshop of Litto."""
    return ListingFactory.create(workshop__city=litto, name="Kiosk keepers")


def address(name: str, listing: Listing, *more: int) -> str:
    """Return the address of a page about a listing."""
    return reverse(
        f"workshops:{name}", args=[listing.workshop.city.code, listing.workshop.pk, listing.pk, *more]
    )


def say(client: Client, listing: Listing, question: str, value: str, **more: str) -> object:
    """Answer one row as the page does."""
    return client.post(
        address("answer", listing), {"question": question, "value": value, **more}, headers=HTMX
    )


def test_an_answer_is_kept_and_says_so(as_facilitator: Client, listing: Listing) -> None:
    response = say(as_facilitator, listing, "readiness", "4")

    assert response.status_code == 200
    assert "saved" in response.content.decode()
    assert answers_of(listing.workshop)[listing.pk].readiness == 4


def test_do_not_know_is_an_answer_and_not_a_zero(as_facilitator: Client, listing: Listing) -> None:
    say(as_facilitator, listing, "influence", "unknown")

    answers = answers_of(listing.workshop)[listing.pk]
    assert answers.influence is None
    assert "influence" in answers.answered


def test_an_answer_can_be_taken_back(as_facilitator: Client, listing: Listing) -> None:
    say(as_facilitator, listing, "gain", "2", kind="profit")

    say(as_facilitator, listing, "gain", "2", kind="profit", clear="on")

    assert answers_of(listing.workshop)[listing.pk].answered == frozenset()


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        ("readiness", "", "6"),
        ("gain", "profit", "9"),
        ("gain", "gold", "1"),
        ("weather", "", "1"),
        ("gain", "", "2"),
    ],
)
def test_what_is_no_value_of_the_scale_is_refused(
    as_facilitator: Client, listing: Listing, question: str, kind: str, value: str
) -> None:
    response = say(as_facilitator, listing, question, value, kind=kind)

    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_a_note_without_a_value_asks_for_one(as_facilitator: Client, listing: Listing) -> None:
    response = say(as_facilitator, listing, "resource", "", kind="data", note="Street by street")

    assert response.status_code == 422
    assert "Choose a value first" in response.content.decode()


def test_two_people_who_answer_different_questions_lose_nothing(listing: Listing, facilitator: User) -> None:
    same = Listing.objects.get(pk=listing.pk)

    identification.answer(listing, "readiness", value=3, by=facilitator)
    identification.answer(same, "interest", value=5, by=facilitator)

    answers = answers_of(listing.workshop)[listing.pk]
    assert (answers.readiness, answers.interest) == (3, 5)


def test_without_script_the_page_comes_back_with_the_answer(as_facilitator: Client, listing: Listing) -> None:
    response = as_facilitator.post(
        address("answer", listing), {"question": "readiness", "value": "2"}, follow=True
    )

    assert response.redirect_chain
    assert f'id="readiness-{listing.pk}-2" checked' in response.content.decode()


def test_what_the_register_knows_is_filled_in_and_says_so(as_facilitator: Client, litto: City) -> None:
    entry = StakeholderFactory.create(city=litto, readiness=4)
    InterestFactory.create(stakeholder=entry, kind="efficiency", level=3, description="Less walking")
    ResourceFactory.create(stakeholder=entry, kind="data", level=None)
    workshop = WorkshopFactory.create(city=litto)
    take = reverse("workshops:listing-take", args=[litto.code, workshop.pk, entry.family.pk, entry.pk])

    as_facilitator.post(take)

    answers = answers_of(workshop)[workshop.listings.get().pk]
    assert answers.readiness == 4
    assert answers.gains == {"efficiency": 3}
    assert answers.resources == {"data": 1}
    page = as_facilitator.get(address("identification-listing", workshop.listings.get())).content.decode()
    assert page.count("from the register") == 3
    assert "Less walking" in page


def test_taking_over_again_touches_nothing_that_was_said(listing: Listing, facilitator: User) -> None:
    entry = StakeholderFactory.create(city=listing.workshop.city, readiness=5)
    listing.stakeholder = entry
    listing.save()
    identification.answer(listing, "readiness", value=1, by=facilitator)

    assert identification.prefill_from_register(listing) == 0
    assert answers_of(listing.workshop)[listing.pk].readiness == 1


def test_the_rest_of_a_question_can_be_left_unknown(as_facilitator: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.MEANS, kind="pilot", value=2)

    as_facilitator.post(address("leave-unknown", listing), {"question": "means"})

    assert answers_of(listing.workshop)[listing.pk].means == {
        "pilot": 2,
        "visibility": None,
        "partnership": None,
    }


def test_a_scale_has_no_rest_to_leave_unknown(listing: Listing, facilitator: User) -> None:
    with pytest.raises(ValidationError):
        identification.leave_unknown(listing, "readiness", by=facilitator)


def test_a_typical_statement_becomes_an_answer_once_somebody_says_it_holds(
    as_facilitator: Client, listing: Listing
) -> None:
    family = FamilyFactory.create(city=None, code=listing.family.code)
    statement = ProfileStatementFactory.create(
        family=family, domain=listing.workshop.domain, resource="human", texts={"en": "Has many hands"}
    )
    page = as_facilitator.get(address("identification-listing", listing)).content.decode()
    assert "Has many hands" in page
    assert not Answer.objects.exists()

    as_facilitator.post(address("statement-review", listing, statement.pk), {"holds": "yes"})

    answer = Answer.objects.get()
    assert (answer.question, answer.kind, answer.value) == ("resource", "human", 1)
    assert answer.origin == Answer.Origin.PROFILE

    as_facilitator.post(address("statement-review", listing, statement.pk), {"holds": "no"})

    assert not Answer.objects.exists()


def test_a_typical_statement_overwrites_nothing(listing: Listing, facilitator: User) -> None:
    statement = ProfileStatementFactory.create(gain="profit")
    identification.answer(listing, "gain", kind="profit", value=3, by=facilitator)

    identification.review(listing, statement, is_accepted=True, by=facilitator)

    assert answers_of(listing.workshop)[listing.pk].gains == {"profit": 3}


def test_a_statement_of_another_family_is_not_offered(as_facilitator: Client, listing: Listing) -> None:
    statement = ProfileStatementFactory.create(domain=listing.workshop.domain)

    response = as_facilitator.post(address("statement-review", listing, statement.pk), {"holds": "yes"})

    assert response.status_code == 404


def test_the_overview_counts_and_leads_to_the_first_unfinished(
    as_facilitator: Client, listing: Listing
) -> None:
    for question in Question:
        kind = {"gain": "profit", "resource": "data", "means": "pilot"}.get(question, "")
        AnswerFactory.create(listing=listing, question=question, kind=kind, value=1)
    other = ListingFactory.create(workshop=listing.workshop, family=listing.family, name="Water carriers")
    overview = reverse("workshops:identification", args=[listing.workshop.city.code, listing.workshop.pk])

    page = as_facilitator.get(overview).content.decode()

    assert "Assess Water carriers" in page
    assert "1 of 2 assessed" in page
    still_open = as_facilitator.get(overview, {"show": "open"}).content.decode()
    assert other.name in still_open
    assert address("identification-listing", listing) not in still_open


def test_a_viewer_reads_the_answers_and_finds_nothing_to_change(as_viewer: Client, listing: Listing) -> None:
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=2)

    page = as_viewer.get(address("identification-listing", listing)).content.decode()

    assert "curious" in page
    assert 'type="radio"' not in page
    assert say(as_viewer, listing, "readiness", "5").status_code == 403


def test_a_listing_of_another_workshop_is_not_found(as_facilitator: Client, listing: Listing) -> None:
    other = ListingFactory.create(workshop__city=listing.workshop.city)
    here = reverse(
        "workshops:identification-listing", args=[listing.workshop.city.code, listing.workshop.pk, other.pk]
    )

    assert as_facilitator.get(here).status_code == 404


def test_a_name_like_markup_is_shown_as_text(as_facilitator: Client, litto: City) -> None:
    listing = ListingFactory.create(workshop__city=litto, name=NASTY, reason=NASTY)

    for name in ("identification-listing",):
        page = as_facilitator.get(address(name, listing)).content.decode()
        assert "<img src=x" not in page
        assert "&lt;img src=x" in page


def test_the_pages_ask_the_same_number_of_queries_for_two_and_fifty(
    as_facilitator: Client, listing: Listing
) -> None:
    overview = reverse("workshops:identification", args=[listing.workshop.city.code, listing.workshop.pk])
    ListingFactory.create(workshop=listing.workshop)

    def count(page: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            as_facilitator.get(page)
        return len(queries)

    pages = (overview, address("identification-listing", listing))
    few = [count(page) for page in pages]
    for other in ListingFactory.create_batch(48, workshop=listing.workshop):
        AnswerFactory.create(listing=other, question=Question.READINESS, value=3)

    assert [count(page) for page in pages] == few
