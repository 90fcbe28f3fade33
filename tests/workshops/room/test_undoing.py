"""Every action at the console is taken back by 'undo', by whoever leads the room."""

from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Role, User
from tests.conftest import signed_in
from tests.factories import (
    AnswerFactory,
    ContributionFactory,
    ListingFactory,
    MembershipFactory,
    ParkedItemFactory,
    PledgeFactory,
    StakeholderFactory,
)
from tests.pages import SeenPage
from tests.phones import phone_in
from workshops import listing as listings
from workshops import rating
from workshops.contributions import aliases_of
from workshops.models import ConsoleAction, Contribution, Listing, Room, Round, WaivedFamily

pytestmark = pytest.mark.django_db
Post = Callable[..., Any]


@pytest.fixture
def post(room: Room, litto: City, as_facilitator: Client) -> Post:
    """Press a button of the console; the answer is what its status line says."""
    return console_of(as_facilitator, room)


def console_of(client: Client, room: Room) -> Post:
    def pressed(page: str, /, *parts: int, **said: Any) -> Any:
        path = reverse(f"workshops:{page}", args=[room.workshop.city.code, room.workshop.pk, *parts])
        return client.post(path, said, headers={"HX-Request": "true"})

    return pressed


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return all that is known of workshops, but what can be undone and when an answer changed."""
    models = [model for model in apps.get_app_config("workshops").get_models() if model is not ConsoleAction]
    rows = {model.__name__: list(model._base_manager.order_by("pk").values()) for model in models}
    for answer in rows["Answer"]:
        del answer["updated_at"]
    return rows


def assert_is_undone(post: Post, page: str, /, *parts: int, **said: Any) -> None:
    before = stored()
    done = post(page, *parts, **said)
    assert done.status_code == 200, done.content
    assert stored() != before

    undone = post("room-undo")

    assert undone.content.startswith(b"Taken back: ")
    assert stored() == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("room-lock", {"locked": "1"}),
        ("room-stage", {"stage": "partnering"}),
        ("room-stage", {"stage": "check"}),
        ("room-timer", {"minutes": "5"}),
        ("room-wall-shows", {"wall": "map"}),
        ("room-configure", {"address": "http://10.0.0.2:8000", "slow_s": "20", "dots": "5"}),
        ("room-code", {}),
        ("room-park", {"text": "Who owns the meters?"}),
        ("room-table", {"name": "Table 4"}),
        ("room-clock", {"step": "listing"}),
        ("room-plan", {"step": "listing", "minutes": "50"}),
    ],
)
def test_what_leads_the_room_is_undone(room: Room, post: Post, name: str, said: dict[str, str]) -> None:
    assert_is_undone(post, name, **said)


def test_a_parked_item_that_was_settled_is_open_again(room: Room, post: Post) -> None:
    assert_is_undone(post, "room-settle", ParkedItemFactory.create(room=room).pk, done="1")


def test_two_who_settle_the_same_parked_item_at_once_settle_it_once(room: Room, post: Post) -> None:
    item = ParkedItemFactory.create(room=room)
    boss = MembershipFactory.create(city=room.workshop.city, role=Role.FACILITATOR).user
    colleague = console_of(signed_in(boss), room)

    # Both consoles still show it open.
    said = [press("room-settle", item.pk, done="1").content for press in (post, colleague)]

    assert said == [b"A parked item is settled"] * 2
    assert room.parked.get().is_done
    assert room.actions.count() == 1
    post("room-undo")
    assert not room.parked.get().is_done
    for press in (post, colleague):
        press("room-settle", item.pk, done="0")
    assert not room.parked.get().is_done
    assert not room.actions.exists()


def test_asking_closing_and_revealing_are_undone(room: Room, keepers: Listing, post: Post) -> None:
    assert_is_undone(post, "room-ask", listing=keepers.pk, question=["readiness", "gain"])
    post("room-ask", listing=keepers.pk, question=["readiness"])
    assert_is_undone(post, "room-round", state="closed")
    assert_is_undone(post, "room-round", state="revealed")
    post("room-round", state="revealed")
    assert_is_undone(post, "room-again")


def test_a_decision_is_undone_and_what_was_decided_before_is_back(
    room: Room, asked: Round, keepers: Listing, post: Post, facilitator: User, manager: User
) -> None:
    rating.set_state(asked, "revealed", by=facilitator)
    scale, kinds = asked.items.order_by("pk")

    assert_is_undone(post, "room-decide", item=scale.pk, value=4)
    AnswerFactory.create(listing=keepers, question="readiness", value=2, decided_by=manager, note="seen")
    assert_is_undone(post, "room-decide", item=scale.pk, value=4)
    assert_is_undone(post, "room-decide", item=kinds.pk, kind="democracy", value=1)


def test_hiding_setting_aside_and_merging_are_undone_whole(room: Room, keepers: Listing, post: Post) -> None:
    rows = [row.pk for row in ContributionFactory.create_batch(3, room=room)]

    assert_is_undone(post, "room-hide", contribution=rows, why="an insult")
    assert_is_undone(post, "room-aside", contribution=rows)
    assert_is_undone(post, "room-merge", contribution=rows, listing=keepers.pk)
    assert post("room-hide", contribution=rows).status_code == 422
    assert not room.contributions.exclude(state="waiting").exists()


def test_hidden_words_are_seen_by_nobody_in_the_room_and_by_no_alias(
    room: Room, keepers: Listing, post: Post
) -> None:
    rude = ContributionFactory.create(room=room, name="Rude words")
    Room.objects.update(stage=Room.Stage.LISTING)
    post("room-hide", contribution=rude.pk, why="an insult")

    phone = phone_in(room)
    assert "Rude words" not in phone.see("others").content.decode()
    assert phone.second(rude).status_code == 422
    assert not rude.secondings.exists()
    Contribution.objects.update(listing=keepers)
    assert aliases_of(keepers) == []


@pytest.mark.parametrize("said", [{}, {"name": "Association of kiosk keepers"}], ids=["as named", "renamed"])
def test_listing_from_the_queue_is_undone_and_loses_nothing_said_meanwhile(
    room: Room, post: Post, said: dict[str, str]
) -> None:
    family = StakeholderFactory.create(city=room.workshop.city).family
    rows = [
        ContributionFactory.create(room=room, name=name, family=family) for name in ("Sellers", "Vendors")
    ]
    WaivedFamily.objects.create(workshop=room.workshop, family=family, reason="none here")
    before = stored()

    post("room-accept", contribution=[row.pk for row in rows], **said)
    listing = room.workshop.listings.current().get()
    assert listing.name == said.get("name", "Sellers")
    assert aliases_of(listing) == (["Sellers", "Vendors"] if said else ["Vendors"])
    assert not WaivedFamily.objects.exists()
    AnswerFactory.create(listing=listing)
    post("room-undo")

    assert not room.workshop.listings.current().exists()
    for table in ("Contribution", "WaivedFamily", "Room"):
        assert stored()[table] == before[table]
    assert listing.answers.count() == 1
    post("room-accept", contribution=[row.pk for row in rows], **said)
    assert room.workshop.listings.current().get() == listing


def test_undoing_never_takes_somebody_off_who_was_listed_before(
    room: Room, keepers: Listing, post: Post
) -> None:
    StakeholderFactory.create(city=room.workshop.city, name=keepers.name, family=keepers.family)
    named = ContributionFactory.create(room=room, name="kiosk keepers", family=keepers.family)

    assert_is_undone(post, "room-accept", contribution=named.pk)

    keepers.refresh_from_db()
    assert keepers.removed_at is None


def test_who_was_removed_and_came_back_from_the_queue_is_removed_again(
    room: Room, keepers: Listing, post: Post
) -> None:
    listings.remove(keepers)
    named = ContributionFactory.create(room=room, name=keepers.name, family=keepers.family)

    post("room-accept", contribution=named.pk)
    assert room.workshop.listings.current().get() == keepers
    post("room-undo")

    assert not room.workshop.listings.current().exists()


@pytest.mark.parametrize("name", ["room-pledge-confirm", "room-pledge-decline"])
def test_what_becomes_of_a_pledge_is_undone(
    room: Room, keepers: Listing, post: Post, manager: User, name: str
) -> None:
    assert_is_undone(post, name, PledgeFactory.create(listing=keepers).pk)
    AnswerFactory.create(listing=keepers, question="means", kind="pilot", value=1, decided_by=manager)
    assert_is_undone(post, name, PledgeFactory.create(listing=keepers, kind="pilot", text="two streets").pk)


def test_what_undo_leaves_alone_is_said_on_the_console(
    room: Room, post: Post, as_facilitator: Client
) -> None:
    post("room-notes", notes="Ask the mayor first")
    assert not room.actions.exists()
    assert post("room-undo").content == b""

    page = SeenPage(as_facilitator.get(room.get_absolute_url()))
    assert "Undo leaves your notes as they are." in page.text
    assert "Undo does not reach a closed room: open it again, and all it holds is there." in page.text


def test_actions_are_undone_one_by_one_back_to_the_beginning(
    room: Room, keepers: Listing, post: Post
) -> None:
    before = stored()
    post("room-stage", stage="listing")
    post("room-lock", locked="1")
    post("room-ask", listing=keepers.pk, question="interest")
    post("room-timer", minutes="3")

    said = [post("room-undo").content.decode() for _time in range(5)]

    assert said[:2] == ["Taken back: Timer: 3 min", "Taken back: Question to the room"]
    assert said[-1] == ""
    assert stored() == before


def test_a_setting_that_is_not_possible_is_refused_in_words(room: Room, post: Post) -> None:
    for said in ({"slow_s": "0", "dots": "21"}, {"slow_s": "601", "dots": "3"}, {"slow_s": "", "dots": ""}):
        refused = post("room-configure", **said)
        assert refused.status_code == 422
        assert refused.content
    assert not room.actions.exists()


def test_a_second_facilitator_sees_the_same_console_and_takes_over(
    room: Room, litto: City, post: Post, as_facilitator: Client
) -> None:
    colleague = signed_in(MembershipFactory.create(city=litto, role=Role.FACILITATOR).user)
    theirs = console_of(colleague, room)
    desk = reverse("workshops:room-desk", args=[litto.code, room.workshop.pk])

    post("room-stage", stage="listing")
    theirs("room-stage", stage="partnering")
    assert as_facilitator.get(desk).content == colleague.get(desk).content
    room.refresh_from_db()
    assert room.stage == "partnering"

    assert post("room-undo").content == b"Taken back: Who should be a partner?"
    assert theirs("room-undo").content.startswith(b"Taken back: Who belongs")
    room.refresh_from_db()
    assert room.stage == "welcome"


def test_notes_of_a_colleague_are_not_overwritten_unseen(
    room: Room, litto: City, post: Post, as_facilitator: Client
) -> None:
    theirs = console_of(signed_in(MembershipFactory.create(city=litto, role=Role.FACILITATOR).user), room)
    read = SeenPage(as_facilitator.get(room.get_absolute_url())).form("notes")["read"]

    assert theirs("room-notes", notes="Ask the mayor", read=read).status_code == 200
    late = post("room-notes", notes="Coffee at ten", read=read)

    room.refresh_from_db()
    assert (late.status_code, room.notes) == (422, "Ask the mayor")
    assert b"somebody else wrote notes meanwhile" in late.content
    read = SeenPage(as_facilitator.get(room.get_absolute_url())).form("notes")["read"]
    assert post("room-notes", notes="Ask the mayor. Coffee at ten", read=read).status_code == 200


def test_two_who_lock_the_room_at_once_do_not_unlock_it(room: Room, litto: City, post: Post) -> None:
    theirs = console_of(signed_in(MembershipFactory.create(city=litto, role=Role.FACILITATOR).user), room)

    said = [press("room-lock", locked="1").content.decode() for press in (post, theirs)]

    room.refresh_from_db()
    assert room.is_locked
    assert said == ["Pens down", "Pens down"]
    assert room.actions.count() == 1


def test_what_a_colleague_has_dealt_with_is_not_in_the_queue_any_more(
    room: Room, litto: City, post: Post
) -> None:
    theirs = console_of(signed_in(MembershipFactory.create(city=litto, role=Role.FACILITATOR).user), room)
    named = ContributionFactory.create(room=room, family=ListingFactory.create(workshop__city=litto).family)

    assert post("room-accept", contribution=named.pk).status_code == 200
    late = theirs("room-aside", contribution=named.pk)

    assert (late.status_code, late.content) == (422, b"This is not in the queue any more.")
    named.refresh_from_db()
    assert named.state == "accepted"
