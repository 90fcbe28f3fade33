"""How firm the ranking is: a thousand draws that are the same at each look."""

from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import City
from tests.factories import AnswerFactory, ListingFactory, NeedFactory, PartnershipFactory, WorkshopFactory
from workshops.identification import Answers
from workshops.models import Listing, Need, Question, Workshop
from workshops.resampling import Said
from workshops.stability import firmness_of, outcomes_of, shares_of

WEIGHTS = (3, 2, 3, 2, 1)


def fixed(*values: float | None) -> tuple[tuple[tuple[float | None, float], ...], ...]:
    """Return five parts that are the same in every draw."""
    return tuple(((value, 1.0),) for value in values)


def listed(workshop: Workshop, name: str, **answers: int) -> Listing:
    """List somebody with answers to scales."""
    listing = ListingFactory.create(workshop=workshop, name=name)
    for question, value in answers.items():
        AnswerFactory.create(listing=listing, question=question, kind="", value=value)
    return listing


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop of Litto."""
    return WorkshopFactory.create(city=litto, title="Prepaid water kiosks")


def test_who_is_ahead_in_every_part_is_first_in_every_draw_and_the_unknown_in_none() -> None:
    rows = (
        (1, fixed(1, 1, 1, 1, 1)),
        (2, fixed(0.5, 0.5, 0.5, 0.5, 0.5)),
        (3, fixed(1, 1, None, None, None)),
    )

    assert shares_of(rows, WEIGHTS, 1) == {1: 1.0, 2: 0.0, 3: 0.0}
    assert shares_of(rows, WEIGHTS, 2) == {1: 1.0, 2: 1.0, 3: 0.0}


def test_equal_ones_share_the_draws_evenly() -> None:
    shares = shares_of(((1, fixed(1, 1, 1, 1, 1)), (2, fixed(1, 1, 1, 1, 1))), WEIGHTS, 1)

    assert sum(shares.values()) == pytest.approx(1)
    assert shares[1] == pytest.approx(0.5, abs=0.05)


def test_weights_shake_by_up_to_a_third_and_no_more() -> None:
    """Readiness 3 against gains 2: even 2 to 2.67 turns it, while 3 against 1 stays in every draw."""
    ready, keen = fixed(1, 0, 0.5, 0.5, 0.5), fixed(0, 1, 0.5, 0.5, 0.5)

    assert 0.9 < shares_of(((1, ready), (2, keen)), (3, 2, 3, 2, 1), 1)[1] < 1
    assert shares_of(((1, ready), (2, keen)), (3, 1, 3, 2, 1), 1)[1] == 1.0


def test_the_draws_are_the_same_at_each_look() -> None:
    rows = ((1, fixed(1, 0, 0.5, 0.5, 0.5)), (2, fixed(0, 1, 0.5, 0.5, 0.5)))
    before = dict(shares_of(rows, WEIGHTS, 1))
    shares_of.cache_clear()

    assert shares_of(rows, WEIGHTS, 1) == before


def test_a_decided_value_moves_as_far_as_the_median_and_stays_on_its_scale() -> None:
    said = {Question.READINESS: Said(3, Counter({2: 2, 4: 1}))}

    readiness = dict(outcomes_of(Answers(readiness=4), said, [], {})[0])

    assert readiness == pytest.approx({0.75: 20 / 27, 1.0: 7 / 27})  # 4, or 2 higher and held at 5


def test_a_kind_goes_when_the_majority_turns_and_unnamed_ones_stay() -> None:
    said = {Question.GAIN: Said(3, kinds=Counter({"profit": 2}))}

    gains = Counter[float]()
    for value, chance in outcomes_of(Answers(gains={"profit": 3, "social": 1}), said, [], {})[1]:
        gains[round(value or 0.0, 3)] += chance

    assert dict(gains) == pytest.approx({1.0: 20 / 27, 0.333: 7 / 27})


def test_resources_are_drawn_through_the_needs_they_meet() -> None:
    said = {Question.RESOURCE: Said(3, kinds=Counter({"data": 2}))}
    need = Need(pk=1, kind="data", weight=3)

    fit = dict(outcomes_of(Answers(resources={"data": 3}), said, [need], {})[2])

    assert fit == pytest.approx({1.0: 20 / 27, 0.0: 7 / 27})


@pytest.mark.django_db
def test_the_page_says_who_stays_ahead_and_for_whom_it_is_close(
    as_viewer: Client, workshop: Workshop
) -> None:
    listed(workshop, "Sure", readiness=5, influence=5)
    AnswerFactory.create(
        listing=listed(workshop, "Ready", readiness=5), question="gain", kind="profit", value=0
    )
    AnswerFactory.create(
        listing=listed(workshop, "Keen", readiness=1), question="gain", kind="profit", value=3
    )
    for listing in workshop.listings.all():
        AnswerFactory.create(listing=listing, question="means", kind="pilot", value=2)
    address = reverse("workshops:stability", args=[workshop.city.code, workshop.pk])

    page = as_viewer.get(address, {"first": "2"}).content.decode()

    assert "2 of the first 2 stay among them in 90 of 100 draws or more." in page
    assert "Among the first 2" in page
    assert "only the weights move" in page
    assert firmness_of(workshop).standings[0].candidate.listing.name == "Sure"
    for strange in ("0", "-1", "x", "99999", "٣"):
        assert as_viewer.get(address, {"first": strange}).status_code == 200


@pytest.mark.django_db
def test_by_default_somebody_stays_out_and_nothing_known_ranks_nobody(workshop: Workshop) -> None:
    for number in range(4):
        listed(workshop, f"Somebody {number}")

    found = firmness_of(workshop)

    assert found.first == 3
    assert found.sentences == ("Too little is known to rank anybody yet.",)
    assert firmness_of(WorkshopFactory.create(city=workshop.city)).sentences == ()


@pytest.mark.django_db
def test_the_page_asks_as_many_queries_for_two_as_for_fifty(as_viewer: Client, workshop: Workshop) -> None:
    def count(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_viewer.get(reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk]))
        return len(queries)

    def add(number: int) -> None:
        for index in range(number):
            listing = listed(workshop, f"Somebody {Listing.objects.count()}", readiness=3)
            AnswerFactory.create(listing=listing, question="resource", kind="data", value=2)
            NeedFactory.create(workshop=workshop, kind="data")
            if index % 2 == 0:
                PartnershipFactory.create(listing=listing)

    add(2)
    few = [count("stability"), count("teams")]
    add(48)

    assert [count("stability"), count("teams")] == few
