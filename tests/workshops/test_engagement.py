"""How to keep those with us who are no partners."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City
from tests.factories import AnswerFactory, ListingFactory, PartnershipFactory, WorkshopFactory
from workshops.engagement import Level, Quadrant, level_of, quadrant_of


@pytest.mark.parametrize(
    ("influence", "interest", "quadrant", "level"),
    [
        (3, 3, Quadrant.CLOSE, Level.COLLABORATE),
        (5, 5, Quadrant.CLOSE, Level.EMPOWER),
        (3, 2, Quadrant.SATISFIED, Level.CONSULT),
        (2, 3, Quadrant.VOICE, Level.INVOLVE),
        (2, 2, Quadrant.FOLLOW, Level.INFORM),
        (None, 5, Quadrant.UNKNOWN, None),
        (5, None, Quadrant.UNKNOWN, None),
    ],
)
def test_on_the_line_counts_as_high_and_the_unknown_has_no_level(
    influence: int | None, interest: int | None, quadrant: Quadrant, level: Level | None
) -> None:
    assert quadrant_of(influence, interest) == quadrant
    assert level_of(influence, interest) == level


@pytest.mark.django_db
def test_the_plan_keeps_everybody_who_is_no_partner(as_viewer: Client, litto: City) -> None:
    workshop = WorkshopFactory.create(city=litto)
    for name, influence, interest in (("Households", 1, 5), ("Ministry", 5, 1), ("Partner", 5, 5)):
        listing = ListingFactory.create(workshop=workshop, name=name)
        AnswerFactory.create(listing=listing, question="influence", kind="", value=influence)
        AnswerFactory.create(listing=listing, question="interest", kind="", value=interest)
    PartnershipFactory.create(listing=listing)
    ListingFactory.create(workshop=workshop, name="Mystery")

    page = as_viewer.get(reverse("workshops:plan", args=[litto.code, workshop.pk])).content.decode()

    others = page[page.index('id="others"') :]
    for words in (
        "Keep informed and give a voice",
        "involve: work through it",
        "consult: ask them",
        "Mystery",
    ):
        assert words in others
    assert "Partner" not in others
