"""Anonymous means anonymous, and who leaves takes the name along."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import models
from django.test import Client
from django.urls import reverse

from ecosystem.models import TokenBucket, User
from tests.conftest import signed_in
from tests.factories import RoomFactory
from tests.pages import SeenPage
from tests.phones import phone_in
from workshops.joining import introduce
from workshops.models import Participant, Pledge, Receipt, Room, RoomAnswer, RoomCheck, Round
from workshops.paper import ballot_code
from workshops.room import close

pytestmark = pytest.mark.django_db
ABOUT_PEOPLE = {Participant, *(each.related_model for each in Participant._meta.related_objects)}


@pytest.fixture
def anonymous(room: Room) -> Room:
    room.is_anonymous = True
    room.save()
    return room


def everything_stored() -> str:
    """Return every row of every table, as the database holds it."""
    return " ".join(str(list(model._base_manager.values())) for model in apps.get_models())


def test_an_anonymous_room_stores_no_name_that_is_sent_to_it(anonymous: Room) -> None:
    client = Client()
    client.post(reverse("phones:code"), {"code": anonymous.code})
    client.post(reverse("phones:enter"), {"name": "Amadou Ouattara"})
    client.post(reverse("phones:introduce"), {"name": "Amadou Ouattara"})

    assert anonymous.participants.count() == 1
    who = phone_in(anonymous, name="Amadou").participant
    introduce(who, name="Amadou", family=None, table=None)
    assert "Amadou" not in everything_stored()
    assert "first name" not in SeenPage(client.get(reverse("phones:introduce"))).text


def test_numbers_of_an_anonymous_room_tell_no_order_and_those_of_another_do(anonymous: Room) -> None:
    named = RoomFactory.create()
    came, others = ([phone_in(each).participant.pk for _number in range(12)] for each in (anonymous, named))

    assert len(set(came)) == 12
    # One shuffle in 479 million is sorted.
    assert came != sorted(came)
    assert others == sorted(others)


def test_when_somebody_sent_last_is_forgotten_with_the_room_or_with_them(room: Room, asked: Round) -> None:
    gone, stays = phone_in(room), phone_in(room)
    for phone in (gone, stays):
        phone.send("answer", item=asked.items.first().pk, value="4")
        phone.client.post(reverse("phones:introduce"), {"ballot": ballot_code(room.workshop, 9)})
    assert TokenBucket.objects.count() == 2

    gone.client.post(reverse("phones:leave"))
    assert TokenBucket.objects.count() == 1
    close(room)
    assert not TokenBucket.objects.exists()


def test_whether_names_are_given_is_never_changed_afterwards(anonymous: Room, superuser: User) -> None:
    who = phone_in(anonymous).participant
    admins = signed_in(superuser)

    room_page = reverse("admin:workshops_room_change", args=[anonymous.pk])
    form = SeenPage(admins.get(room_page)).form("code")
    assert "is_anonymous" not in form
    admins.post(room_page, form | {"is_anonymous": ""})
    who_page = reverse("admin:workshops_participant_change", args=[who.pk])
    admins.post(who_page, {"name": "Amadou", "room": anonymous.pk})

    anonymous.refresh_from_db()
    assert anonymous.is_anonymous
    assert "Amadou" not in everything_stored()


def test_leaving_erases_the_name_and_what_was_said_counts_on(room: Room, asked: Round) -> None:
    phone = phone_in(room, name="Amadou")
    phone.send("answer", item=asked.items.first().pk, value="4")
    phone.send("contribute", name="Water sellers")
    assert "Amadou" in everything_stored()

    assert phone.client.post(reverse("phones:leave")).status_code == 302

    assert "Amadou" not in everything_stored()
    assert RoomAnswer.objects.get().value == 4
    assert room.contributions.get().name == "Water sellers"
    assert phone.see("room")["Location"] == reverse("phones:code")
    assert phone.send("contribute", name="Back again").status_code == 410


def test_nothing_of_a_device_or_an_address_is_kept_of_anybody(room: Room, asked: Round, keepers: Any) -> None:
    device = {
        "REMOTE_ADDR": "203.0.113.77",
        "HTTP_USER_AGENT": "Telltale/7",
        "HTTP_X_FORWARDED_FOR": "203.0.113.78",
    }
    phone = phone_in(room, name="Ama")
    phone.client.defaults.update(device)
    Client(**device).post(reverse("phones:code"), {"code": "WRONG1"})
    phone.send("answer", item=asked.items.first().pk, value="4")
    phone.send("contribute", name="Water sellers")
    phone.send("pledge", listing=keepers.pk, kind="data")

    stored = everything_stored()
    assert "Water sellers" in stored
    for trace in ("203.0.113", "Telltale"):
        assert trace not in stored
    # Nor when: the moment of a row would be as good as a seat number.
    kinds = (models.GenericIPAddressField, models.DateTimeField)
    for model in (RoomAnswer, Receipt, RoomCheck):
        assert not [each.name for each in model._meta.get_fields() if isinstance(each, kinds)]


def test_no_table_of_the_admin_ties_an_answer_to_somebody(room: Room, superuser: User) -> None:
    shown = {model for model in admin.site._registry if model in ABOUT_PEOPLE} - {Participant, Pledge}

    for model in shown:
        names = [each.name for each in model._meta.fields if each.related_model is Participant]
        assert set(names) <= set(admin.site._registry[model].exclude or ()), model
    assert RoomAnswer not in shown


def test_the_admin_names_no_choice_when_somebody_is_deleted(
    room: Room, asked: Round, superuser: User
) -> None:
    phone = phone_in(room, name="Ama")
    phone.send("answer", item=asked.items.last().pk, kind="democracy")

    page = signed_in(superuser).get(
        reverse("admin:workshops_participant_delete", args=[phone.participant.pk])
    )

    assert "democracy" not in page.content.decode().lower()


def test_a_download_holds_no_name_of_anybody_in_the_room(
    room: Room, asked: Round, keepers: Any, as_facilitator: Client
) -> None:
    phone = phone_in(room, name="Amadou")
    phone.send("answer", item=asked.items.first().pk, value="4")
    phone.send("pledge", listing=keepers.pk, kind="data", text="monthly figures")
    Round.objects.update(state=Round.State.REVEALED)

    for name in ("room", "room-desk", "room-wall-screen", "plan", "map"):
        page = as_facilitator.get(
            reverse(f"workshops:{name}", args=[room.workshop.city.code, room.workshop.pk])
        )
        assert page.status_code == 200
        assert "Amadou" not in page.content.decode(), name
