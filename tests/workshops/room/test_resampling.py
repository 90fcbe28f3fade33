"""What the room would say if its answers were drawn anew: exact chances, held to every draw there is."""

from collections import Counter
from itertools import product
from statistics import median

import pytest

from ecosystem.models import User
from tests.phones import phone_in
from workshops import rating
from workshops.models import Listing, Room, Round
from workshops.resampling import median_chances, said_in, turn_chance


def tried_out(answers: tuple[int, ...]) -> dict[float, float]:
    """Return the chance of each median by making every draw there is."""
    draws = list(product(answers, repeat=len(answers)))
    return {value: n / len(draws) for value, n in Counter(float(median(draw)) for draw in draws).items()}


@pytest.mark.parametrize(
    "answers", [(1, 2, 5), (3, 3, 3), (1, 1, 2, 5), (1, 2, 3, 5), (2, 4, 4, 4, 5), (1, 1, 2, 3, 4, 5)]
)
def test_the_chances_are_those_of_all_draws(answers: tuple[int, ...]) -> None:
    found = median_chances(tuple(sorted(Counter(answers).items())))

    assert {value: chance for value, chance in found.items() if chance > 1e-12} == pytest.approx(
        tried_out(answers)
    )


def test_a_thousand_answers_are_no_burden() -> None:
    found = median_chances(((1, 250), (2, 250), (3, 250), (5, 250)))

    assert sum(found.values()) == pytest.approx(1)
    assert found[2.0] == pytest.approx(found[3.0])
    assert found[1.0] == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(("people", "count"), [(3, 1), (3, 2), (4, 2), (5, 4), (4, 0), (4, 4)])
def test_a_majority_turns_as_often_as_in_all_draws(people: int, count: int) -> None:
    answers = [True] * count + [False] * (people - count)
    draws = list(product(answers, repeat=people))
    turned = sum((2 * sum(draw) >= people) != (2 * count >= people) for draw in draws)

    assert turn_chance(people, count) == pytest.approx(turned / len(draws))


@pytest.mark.django_db
def test_only_what_three_answered_and_was_revealed_counts_and_the_last_time_it_was_asked(
    room: Room, keepers: Listing, asked: Round, facilitator: User
) -> None:
    def answered(round_: Round, value: str, people: int) -> None:
        scale, kinds = round_.items.order_by("pk")
        for phone in phones[:people]:
            assert phone.send("answer", item=scale.pk, value=value).status_code == 204
            assert phone.send("answer", item=kinds.pk, kind="profit").status_code == 204

    phones = [phone_in(room, name=name) for name in ("Ama", "Bola", "Chidi", "Dede")]
    answered(asked, "2", 4)
    assert said_in(room.workshop) == {}

    rating.set_state(asked, Round.State.REVEALED, by=facilitator)
    said = said_in(room.workshop)
    assert said[keepers.pk, "readiness"].values == {2: 4}
    assert (said[keepers.pk, "gain"].people, said[keepers.pk, "gain"].kinds) == (4, {"profit": 4})

    again = rating.again(asked, by=facilitator)
    answered(again, "5", 2)
    rating.count_hands(again.items.order_by("pk")[0], value=4, hands=2)
    rating.set_state(again, Round.State.REVEALED, by=facilitator)
    said = said_in(room.workshop)
    assert said[keepers.pk, "readiness"].values == {5: 2, 4: 2}
    assert (keepers.pk, "gain") not in said
