"""Paper is equal: ballots, sheets and hands count as phones do, and nobody counts twice."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from ecosystem.models import Family, User
from tests.factories import FamilyFactory, TableFactory
from tests.phones import phone_in
from workshops import contributions, paper, rating, scribing
from workshops.joining import TooManyError
from workshops.models import Contribution, Listing, Participant, Room, RoomAnswer, Round, RoundItem
from workshops.results import ItemResult, results_of

pytestmark = pytest.mark.django_db
# What seven people think: readiness, and what there is to gain by the keys beside the boxes.
PEOPLE = [("1", "a"), ("2", "a b"), ("3", "?"), ("3", "b"), ("4", "0"), ("?", "a"), ("5", "c d")]


def items_of(asked: Round) -> tuple[RoundItem, RoundItem]:
    """Return the question about readiness and the one about gains."""
    items = {item.question: item for item in asked.items.select_related("round__room", "listing")}
    return items["readiness"], items["gain"]


def on_paper(asked: Round, number: int, ready: str, gain: str) -> Participant:
    """Type the ballot `number`."""
    code = paper.ballot_code(asked.room.workshop, number)
    lines = zip(items_of(asked), (ready, gain), strict=True)
    said = {item: line for item, typed in lines if (line := scribing.read_line(item, typed)) is not None}
    return scribing.keep_ballot(asked, code, said, family=None, table=None)


def on_a_phone(asked: Round, ready: str, gain: str) -> Participant:
    """Answer on a phone of its own."""
    who = phone_in(asked.room).participant
    for item, typed in zip(items_of(asked), (ready, gain), strict=True):
        line = scribing.read_line(item, typed)
        assert line
        rating.answer(item, who, said=line.said, kinds=line.kinds)
    return who


def figures(asked: Round, facilitator: User) -> list[tuple[object, ...]]:
    """Return what the result page says."""
    rating.set_state(Round.objects.get(pk=asked.pk), Round.State.REVEALED, by=facilitator)
    shown = Round.objects.select_related("room__workshop__city").get(pk=asked.pk)

    def told(result: ItemResult) -> tuple[object, ...]:
        return (result.answers, result.unknown, result.bars, result.median, result.consensus)

    return [told(result) for result in results_of(shown)]


@pytest.mark.parametrize(
    "line", ["Salt makers " * 11, "Salt makers; " + "why " * 101], ids=["name", "reason"]
)
def test_a_line_of_a_sheet_that_is_too_long_is_told_and_keeps_nothing(
    room: Room, keepers: Listing, as_facilitator: Client, line: str
) -> None:
    page = reverse("workshops:scribe-sheet", args=[room.workshop.city.code, room.workshop.pk])
    code = paper.sheet_code(room.workshop, keepers.family, 1)

    answer = as_facilitator.post(page, {"code": code, "lines": f"Tap repairers\n{line}"})

    assert answer.status_code == 422
    assert "make it shorter" in answer.content.decode()
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("on_phones", [0, 3, len(PEOPLE)])
def test_paper_phones_and_both_give_the_same_result(asked: Round, facilitator: User, on_phones: int) -> None:
    for number, (ready, gain) in enumerate(PEOPLE, start=1):
        if number <= on_phones:
            on_a_phone(asked, ready, gain)
        else:
            on_paper(asked, number, ready, gain)

    readiness, gains = figures(asked, facilitator)

    assert readiness[:2] == (7, 1)
    assert [bar.count for bar in readiness[2]] == [1, 1, 2, 1, 1]  # type: ignore[attr-defined]
    assert readiness[3] == 3
    assert gains[:2] == (7, 1)
    assert [bar.count for bar in gains[2]][:4] == [3, 2, 1, 1]  # type: ignore[attr-defined]


def test_a_ballot_typed_twice_counts_once_and_says_what_was_typed_last(asked: Round) -> None:
    first = on_paper(asked, 7, "2", "a")

    again = on_paper(asked, 7, "4", "")

    assert again == first
    readiness, gain = items_of(asked)
    assert RoomAnswer.objects.get(item=readiness).value == 4
    assert [choice.kind for choice in RoomAnswer.objects.get(item=gain).choices.all()] == ["profit"]


def test_a_ballot_is_typed_while_the_room_is_locked_or_closed_but_not_after_the_reveal(
    asked: Round, facilitator: User
) -> None:
    Room.objects.update(is_locked=True)
    rating.set_state(asked, Round.State.CLOSED, by=facilitator)
    on_paper(asked, 1, "2", "a")
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    with pytest.raises(ValidationError, match="revealed"):
        on_paper(asked, 2, "2", "a")
    assert scribing.open_round(asked.room) is None


def test_a_phone_that_gives_its_ballots_code_counts_once(asked: Round) -> None:
    on_paper(asked, 3, "2", "a")
    phone = phone_in(asked.room)
    readiness, gain = items_of(asked)
    rating.answer(readiness, phone.participant, said="5")

    answer = phone.client.post(
        reverse("phones:introduce"), {"name": "Awa", "ballot": paper.ballot_code(asked.room.workshop, 3)}
    )

    assert answer.status_code == 302
    assert Participant.objects.count() == 1
    assert RoomAnswer.objects.get(item=readiness).value == 5
    assert RoomAnswer.objects.get(item=gain).participant == phone.participant
    assert on_paper(asked, 3, "1", "") == phone.participant


def test_another_phones_ballot_is_not_taken_and_codes_cannot_be_tried_out(asked: Round) -> None:
    code = paper.ballot_code(asked.room.workshop, 3)
    scribing.take_over_ballot(phone_in(asked.room).participant, code)
    other = phone_in(asked.room).participant

    with pytest.raises(ValidationError, match="Another phone"):
        scribing.take_over_ballot(other, code)
    right = paper.ballot_code(asked.room.workshop, 9)
    wrong = [right[:-1] + letter for letter in paper.CHECKS if letter != right[-1]]
    for guess in wrong[:2]:
        with pytest.raises(ValidationError, match="No ballot"):
            scribing.take_over_ballot(other, guess)
    with pytest.raises(TooManyError):
        scribing.take_over_ballot(other, paper.ballot_code(asked.room.workshop, 4))


@pytest.fixture
def ngos(room: Room) -> Family:
    return FamilyFactory.create(city=room.workshop.city, names={"en": "NGOs"}, mark="NG")


def test_a_sheet_comes_to_the_queue_with_its_family_and_table(room: Room, ngos: Family) -> None:
    table = TableFactory.create(room=room, name="Table 4")
    code = paper.sheet_code(room.workshop, ngos, 1)

    scribing.keep_sheet(
        room, code, [("Eau pour Tous", "they know taps"), ("", ""), ("Salt makers", "")], table=table
    )

    rows = [(row.name, row.reason, row.family, row.table) for row in room.contributions.all()]
    assert rows == [("Eau pour Tous", "they know taps", ngos, table), ("Salt makers", "", ngos, table)]


def test_a_sheet_typed_again_replaces_its_own_lines_and_leaves_what_was_dealt_with(
    room: Room, ngos: Family, facilitator: User
) -> None:
    code = paper.sheet_code(room.workshop, ngos, 1)
    scribing.keep_sheet(
        room, code, [("Eau pour Tous", ""), ("Salt makes", ""), ("Tap repairers", "")], table=None
    )
    contributions.accept(list(room.contributions.filter(name="Eau pour Tous")), family=ngos, by=facilitator)

    kept = scribing.keep_sheet(room, code, [("Salt makers", ""), ("Tap repairers", "")], table=None)

    assert (kept.added, kept.kept, kept.settled) == (1, 1, 1)
    names = {row.name: row.state for row in room.contributions.all()}
    assert names == {
        "Eau pour Tous": Contribution.State.ACCEPTED,
        "Tap repairers": Contribution.State.WAITING,
        "Salt makers": Contribution.State.WAITING,
    }


def url(room: Room, name: str) -> str:
    return reverse(f"workshops:{name}", args=[room.workshop.city.code, room.workshop.pk])


def test_what_cannot_be_read_is_told_at_its_line_and_nothing_is_lost(
    asked: Round, as_facilitator: Client
) -> None:
    readiness, gain = items_of(asked)
    code = paper.ballot_code(asked.room.workshop, 5)

    answer = as_facilitator.post(
        url(asked.room, "scribe-ballot"),
        {"code": code, f"line_{readiness.pk}": "9", f"line_{gain.pk}": "a b"},
    )

    assert answer.status_code == 422
    page = answer.content.decode()
    assert "9 is not beside a box here" in page
    assert 'value="a b"' in page
    assert not RoomAnswer.objects.exists()


def test_the_page_keeps_a_ballot_and_asks_for_the_next(asked: Round, as_facilitator: Client) -> None:
    readiness, _gain = items_of(asked)
    code = paper.ballot_code(asked.room.workshop, 5)

    answer = as_facilitator.post(
        url(asked.room, "scribe-ballot"),
        {"code": f" {code.lower()} ", f"line_{readiness.pk}": "4"},
        follow=True,
    )

    assert f"Ballot {code} is in: 1 answer." in answer.content.decode()
    assert RoomAnswer.objects.get().value == 4
    wrong = as_facilitator.post(
        url(asked.room, "scribe-ballot"), {"code": "B05", f"line_{readiness.pk}": "4"}
    )
    assert wrong.status_code == 422


def test_the_page_of_sheets_refuses_a_code_with_a_slip(
    room: Room, ngos: Family, as_facilitator: Client
) -> None:
    code = paper.sheet_code(room.workshop, ngos, 1)
    slip = code[:2] + "9" + code[3:]

    refused = as_facilitator.post(url(room, "scribe-sheet"), {"code": slip, "lines": "Eau pour Tous"})
    taken = as_facilitator.post(
        url(room, "scribe-sheet"), {"code": code, "lines": "Eau pour Tous; taps"}, follow=True
    )

    assert refused.status_code == 422
    assert "Eau pour Tous" in refused.content.decode()
    assert "NGOs: 1 new in the queue" in taken.content.decode()


def test_hands_are_added_and_told_as_such(asked: Round, facilitator: User, as_facilitator: Client) -> None:
    readiness, _gain = items_of(asked)
    for ready in ("3", "3", "4"):
        on_a_phone(asked, ready, "a")

    said = as_facilitator.post(url(asked.room, "room-hands"), {"item": readiness.pk, "value": 5, "hands": 4})
    assert said.status_code == 302
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    page = as_facilitator.get(url(asked.room, "room-desk")).content.decode()
    assert "7 answers" in page
    assert "4 of them hands counted by eye" in page
    assert not Listing.objects.exclude(pk=readiness.listing_id).exists()
