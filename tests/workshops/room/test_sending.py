"""What a phone sends counts once, within limits that are told kindly."""

import re
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import TokenBucket, User
from tests.factories import ContributionFactory, ListingFactory
from tests.phones import phone_in
from workshops import joining, rating
from workshops import listing as listings
from workshops import room as rooms
from workshops.models import Dots, Listing, Pledge, Room, RoomAnswer, Round, Seconding
from workshops.screens import desk_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def partnering(room: Room) -> Room:
    """The room while it chooses partners."""
    room.stage = Room.Stage.PARTNERING
    room.save()
    return room


def test_the_same_sending_counts_once_and_never_again_after_an_edit(room: Room, asked: Round) -> None:
    phone, first, second = phone_in(room), uuid4(), uuid4()
    item = asked.items.first().pk

    for _time in range(3):
        assert phone.send("answer", key=first, item=item, value="2").status_code == 204
    phone.send("answer", key=second, item=item, value="5")
    assert phone.send("answer", key=first, item=item, value="2").status_code == 204

    assert RoomAnswer.objects.get().value == 5


def test_kinds_are_replaced_by_an_edit_and_not_brought_back(room: Room, asked: Round) -> None:
    phone, first = phone_in(room), uuid4()
    item = asked.items.last()

    phone.send("answer", key=first, item=item.pk, kind=["profit", "democracy"])
    phone.send("answer", item=item.pk, kind=["democracy"])
    phone.send("answer", key=first, item=item.pk, kind=["profit", "democracy"])
    assert [choice.kind for choice in RoomAnswer.objects.get().choices.all()] == ["democracy"]

    phone.send("answer", item=item.pk, kind=["democracy"], value="unknown")
    assert RoomAnswer.objects.get().is_unknown
    assert not RoomAnswer.objects.get().choices.exists()


def test_a_proposal_a_pledge_and_a_seconding_sent_twice_are_one(partnering: Room, keepers: Listing) -> None:
    phone, other = phone_in(partnering), ContributionFactory.create(room=partnering)

    for page, said in (
        ("contribute", {"name": "Water sellers"}),
        ("pledge", {"listing": keepers.pk, "kind": "data"}),
    ):
        key = uuid4()
        for _time in range(2):
            assert phone.send(page, key=key, **said).status_code == 204
    key = uuid4()
    for _time in range(2):
        assert phone.second(other, key=key).status_code == 204

    assert partnering.contributions.filter(name="Water sellers").count() == 1
    assert Pledge.objects.count() == 1
    assert Seconding.objects.count() == 1


def test_dots_sent_again_after_they_were_moved_do_not_come_back(partnering: Room, keepers: Listing) -> None:
    phone, first = phone_in(partnering), uuid4()

    phone.send("dots", key=first, listing=keepers.pk, count=3)
    phone.send("dots", listing=keepers.pk, count=1)
    phone.send("dots", key=first, listing=keepers.pk, count=3)

    assert Dots.objects.get().count == 1


def test_what_was_refused_may_be_sent_again_under_its_key(room: Room, facilitator: User) -> None:
    phone, key = phone_in(room), uuid4()
    rooms.change(room, "Pens down", by=facilitator, is_locked=True)

    refused = phone.send("contribute", key=key, name="Water sellers")
    rooms.change(room, "Go on", by=facilitator, is_locked=False)
    taken = phone.send("contribute", key=key, name="Water sellers")

    assert (refused.status_code, taken.status_code) == (422, 204)
    assert "locked just now" in refused.content.decode()
    assert room.contributions.count() == 1


def test_a_phone_that_asks_to_come_in_again_is_the_same_participant(room: Room) -> None:
    def behind_the_door() -> Client:
        client = Client()
        client.post(reverse("phones:code"), {"code": room.code})
        return client

    first, neighbour = behind_the_door(), behind_the_door()
    door = first.cookies["door"].value
    for _time in range(2):
        # The answer was lost on its way: the phone still has the door, and no place in the room.
        first.cookies.clear()
        first.cookies["door"] = door
        assert first.post(reverse("phones:enter"), {"name": "Ama"})["Location"] == reverse("phones:room")
    neighbour.post(reverse("phones:enter"), {"name": "Bola"})

    assert sorted(room.participants.values_list("name", flat=True)) == ["Ama", "Bola"]
    assert first.get(reverse("phones:room")).status_code == 200


def test_two_phones_may_use_the_same_key(room: Room) -> None:
    key = uuid4()
    for phone in (phone_in(room), phone_in(room)):
        phone.send("contribute", key=key, name="Water sellers")

    assert room.contributions.count() == 2


def test_nobody_gives_more_dots_than_there_are_and_those_of_a_removed_listing_are_free(
    partnering: Room, keepers: Listing
) -> None:
    phone, bank = phone_in(partnering), ListingFactory.create(workshop=partnering.workshop)
    phone.send("dots", listing=keepers.pk, count=2)

    refused = phone.send("dots", listing=bank.pk, count=2)
    assert refused.status_code == 422
    assert "Take one back first" in refused.content.decode()

    listings.remove(keepers)
    assert phone.send("dots", listing=bank.pk, count=3).status_code == 204


def test_a_name_too_long_is_refused_in_words_and_nothing_is_kept(room: Room) -> None:
    phone = phone_in(room)

    for said in (
        {"name": "x" * 121},
        {"name": "Bank", "reason": "y" * 301},
        {"name": ""},
        {"name": "a\x00b"},
    ):
        refused = phone.send("contribute", **said)
        assert refused.status_code == 422
        assert len(refused.content) > 10
    assert not room.contributions.exists()


