"""A hall comes in through one address; a script that goes on joining does not."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import TokenBucket
from workshops import joining
from workshops import room as rooms
from workshops.models import Room

pytestmark = pytest.mark.django_db
HALL, ELSEWHERE = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def small_hall(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hall of two."""
    monkeypatch.setattr(joining, "JOINS", 2)


def phone_at_the_door(room: Room, address: str = HALL) -> Client:
    """Return a phone that has typed the right code."""
    phone = Client(REMOTE_ADDR=address)
    assert phone.post(reverse("phones:code"), {"code": room.code}).status_code == 302
    return phone


def joined(phone: Client) -> int:
    """Return what the door answers."""
    return phone.post(reverse("phones:enter"), {}).status_code


def test_one_address_lets_in_a_hall_and_then_one_after_another(room: Room, small_hall: None) -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        assert [joined(phone_at_the_door(room)) for _phone in range(4)] == [302, 302, 429, 429]
        late, elsewhere = phone_at_the_door(room), phone_at_the_door(room, ELSEWHERE)
        assert [joined(late), joined(elsewhere)] == [429, 302]
        assert room.participants.count() == 3

    with time_machine.travel(now + timedelta(seconds=2), tick=False):
        assert joined(late) == 302

    assert room.participants.count() == 4


def test_who_has_to_wait_is_told_kindly_and_keeps_what_they_typed(room: Room, small_hall: None) -> None:
    for _phone in range(2):
        joined(phone_at_the_door(room))

    answer = phone_at_the_door(room).post(reverse("phones:enter"), {"name": "Afi"})

    assert answer.status_code == 429
    assert "Wait a moment, then join." in answer.content.decode()
    assert 'value="Afi"' in answer.content.decode()


def test_a_phone_that_asks_twice_counts_once(room: Room, small_hall: None) -> None:
    phone = phone_at_the_door(room)
    door = phone.cookies["door"].value
    for _time in range(4):
        phone.cookies.clear()
        phone.cookies["door"] = door
        assert joined(phone) == 302

    assert room.participants.count() == 1
    assert joined(phone_at_the_door(room)) == 302


def test_a_thousand_phones_of_one_hall_come_in_at_once() -> None:
    assert joining.JOINS >= 1000


def test_where_people_came_from_is_not_kept_in_clear_and_not_beyond_the_room(room: Room) -> None:
    joined(phone_at_the_door(room))

    keys = list(TokenBucket.objects.values_list("key", flat=True))
    assert len(keys) == 1
    assert HALL not in keys[0]
    rooms.close(room)
    assert not TokenBucket.objects.exists()
