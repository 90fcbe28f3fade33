"""Rated alone, then revealed: until then nothing anybody can open depends on what was answered."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import URLPattern, reverse

from ecosystem.live.pictures import fingerprint
from ecosystem.maps.formats import BY_CODE
from ecosystem.models import City, Role, User
from tests.conftest import signed_in
from tests.factories import MembershipFactory
from tests.phones import Phone, phone_in
from workshops import phone_urls, rating, urls
from workshops.models import Listing, Room, RoomAnswer, RoomChoice, Round
from workshops.results import results_of
from workshops.screens import console_feed, phone_feed, wall_feed

pytestmark = pytest.mark.django_db
# What differs from one look to the next whatever was answered.
CHANGES = re.compile(
    rb'csrfmiddlewaretoken" value="\w+"|X-CSRFToken[^}]+|nonce[^>]+|name="key" value="[^"]*"|'
    rb'data-now="[^"]*"|\d\d:\d\d(:\d\d)?'
)


def answer_all(asked: Round, phones: list[Phone]) -> None:
    """Let every phone answer both questions with the lowest and the first."""
    scale, kinds = asked.items.order_by("pk")
    for phone in phones:
        assert phone.send("answer", item=scale.pk, value="1").status_code == 204
        assert phone.send("answer", item=kinds.pk, kind="profit").status_code == 204


def say_otherwise() -> None:
    """Let everybody have said the highest and the last instead, at the same moment."""
    assert RoomAnswer.objects.filter(value=1).update(value=5)
    assert RoomChoice.objects.update(kind="democracy")


def addresses(room: Room, listing: Listing) -> Iterator[str]:
    """Yield the workshop's pages and downloads, and the phones' pages."""
    own = {"city": room.workshop.city.code, "workshop": room.workshop.pk, "listing": listing.pk}
    own |= {"family": listing.family_id}
    for entry in urls.urlpatterns:
        parts = set(entry.pattern.converters) if isinstance(entry, URLPattern) else set()
        if parts <= set(own):
            yield reverse(f"workshops:{entry.name}", kwargs={part: own[part] for part in (*parts, "city")})
    for format_ in BY_CODE:
        yield reverse("workshops:map-download", args=[own["city"], own["workshop"], format_])
    yield from (
        reverse(f"phones:{entry.name}") for entry in phone_urls.urlpatterns if not entry.pattern.converters
    )


def admin_addresses() -> Iterator[str]:
    """Yield the admin's pages about the room's tables: the list, and each row with what hangs on it."""
    for model in admin.site._registry:
        if model._meta.app_label == "workshops":
            names = f"admin:workshops_{model._meta.model_name}"
            yield reverse(f"{names}_changelist")
            for row in model._default_manager.order_by("pk")[:3]:
                for page in ("change", "delete", "history"):
                    yield reverse(f"{names}_{page}", args=[row.pk])


def seen(client: Client, paths: list[str]) -> dict[str, tuple[int, bytes, str]]:
    """Return what each address answers, but for what differs at every look."""
    found = {}
    for path in paths:
        response = client.get(path)
        content = b"".join(response) if response.streaming else response.content
        found[path] = (response.status_code, plain(content), response.get("ETag", ""))
    return found


def plain(content: bytes) -> bytes:
    """Return what a page or a file says; a spreadsheet's day of writing is none of it."""
    if not content.startswith(b"PK"):
        return CHANGES.sub(b"", content)
    with ZipFile(BytesIO(content)) as file:
        return b"".join(file.read(name) for name in file.namelist() if "docProps" not in name)


def walked(people: dict[str, Client], paths: list[str]) -> dict[str, dict[str, tuple[int, bytes, str]]]:
    """Return what everybody sees; the admin and the files are for whoever may see all."""
    found = {
        who: seen(client, [path for path in paths if "/download/" not in path])
        for who, client in people.items()
    }
    more = [*admin_addresses(), *(path for path in paths if "/download/" in path)]
    return found | {"all": seen(people["superuser"], more)}


def assert_alike(ones: dict[str, dict[str, Any]], fives: dict[str, dict[str, Any]]) -> None:
    differing = [
        f"{path} shows {who} what was answered"
        for who, pages in ones.items()
        for path, page in pages.items()
        if page != fives[who][path]
    ]
    assert not differing


