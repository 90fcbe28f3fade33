"""The likelihood of partnership, computed by hand on small cases."""

import pytest

from tests.factories import AnswerFactory, ListingFactory, NeedFactory, NeedMatchFactory, WorkshopFactory
from workshops.likelihood import PartName, Ring, likelihood, likelihoods, resource_fit
from workshops.models import Need, Question, Workshop

WEIGHTS = {
    PartName.READINESS: 3,
    PartName.GAINS: 2,
    PartName.RESOURCES: 3,
    PartName.COMMITMENT: 2,
    PartName.INFLUENCE: 1,
}


def values(**parts: float | None) -> dict[PartName, float | None]:
    """Return the five parts; those not named are unknown."""
    return {name: parts.get(name.value) for name in PartName}


def test_the_score_is_the_mean_of_the_parts_weighted_by_the_room() -> None:
    found = likelihood(
        values(readiness=1.0, gains=0.5, resources=0.0, commitment=1.0, influence=0.25), WEIGHTS
    )

    assert found.score == pytest.approx((3 * 1.0 + 2 * 0.5 + 3 * 0.0 + 2 * 1.0 + 1 * 0.25) / 11)
    assert found.known == 1.0


def test_an_unknown_part_is_left_out_and_lowers_what_is_known() -> None:
    found = likelihood(
        values(readiness=1.0, gains=1.0, resources=None, commitment=0.5, influence=None), WEIGHTS
    )

    assert found.score == pytest.approx((3 + 2 + 1) / 7)
    assert found.known == pytest.approx(7 / 11)
    assert {part.name for part in found.unknown} == {PartName.RESOURCES, PartName.INFLUENCE}


def test_nothing_known_is_no_score_and_never_a_zero() -> None:
    found = likelihood(values(), WEIGHTS)

    assert found.score is None
    assert found.ring == Ring.UNKNOWN
    assert found.in_words == "Nothing is known yet."


@pytest.mark.parametrize(
    ("score", "ring"),
    [(0.60, Ring.LIKELY), (0.59, Ring.POSSIBLE), (0.35, Ring.POSSIBLE), (0.34, Ring.DISTANT)],
)
def test_the_rings_begin_where_the_method_says(score: float, ring: Ring) -> None:
    same = dict.fromkeys(PartName, score)

    assert likelihood(same, WEIGHTS).ring == ring


def test_a_high_score_on_too_little_knowledge_is_not_yet_known() -> None:
    assert likelihood(values(readiness=1.0, gains=1.0), WEIGHTS).ring == Ring.UNKNOWN  # 5 of 11
    assert likelihood(values(readiness=1.0, resources=1.0), WEIGHTS).ring == Ring.LIKELY  # 6 of 11


def test_the_reasons_name_what_lifts_most_and_what_holds_back() -> None:
    found = likelihood(
        values(readiness=1.0, gains=1.0, resources=0.1, commitment=0.6, influence=0.4), WEIGHTS
    )

    assert found.in_words == "Lifted by readiness and gains. Held back by resource fit."


def test_a_part_without_weight_is_no_reason() -> None:
    found = likelihood(values(readiness=0.0, gains=1.0), WEIGHTS | {PartName.READINESS: 0})

    assert found.holding_back is None


def test_resource_fit_counts_each_need_by_its_weight() -> None:
    needs = [Need(pk=1, kind="data", weight=3), Need(pk=2, kind="human", weight=1)]

    assert resource_fit({"data": 2, "human": 0}, needs, {}) == pytest.approx((3 * 2 / 3 + 0) / 4)
    assert resource_fit({"data": 2}, needs, {}) == pytest.approx((3 * 2 / 3 + 0) / 4)
    assert resource_fit({"data": 3}, needs, {1: False}) == 0.0
    assert resource_fit({"data": None}, needs, {}) is None
    assert resource_fit({"data": 3}, [], {}) is None


def test_a_need_whose_resource_nobody_knows_is_left_out_and_never_a_zero() -> None:
    needs = [Need(pk=1, kind="data", weight=3), Need(pk=2, kind="human", weight=1)]

    assert resource_fit({"data": 2, "human": None}, needs, {}) == pytest.approx(2 / 3)
    assert resource_fit({"data": 2, "human": None}, needs, {2: False}) == pytest.approx((3 * 2 / 3 + 0) / 4)


@pytest.mark.django_db
def test_a_workshop_reads_answers_needs_and_matches() -> None:
    workshop = WorkshopFactory.create()
    need = NeedFactory.create(workshop=workshop, kind="data", weight=3)
    listing = ListingFactory.create(workshop=workshop)
    AnswerFactory.create(listing=listing, question=Question.READINESS, value=5)
    AnswerFactory.create(listing=listing, question=Question.RESOURCE, kind="data", value=3)
    AnswerFactory.create(listing=listing, question=Question.GAIN, kind="profit", value=None)

    assert parts_of(workshop, listing.pk) == {"readiness": 1.0, "resources": 1.0}

    NeedMatchFactory.create(need=need, listing=listing, fits=False)

    assert parts_of(workshop, listing.pk) == {"readiness": 1.0, "resources": 0.0}


def parts_of(workshop: Workshop, number: int) -> dict[str, float]:
    """Return the known parts of a listing by name."""
    found = likelihoods(workshop)[number]
    return {part.name.value: part.value for part in found.parts if part.value is not None}
