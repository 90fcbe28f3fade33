"""After a reveal: what the room says is kept and the next stakeholder asked about, with one key."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from ecosystem.models import User
from tests.factories import ListingFactory
from tests.pages import SeenPage
from tests.phones import phone_in
from workshops import rating
from workshops import room as rooms
from workshops.acting import undo_last
from workshops.advancing import keep_and_go_on, next_after
from workshops.models import Answer, Listing, Room, Round, Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def carriers(keepers: Listing) -> Listing:
    """Who comes after the keepers."""
    return ListingFactory.create(workshop=keepers.workshop, name="Water carriers", family=keepers.family)


def answered(asked: Round, values: str, kinds: tuple[str, ...] = ()) -> None:
    """Let one phone give each of the values, and all of them the kinds; then reveal."""
    scale, gains = asked.items.order_by("pk")
    for value in values:
        phone = phone_in(asked.room, name="Somebody")
        phone.send("answer", item=scale.pk, value=value)
        phone.send("answer", item=gains.pk, kind=list(kinds))


def decided(listing: Listing) -> dict[str, int | None]:
    """Return what is decided about a listing: by question, or by kind."""
    return {row.kind or row.question: row.value for row in Answer.objects.filter(listing=listing)}


def test_one_key_keeps_the_values_and_asks_about_the_next_and_one_undo_takes_all_back(
    asked: Round, keepers: Listing, carriers: Listing, facilitator: User, as_facilitator: Client
) -> None:
    answered(asked, "334", ("profit",))
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)
    page = reverse("workshops:room-next", args=[keepers.workshop.city.code, keepers.workshop.pk])

    said = as_facilitator.post(page, headers={"HX-Request": "true"}).content.decode()

    assert said == "Values kept, now: Water carriers"
    assert decided(keepers) == {"readiness": 3, "profit": 1}
    newest = rating.current(asked.room)
    assert newest is not None
    assert [(item.listing, item.question) for item in newest.items.order_by("pk")] == [
        (carriers, "readiness"),
        (carriers, "gain"),
    ]

    undo_last(asked.room)
    assert decided(keepers) == {}
    assert rating.current(asked.room) == asked


def asked_of(room: Room) -> list[str]:
    """Return about whom the newest round asks."""
    newest = rating.current(room)
    return [item.listing.name for item in newest.items.order_by("pk")] if newest else []


def test_the_button_and_the_key_go_to_the_same_next_who_was_not_asked_yet(
    room: Room, keepers: Listing, carriers: Listing, facilitator: User, as_facilitator: Client
) -> None:
    bank, port = (
        ListingFactory.create(workshop=room.workshop, name=name, family=keepers.family)
        for name in ("Harbour bank", "Port")
    )

    def put(listings: list[Listing], question: str) -> Round:
        asked = rating.ask(room, listings, [question], by=facilitator)
        return rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    # In the order of the table from the third on: who was asked before is passed, then come the first.
    put([carriers], "readiness")
    for now, following in ((bank, "Port"), (port, "Kiosk keepers")):
        put([now], "readiness")
        page = SeenPage(as_facilitator.get(room.get_absolute_url()))
        assert f"Ask about {following} Alt N" in page.buttons
    last = put([keepers], "readiness")
    assert next_after(last) == []
    assert "Ask who should be a partner" in SeenPage(as_facilitator.get(room.get_absolute_url())).buttons

    # Another question begins anew; two are followed by the next two, by button and by key.
    both = put([keepers, carriers], "influence")
    page = SeenPage(as_facilitator.get(room.get_absolute_url()))
    assert "Ask about the next 2 Alt N" in page.buttons
    keep_and_go_on(both, by=facilitator)
    assert asked_of(room) == ["Harbour bank", "Port"]


def test_what_the_facilitator_decided_otherwise_stays(
    asked: Round, keepers: Listing, facilitator: User
) -> None:
    answered(asked, "334")
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)
    rating.decide(asked.items.get(question="readiness"), 5, by=facilitator)

    assert keep_and_go_on(asked, by=facilitator) == (
        "These were the last stakeholders, and their values are kept."
    )
    assert decided(keepers) == {"readiness": 5}


def test_between_two_values_somebody_has_to_choose_first(
    asked: Round, keepers: Listing, carriers: Listing, facilitator: User
) -> None:
    answered(asked, "2244", ("profit",))
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)
    assert keep_and_go_on(asked, by=facilitator)  # the median of 2, 2, 4, 4 is 3

    newest = rating.current(asked.room)
    assert newest is not None
    answered(newest, "2233")
    rating.set_state(newest, Round.State.REVEALED, by=facilitator)
    with pytest.raises(ValidationError, match="keep one of the two first"):
        keep_and_go_on(newest, by=facilitator)
    assert decided(carriers) == {}


def test_nothing_is_kept_before_the_reveal_nor_of_fewer_than_three(
    asked: Round, keepers: Listing, carriers: Listing, facilitator: User
) -> None:
    answered(asked, "44", ("profit",))
    with pytest.raises(ValidationError, match="Reveal the answers first"):
        keep_and_go_on(asked, by=facilitator)
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    keep_and_go_on(asked, by=facilitator)

    assert decided(keepers) == {}


def test_the_minutes_of_a_step_run_while_the_room_does_what_belongs_to_it(
    room: Room, keepers: Listing, facilitator: User
) -> None:
    def running() -> list[str]:
        return [time.step for time in room.times.exclude(started_at=None)]

    begin = timezone.now()
    with travel(begin, tick=False) as clock:
        rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
        assert running() == [Step.LISTING]
        clock.shift(38 * 60)
        rooms.set_stage(room, Room.Stage.CHECK, by=facilitator)
        assert running() == [Step.LISTING]
        rating.ask(room, [keepers], ["readiness"], by=facilitator)
        assert running() == [Step.IDENTIFICATION]
        assert room.times.get(step=Step.LISTING).spent_min == 38
        assert rooms.plan_ends_at(room.times.get(step=Step.IDENTIFICATION)) == (
            timezone.now() + timedelta(minutes=40)
        )
        undo_last(room)
        assert running() == [Step.LISTING]


def test_planned_minutes_are_changed_on_the_console(room: Room, as_facilitator: Client) -> None:
    at = [room.workshop.city.code, room.workshop.pk]
    assert 'id="plan-listing"' in as_facilitator.get(reverse("workshops:room", args=at)).content.decode()

    as_facilitator.post(reverse("workshops:room-plan", args=at), {"step": "listing", "minutes": "50"})

    assert "planned 50 min" in as_facilitator.get(reverse("workshops:room", args=at)).content.decode()