def test_no_page_of_any_role_depends_on_answers_before_the_reveal(
    room: Room, keepers: Listing, asked: Round, litto: City, superuser: User
) -> None:
    answer_all(asked, [phone_in(room, name=name) for name in ("Ama", "Bola", "Chidi")])
    # Minutes that run differ from one look to the next by themselves.
    room.times.update(started_at=None)
    everybody = signed_in(superuser)
    people = {role.name: signed_in(MembershipFactory.create(city=litto, role=role).user) for role in Role}
    people |= {"superuser": everybody, "another participant": phone_in(room, name="Dede").client}
    paths = [path for path in addresses(room, keepers) if everybody.get(path).status_code != 405]

    ones = walked(people, paths)
    say_otherwise()
    assert_alike(ones, walked(people, paths))

    console = ones["FACILITATOR"][reverse("workshops:room", args=[litto.code, room.workshop.pk])]
    assert b"of 4 answered" in console[1]


def test_a_closed_round_keeps_its_answers_to_itself_until_it_is_revealed(
    room: Room, asked: Round, litto: City, facilitator: User
) -> None:
    answer_all(asked, [phone_in(room) for _number in range(3)])
    rating.set_state(asked, "closed", by=facilitator)
    people = {"facilitator": signed_in(facilitator), "participant": phone_in(room).client}
    names = ("room", "room-desk", "room-wall", "room-wall-screen", "identification", "map")
    paths = [reverse(f"workshops:{name}", args=[litto.code, room.workshop.pk]) for name in names]
    paths += [reverse("phones:room"), reverse("phones:screen")]

    ones = {who: seen(client, paths) for who, client in people.items()}
    say_otherwise()
    assert_alike(ones, {who: seen(client, paths) for who, client in people.items()})

    rating.set_state(asked, "revealed", by=facilitator)
    assert b"median 5" in people["facilitator"].get(paths[0]).content
    assert b"median" not in people["participant"].get(paths[-2]).content


def test_the_streams_pictures_and_their_names_do_not_change_with_an_answer(
    room: Room, asked: Round, facilitator: User
) -> None:
    feeds = [phone_feed(room, "en"), wall_feed(room, "en", "http://hall"), console_feed(room, "en")]
    phones_before = feeds[0].draw()
    answer_all(asked, [phone_in(room) for _number in range(3)])
    assert feeds[0].draw() == phones_before

    for state in ("open", "closed"):
        Round.objects.update(state=state)
        RoomAnswer.objects.filter(value=5).update(value=1)
        RoomChoice.objects.update(kind="profit")
        ones = [fingerprint(feed.draw()) for feed in feeds]
        say_otherwise()
        assert [fingerprint(feed.draw()) for feed in feeds] == ones, state

    assert not {room.input_topic} & feeds[0].topics
    rating.set_state(asked, "revealed", by=facilitator)
    fives = [fingerprint(feed.draw()) for feed in feeds]
    RoomAnswer.objects.filter(value=5).update(value=1)
    assert fives[0] == fingerprint(feeds[0].draw())
    assert fives[1] != fingerprint(feeds[1].draw())


def test_results_and_decisions_wait_for_the_reveal(
    room: Room, asked: Round, litto: City, as_facilitator: Client
) -> None:
    answer_all(asked, [phone_in(room) for _number in range(3)])
    with pytest.raises(ValueError, match="not revealed"):
        results_of(asked)

    response = as_facilitator.post(
        reverse("workshops:room-decide", args=[litto.code, room.workshop.pk]),
        {"item": asked.items.first().pk, "value": "1"},
        headers={"HX-Request": "true"},
    )

    assert (response.status_code, response.content) == (422, b"Reveal the answers first.")


def test_what_was_revealed_is_not_opened_again(room: Room, asked: Round, facilitator: User) -> None:
    rating.set_state(asked, "revealed", by=facilitator)

    with pytest.raises(ValidationError, match="Ask again instead"):
        rating.set_state(asked, "open", by=facilitator)


def test_a_console_that_has_not_heard_of_the_reveal_does_not_open_the_question_again(
    room: Room, asked: Round, facilitator: User, manager: User
) -> None:
    late = Round.objects.select_related("room").get(pk=asked.pk)
    rating.set_state(asked, "revealed", by=facilitator)

    for state in ("open", "closed"):
        with pytest.raises(ValidationError, match="Ask again instead"):
            rating.set_state(late, state, by=manager)
    asked.refresh_from_db()
    assert asked.state == "revealed"