def test_who_sends_more_than_people_can_is_asked_to_wait(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "WRITES", 3)
    monkeypatch.setattr(joining, "WRITES_PER_S", 0)
    phone, neighbour = phone_in(room), phone_in(room)

    sent = [phone.send("contribute", name=f"Name {number}") for number in range(4)]

    assert [answer.status_code for answer in sent] == [204, 204, 204, 429]
    assert "sent again in a moment" in sent[-1].content.decode()
    assert sent[-1]["Retry-After"]
    assert neighbour.send("contribute", name="Somebody else").status_code == 204


def test_naming_too_a_test_of_the_room_and_a_name_are_limited_alike(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "WRITES", 1)
    monkeypatch.setattr(joining, "WRITES_PER_S", 0)
    named = ContributionFactory.create(room=room)
    Room.objects.update(stage=Room.Stage.CHECK, checked_at=timezone.now())
    second, check, introduce = phone_in(room), phone_in(room), phone_in(room)

    assert [second.second(named).status_code for _time in range(2)] == [204, 429]
    assert [check.client.post(reverse("phones:check")).status_code for _time in range(2)] == [204, 429]
    said = [introduce.client.post(reverse("phones:introduce"), {"name": "Awa"}) for _time in range(2)]
    assert [answer.status_code for answer in said] == [302, 422]
    assert "Try again in some minutes" in said[1].content.decode()


def test_naming_too_while_the_room_is_locked_is_refused_in_words(room: Room, facilitator: User) -> None:
    named = ContributionFactory.create(room=room)
    rooms.change(room, "Pens down", by=facilitator, is_locked=True)

    refused = phone_in(room).second(named)

    assert (refused.status_code, Seconding.objects.count()) == (422, 0)
    assert refused["Content-Type"].startswith("text/plain")
    assert "locked just now" in refused.content.decode()


def test_each_test_of_the_room_is_counted_afresh(room: Room, facilitator: User) -> None:
    phones = [phone_in(room) for _number in range(3)]

    def tested() -> tuple[int, int]:
        desk = desk_of(Room.objects.select_related("workshop__city").get(pk=room.pk))
        return desk.checked, desk.state.joined

    rooms.set_stage(room, Room.Stage.CHECK, by=facilitator)
    for phone in phones:
        assert phone.client.post(reverse("phones:check")).status_code == 204
    assert tested() == (3, 3)

    rooms.set_stage(room, Room.Stage.CHECK, by=facilitator)
    assert tested() == (0, 3)
    phones[0].client.post(reverse("phones:check"))
    assert tested() == (1, 3)


def test_slow_mode_says_how_long_to_wait(room: Room, facilitator: User) -> None:
    rooms.change(room, "Slowly", by=facilitator, slow_s=30)
    phone = phone_in(room)

    assert phone.send("contribute", name="First").status_code == 204
    refused = phone.send("contribute", name="Second")

    assert refused.status_code == 422
    assert re.search(r"your next proposal in (30|2\d) seconds", refused.content.decode())
    assert phone_in(room).send("contribute", name="Of another phone").status_code == 204


@pytest.mark.parametrize("value", ["0", "6", "-1", "3.5", "yes", "", "٣"])
def test_an_answer_that_is_not_offered_is_refused(room: Room, asked: Round, value: str) -> None:
    assert phone_in(room).send("answer", item=asked.items.first().pk, value=value).status_code == 422
    assert not RoomAnswer.objects.exists()


def test_a_closed_question_takes_no_answer(room: Room, asked: Round, facilitator: User) -> None:
    phone = phone_in(room)
    rating.set_state(asked, "closed", by=facilitator)

    refused = phone.send("answer", item=asked.items.first().pk, value="3")

    assert (refused.status_code, RoomAnswer.objects.count()) == (422, 0)
    assert "did not count" in refused.content.decode()


def typed(code: str, address: str = "203.0.113.5") -> tuple[int, bytes]:
    """Return what the page of the code answers, without what this browser typed."""
    client = Client(REMOTE_ADDR=address)
    client.cookies[settings.CSRF_COOKIE_NAME] = "c" * 32
    answer = client.post(reverse("phones:code"), {"code": code})
    plain = answer.content.replace(code.encode(), b"")
    token = answer.context and str(answer.context["csrf_token"]).encode()
    return answer.status_code, plain.replace(token, b"") if token else plain


def test_a_wrong_and_a_closed_code_are_answered_alike(room: Room) -> None:
    rooms.close(room)

    with time_machine.travel(timezone.now(), tick=False):  # the page says what time it is
        wrong, closed = typed("ZZZZZZ"), typed(room.code)

    assert wrong == closed
    assert wrong[0] == 422
    assert b"No open room has this code" in wrong[1]


def test_guessing_is_limited_and_the_right_code_still_opens(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    Room.objects.update(code="K7M2QX")
    monkeypatch.setattr(joining, "WRONG_PER_ADDRESS", 3)
    monkeypatch.setattr(joining, "WRONG_REFILL_PER_S", 0)

    tried = [typed(f"K7ZZZ{number}")[0] for number in range(2, 6)]

    assert tried == [422, 422, 422, 429]
    assert typed("K7M2QX")[0] == 302
    assert typed("k7m 2qx")[0] == 302
    assert typed("ABZZZZ")[0] == 422
    assert typed("K7ZZZZ", address="203.0.113.6")[0] == 422


def test_guessing_from_many_addresses_is_limited_together(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "WRONG_OVERALL", 2)
    monkeypatch.setattr(joining, "WRONG_OVERALL_REFILL_PER_S", 0)

    tried = [typed("ZZZZZZ", address=f"203.0.113.{number}")[0] for number in range(3)]

    assert tried == [422, 422, 429]
    assert typed(room.code, address="203.0.113.9")[0] == 302
    assert TokenBucket.objects.filter(key="code").exists()
