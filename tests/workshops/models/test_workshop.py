"""The workshop's rules, as the database holds them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from ecosystem.models import City, Gain, ResourceKind
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    NeedFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Listing, Question, WaivedFamily

pytestmark = pytest.mark.django_db


def test_weights_go_from_0_to_5(litto: City) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopFactory.create(city=litto, weight_gains=6)


def test_some_weight_must_be_left(litto: City) -> None:
    weights = ("readiness", "gains", "resources", "commitment", "influence")

    with pytest.raises(IntegrityError), transaction.atomic():
        WorkshopFactory.create(city=litto, **{f"weight_{name}": 0 for name in weights})


@pytest.mark.parametrize("field", [{"weight": 0}, {"weight": 4}, {"kind": "luck"}])
def test_a_need_has_a_kind_and_a_weight_of_the_method(litto: City, field: dict[str, object]) -> None:
    workshop = WorkshopFactory.create(city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        NeedFactory.create(workshop=workshop, **field)


def test_a_stakeholder_is_listed_once(litto: City) -> None:
    stakeholder = StakeholderFactory.create(city=litto)
    workshop = WorkshopFactory.create(city=litto)
    ListingFactory.create(workshop=workshop, stakeholder=stakeholder)

    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory.create(workshop=workshop, stakeholder=stakeholder)


def test_a_name_is_listed_once_until_it_is_removed(litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    first = ListingFactory.create(workshop=workshop, name="Water carriers")
    with pytest.raises(IntegrityError), transaction.atomic():
        ListingFactory.create(workshop=workshop, name="water carriers")

    first.removed_at = timezone.now()
    first.save()
    second = ListingFactory.create(workshop=workshop, name="water carriers")

    assert list(Listing.objects.of(workshop).current()) == [second]


def test_a_listing_takes_nothing_from_another_city(litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    foreign_family = ListingFactory.build(workshop=workshop, family=FamilyFactory.create())
    foreign_entry = ListingFactory.build(
        workshop=workshop, family=FamilyFactory.create(city=litto), stakeholder=StakeholderFactory.create()
    )

    for listing in (foreign_family, foreign_entry):
        with pytest.raises(ValidationError, match="this city's"):
            listing.full_clean()


def test_a_listed_register_entry_cannot_be_deleted(litto: City) -> None:
    stakeholder = StakeholderFactory.create(city=litto)
    ListingFactory.create(workshop__city=litto, stakeholder=stakeholder)

    with pytest.raises(IntegrityError), transaction.atomic():
        stakeholder.delete()


def test_a_waived_family_has_a_reason(litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        WaivedFamily.objects.create(workshop=workshop, family=FamilyFactory.create(city=litto), reason="")


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        (Question.READINESS, "", 1),
        (Question.READINESS, "", 5),
        (Question.INFLUENCE, "", None),
        (Question.GAIN, Gain.PROFIT, 0),
        (Question.RESOURCE, ResourceKind.DATA, 3),
        (Question.MEANS, "pilot", None),
    ],
)
def test_answers_of_the_method_are_kept(
    litto: City, question: Question, kind: str, value: int | None
) -> None:
    listing = ListingFactory.create(workshop__city=litto)

    answer = AnswerFactory.create(listing=listing, question=question, kind=kind, value=value)

    assert Answer.objects.known().filter(pk=answer.pk).exists() is (value is not None)


@pytest.mark.parametrize(
    ("question", "kind", "value"),
    [
        (Question.READINESS, "", 0),
        (Question.READINESS, "", 6),
        (Question.READINESS, "profit", 3),
        (Question.GAIN, "", 1),
        (Question.GAIN, "data", 1),
        (Question.GAIN, "profit", 4),
        (Question.RESOURCE, "profit", 1),
    ],
)
def test_answers_outside_the_method_are_refused(
    litto: City, question: Question, kind: str, value: int
) -> None:
    listing = ListingFactory.create(workshop__city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory.create(listing=listing, question=question, kind=kind, value=value)


def test_a_question_has_one_answer_for_each_kind(litto: City) -> None:
    answer = AnswerFactory.create(listing__workshop__city=litto)

    with pytest.raises(IntegrityError), transaction.atomic():
        AnswerFactory.create(listing=answer.listing, question=answer.question)
