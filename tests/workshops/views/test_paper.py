"""What the pages to print show."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, User
from tests.factories import FamilyFactory, ListingFactory, WorkshopFactory
from tests.pages import SeenPage
from workshops import paper, rating
from workshops import room as rooms
from workshops.models import Listing, Question, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


@pytest.fixture
def keepers(workshop: Workshop) -> Listing:
    return ListingFactory.create(workshop=workshop, name="Kiosk keepers")


def url(workshop: Workshop, name: str) -> str:
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk])


def test_family_sheets_have_the_questions_that_help_and_a_code(
    workshop: Workshop, as_facilitator: Client
) -> None:
    family = FamilyFactory.create(
        city=workshop.city, names={"en": "Small providers"}, prompts={"en": "Who sells water by hand?"}
    )

    page = SeenPage(
        as_facilitator.get(url(workshop, "paper-sheets"), {"family": family.pk, "copies": 2, "first": 1})
    )

    assert "2 family sheets" in page.text
    assert "Who sells water by hand?" in page.text
    assert paper.sheet_code(workshop, family, 2) in page.text


def test_a_card_shows_who_it_is_with_all_six_questions(
    workshop: Workshop, keepers: Listing, as_facilitator: Client
) -> None:
    page = SeenPage(as_facilitator.get(url(workshop, "paper-cards"), {"listing": keepers.pk}))

    assert "Kiosk keepers" in page.text
    for question in Question:
        assert str(question.label) in page.text
    assert page.text.count("do not know") == 6


def test_ballots_ask_what_is_before_the_room(
    workshop: Workshop, keepers: Listing, as_facilitator: Client, facilitator: User
) -> None:
    rating.ask(rooms.open_room(workshop), [keepers], [Question.INTEREST], by=facilitator)

    page = SeenPage(
        as_facilitator.get(url(workshop, "paper-ballots"), {"of_round": "on", "count": 3, "first": 1})
    )

    assert page.text.count("How much does this project matter to them?") == 3
    assert paper.ballot_code(workshop, 3) in page.text


def test_ballots_about_nobody_are_refused_with_what_to_do(
    workshop: Workshop, keepers: Listing, as_facilitator: Client
) -> None:
    answer = as_facilitator.get(url(workshop, "paper-ballots"), {"count": 3, "first": 1})

    assert answer.status_code == 422
    assert "Choose about whom." in SeenPage(answer).text


def test_ballots_are_numbered_up_to_999(workshop: Workshop, keepers: Listing, as_facilitator: Client) -> None:
    said = {"listing": keepers.pk, "question": "gain", "count": 10, "first": 995}

    answer = as_facilitator.get(url(workshop, "paper-ballots"), said)

    assert "Ballots are numbered up to 999." in SeenPage(answer).text
