"""What many see alike at the door is drawn once; what is somebody's own never is."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import WorkshopFactory
from workshops import room as rooms
from workshops.models import Room

pytestmark = pytest.mark.django_db
A_MOMENT = timedelta(seconds=4)


def at_the_door(room: Room, language: str = "en") -> Client:
    phone = Client(headers={"accept-language": language})
    phone.post(reverse("phones:code"), {"code": room.code})
    return phone


def door(phone: Client) -> str:
    return phone.get(reverse("phones:enter")).content.decode()


def test_the_second_at_the_door_asks_the_database_nothing(
    room: Room, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first, second = at_the_door(room), at_the_door(room)
    seen = door(first)

    with django_assert_num_queries(0):
        assert str(room.workshop.title) in door(second)
        assert Client().get(reverse("phones:code")).status_code == 200
    assert "You speak for" in seen


def test_each_phone_has_a_token_of_its_own_that_works(room: Room) -> None:
    phones = [Client(enforce_csrf_checks=True) for _phone in range(2)]

    def token(phone: Client, page: str) -> str:
        found = re.findall(
            r'name="csrfmiddlewaretoken" value="(\w+)"', phone.get(reverse(page)).content.decode()
        )
        assert len(set(found)) == 1
        return found[0]

    tokens = [token(phone, "phones:code") for phone in phones]
    assert tokens[0] != tokens[1]
    for phone, mine, others in zip(phones, tokens, reversed(tokens), strict=True):
        code = {"code": room.code}
        refused = phone.post(reverse("phones:code"), {"csrfmiddlewaretoken": others, **code})
        assert refused.status_code == 403
        assert phone.post(reverse("phones:code"), {"csrfmiddlewaretoken": mine, **code}).status_code == 302
        sent = {"csrfmiddlewaretoken": token(phone, "phones:enter")}
        assert phone.post(reverse("phones:enter"), sent).status_code == 302
    assert room.participants.count() == 2


def test_two_languages_and_two_rooms_have_doors_of_their_own(room: Room) -> None:
    other = rooms.open_room(WorkshopFactory.create(title="Bus tracking"))

    assert "You speak for" in door(at_the_door(room))
    assert "Vous parlez pour" in door(at_the_door(room, "fr"))
    assert "Bus tracking" in door(at_the_door(other))
    assert "Bus tracking" not in door(at_the_door(room))


def test_a_room_that_was_closed_lets_nobody_in_and_soon_has_no_door(room: Room) -> None:
    late, later = at_the_door(room), at_the_door(room)
    door(late)
    rooms.close(room)

    assert late.post(reverse("phones:enter"), {})["Location"] == reverse("phones:code")
    with time_machine.travel(timezone.now() + A_MOMENT):
        assert later.get(reverse("phones:enter"))["Location"] == reverse("phones:code")
    assert not room.participants.exists()
