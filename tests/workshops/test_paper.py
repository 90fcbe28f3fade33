"""Codes on paper, and what is printed."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import FamilyFactory, ListingFactory, WorkshopFactory
from workshops import paper
from workshops.models import Question, Workshop


@pytest.fixture
def workshop(db: None) -> Workshop:
    return WorkshopFactory.create()


def test_a_code_is_read_however_it_is_typed(workshop: Workshop) -> None:
    code = paper.ballot_code(workshop, 7)

    assert code.startswith("B07")
    assert paper.read_ballot(workshop, f" {code[:3].lower()}-{code[3].lower()} ") == code


def test_every_wrong_character_and_every_swap_is_noticed(workshop: Workshop) -> None:
    for number in (7, 12, 98, 305):
        code = paper.ballot_code(workshop, number)
        body = code[1:-1]
        slips = {
            body[:place] + digit + body[place + 1 :] for place in range(len(body)) for digit in "0123456789"
        }
        slips |= {
            body[:place] + body[place + 1] + body[place] + body[place + 2 :] for place in range(len(body) - 1)
        }
        for slip in slips - {body}:
            with pytest.raises(ValidationError):
                paper.read_ballot(workshop, f"B{slip}{code[-1]}")


def test_a_ballot_of_the_neighbouring_workshop_is_not_taken(workshop: Workshop) -> None:
    other = WorkshopFactory.create()

    with pytest.raises(ValidationError, match="No ballot of this workshop"):
        paper.read_ballot(workshop, paper.ballot_code(other, 7))


def test_a_family_sheet_tells_its_family(workshop: Workshop) -> None:
    family = FamilyFactory.create(city=workshop.city, mark="CI")

    assert paper.read_sheet(workshop, paper.sheet_code(workshop, family, 3))[1] == "CI"


def test_no_two_sheets_and_no_two_ballots_have_the_same_code(workshop: Workshop) -> None:
    families = [FamilyFactory.create(city=workshop.city) for _number in range(10)]
    listing = ListingFactory.create(workshop=workshop)

    sheets = paper.sheets(workshop, families, copies=9)
    ballots = paper.ballots(workshop, [(listing, Question.READINESS)], count=120, first=5)

    assert len({sheet.code for sheet in sheets}) == 90
    assert len({ballot.code for ballot in ballots}) == 120
    assert [ballots[0].code[:3], ballots[-1].code[:4]] == ["B05", "B124"]


def test_each_kind_has_a_letter_and_each_value_its_number() -> None:
    assert [box.key for box in paper.boxes_of(Question.RESOURCE)] == ["a", "b", "c", "d"]
    assert [box.key for box in paper.boxes_of(Question.INTEREST)] == ["1", "2", "3", "4", "5"]
