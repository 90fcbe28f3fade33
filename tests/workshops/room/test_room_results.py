"""What the room says: shown from three answers on, right, and apart from what is decided."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Family, User
from tests.factories import FamilyFactory, ListingFactory
from tests.pages import SeenPage
from tests.phones import phone_in
from workshops import rating
from workshops.models import Answer, Listing, Room, Round
from workshops.results import ItemResult, consensus_of, median_of, results_of

pytestmark = pytest.mark.django_db


def say(asked: Round, values: list[str], *, family: Family | None = None) -> None:
    """Let a phone answer the scale for each of `values`."""
    item = asked.items.first()
    for value in values:
        assert (
            phone_in(asked.room, family=family).send("answer", item=item.pk, value=value).status_code == 204
        )


def revealed(asked: Round, by: User) -> ItemResult:
    """Return the scale's result after the reveal."""
    rating.set_state(asked, "revealed", by=by)
    return results_of(asked)[0]


@pytest.mark.parametrize(
    ("counts", "median"),
    [
        ({3: 1}, 3),
        ({1: 1, 2: 1}, 1.5),
        ({1: 2, 5: 1}, 1),
        ({1: 2, 5: 2}, 3),
        ({2: 1, 4: 2, 5: 2}, 4),
        ({}, None),
    ],
)
def test_the_median_is_the_middle_answer(counts: dict[int, int], median: float) -> None:
    assert median_of(counts) == median


@pytest.mark.parametrize(
    ("counts", "consensus"),
    # Tastle and Wierman 2007: agreed, split to the ends, and the even spread over five categories.
    [({4: 7}, 1.0), ({1: 5, 5: 5}, 0.0), (dict.fromkeys(range(1, 6), 2), 0.4339), ({1: 1, 2: 1}, 0.8074)],
)
def test_the_consensus_is_that_of_tastle_and_wierman(counts: dict[int, int], consensus: float) -> None:
    assert consensus_of(counts) == pytest.approx(consensus, abs=0.0001)


def test_under_three_answers_no_screen_shows_a_figure(
    room: Room, asked: Round, litto: City, facilitator: User, as_facilitator: Client
) -> None:
    say(asked, ["4", "4"])
    rating.set_state(asked, "revealed", by=facilitator)

    for name in ("room-desk", "room-wall-screen"):
        page = SeenPage(as_facilitator.get(reverse(f"workshops:{name}", args=[litto.code, room.workshop.pk])))
        assert "Under three answers nothing is shown" in page.text
        assert "median" not in page.text
        assert "consensus" not in page.text
        assert not [button for button in page.buttons if "Keep" in button]


def test_three_answers_show_distribution_median_and_consensus_and_unknown_is_an_answer(
    room: Room, asked: Round, litto: City, facilitator: User, as_facilitator: Client
) -> None:
    say(asked, ["2", "2", "5", "unknown"])

    result = revealed(asked, facilitator)

    assert (result.answers, result.unknown, result.median) == (4, 1, 2)
    assert [bar.count for bar in result.bars] == [0, 2, 0, 0, 1]
    wall = as_facilitator.get(reverse("workshops:room-wall-screen", args=[litto.code, room.workshop.pk]))
    seen = SeenPage(wall).text
    assert "median 2, curious" in seen
    assert "4 answers" in seen
    assert "1 does not know" in seen


def test_perspectives_apart_are_named_only_where_three_of_each_answered(
    room: Room, asked: Round, facilitator: User
) -> None:
    city = room.workshop.city
    firms, citizens, few = (
        FamilyFactory.create(city=city, names={"en": name}) for name in ("Firms", "Citizens", "Few")
    )
    say(asked, ["1", "1", "2"], family=firms)
    say(asked, ["4", "4", "5"], family=citizens)
    say(asked, ["5", "5"], family=few)

    apart = revealed(asked, facilitator).apart

    assert apart is not None
    assert [(each.name, each.median) for each in apart] == [("Firms", 1), ("Citizens", 4)]


def test_the_decided_value_stands_beside_the_rooms_and_changes_neither_it_nor_the_answers(
    room: Room, asked: Round, keepers: Listing, facilitator: User
) -> None:
    say(asked, ["2", "2", "5"])
    before = revealed(asked, facilitator)
    item = asked.items.first()

    rating.decide(item, 4, by=facilitator)

    decided = Answer.objects.get(listing=keepers, question="readiness")
    after = results_of(asked)[0]
    assert (decided.value, decided.decided_by) == (4, facilitator)
    assert (after.median, after.consensus) == (before.median, before.consensus)
    assert [bar.count for bar in after.bars] == [bar.count for bar in before.bars]
    assert [bar.value for bar in after.bars if bar.is_kept] == ["4"]
    with pytest.raises(ValidationError):
        rating.decide(item, 6, by=facilitator)


def test_what_the_room_says_decides_nothing_by_itself(
    room: Room, asked: Round, keepers: Listing, facilitator: User
) -> None:
    say(asked, ["3", "3", "3"])
    revealed(asked, facilitator)

    assert not keepers.answers.exists()


def test_asked_again_the_first_answers_stay_apart(room: Room, asked: Round, facilitator: User) -> None:
    say(asked, ["1", "1", "1"])
    revealed(asked, facilitator)

    second = rating.again(asked, by=facilitator)
    say(second, ["5", "5", "5"])

    assert revealed(second, facilitator).median == 5
    assert results_of(asked)[0].median == 1


def test_more_than_phones_carry_and_two_questions_at_once_are_refused(
    room: Room, asked: Round, keepers: Listing, facilitator: User
) -> None:
    with pytest.raises(ValidationError, match="before the room already"):
        rating.ask(room, [keepers], ["interest"], by=facilitator)

    rating.set_state(asked, "revealed", by=facilitator)
    many = ListingFactory.create_batch(25, workshop=room.workshop)
    with pytest.raises(ValidationError, match="Choose fewer"):
        rating.ask(room, many, ["readiness"], by=facilitator)


def test_the_console_comes_back_to_a_question_after_another_stage(
    room: Room, asked: Round, litto: City, as_facilitator: Client
) -> None:
    def post(stage: str) -> SeenPage:
        here = [litto.code, room.workshop.pk]
        as_facilitator.post(reverse("workshops:room-stage", args=here), {"stage": stage})
        return SeenPage(as_facilitator.get(reverse("workshops:room-desk", args=here)))

    assert "Question" in post("listing").buttons
    assert any("Reveal answers" in button for button in post("question").buttons)
