"""Streams over real connections on each database: catching up, other processes, lost connections."""

import http.client
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.db import connection
from django.templatetags.static import static
from django.test import Client
from django.urls import reverse

from ecosystem.accounts import members
from ecosystem.live import hub
from ecosystem.live.bus import publish
from ecosystem.live.guard import RIGHTS
from ecosystem.models import City, Membership, Role, User
from tests.conftest import signed_in
from tests.factories import PASSWORD, ListingFactory, WorkshopFactory
from tests.phones import Phone, phone_in
from workshops import room as rooms
from workshops.models import Room

PATIENCE_S = 8.0
CHANGES = 24
ON_POSTGRES = connection.vendor == "postgresql"


@dataclass
class Stream:
    """An open stream, read in a thread of its own."""

    answer: http.client.HTTPResponse
    events: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    is_over: bool = False

    def read(self) -> None:
        """Take what comes until the end."""
        name = ""
        data: list[str] = []
        try:
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                if line.startswith("id: "):
                    self.ids.append(line[4:])
                elif line.startswith("event: "):
                    name = line[7:]
                    self.names.append(name)
                elif line.startswith("data: "):
                    data.append(line[6:])
                elif not line and data:
                    if name == "screen":
                        self.events.append("\n".join(data))
                    name, data = "", []
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass  # the test has closed it
        self.is_over = True


Open = Callable[..., Stream]


@pytest.fixture
def open_stream(live_app: str) -> Iterator[Open]:
    """Open streams of the product with a client's cookies."""
    connections: list[http.client.HTTPConnection] = []

    def opened(client: Client, path: str, *, last: str = "") -> Stream:
        there = http.client.HTTPConnection(urlsplit(live_app).netloc, timeout=60)
        connections.append(there)
        cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in client.cookies.items())
        there.request("GET", path, headers={"Cookie": cookies} | ({"Last-Event-ID": last} if last else {}))
        answer = there.getresponse()
        assert answer.status == 200, answer.status
        assert answer.headers["Content-Type"] == "text/event-stream"
        stream = Stream(answer)
        threading.Thread(target=stream.read, daemon=True).start()
        return stream

    yield opened
    for there in connections:
        if there.sock:
            there.sock.shutdown(socket.SHUT_RDWR)
        there.close()


@pytest.fixture
def room(live_app: str, litto: City) -> Room:
    return rooms.open_room(WorkshopFactory.create(city=litto, title="Prepaid water kiosks"))


@pytest.fixture
def phone(room: Room) -> Phone:
    return phone_in(room)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it never does."""
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "never"
        time.sleep(0.02)


def of(room: Room, name: str) -> str:
    return reverse(f"workshops:{name}", args=[room.workshop.city.code, room.workshop.pk])


def test_a_change_reaches_phone_wall_and_console(
    room: Room, phone: Phone, facilitator: User, open_stream: Open
) -> None:
    leader = signed_in(facilitator)
    streams = [
        open_stream(phone.client, reverse("phones:stream")),
        open_stream(leader, of(room, "room-wall-stream")),
        open_stream(leader, of(room, "room-stream")),
    ]
    until(lambda: all(stream.events for stream in streams))

    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)

    until(lambda: "Who should we not forget?" in streams[0].events[-1])
    until(lambda: "Who belongs at the table?" in streams[1].events[-1])
    pressed = re.compile(r'id="stage-listing"[^>]*aria-pressed="true"')
    until(lambda: pressed.search(streams[2].events[-1]) is not None)


def test_what_people_send_wakes_no_phone(
    room: Room, phone: Phone, facilitator: User, open_stream: Open
) -> None:
    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    other = open_stream(phone_in(room).client, reverse("phones:stream"))
    wall = open_stream(signed_in(facilitator), of(room, "room-wall-stream"))
    until(lambda: bool(other.events and wall.events))

    phone.send("contribute", name="Tap repairers")

    until(lambda: "Tap repairers" in wall.events[-1])
    assert len(other.events) == 1


def test_what_is_done_on_the_workshops_pages_reaches_the_phones(
    room: Room, phone: Phone, facilitator: User, open_stream: Open
) -> None:
    bank = ListingFactory.create(workshop=room.workshop, name="Harbour bank")
    rooms.set_stage(room, Room.Stage.PARTNERING, by=facilitator)
    stream = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: bool(stream.events) and "Harbour bank" in stream.events[-1])

    here = [room.workshop.city.code, room.workshop.pk, bank.pk]
    signed_in(facilitator).post(reverse("workshops:listing-remove", args=here))

    until(lambda: "Harbour bank" not in stream.events[-1])


def test_who_was_away_gets_what_changed_and_nothing_else(
    room: Room, phone: Phone, facilitator: User, open_stream: Open
) -> None:
    first = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: bool(first.ids))

    same = open_stream(phone.client, reverse("phones:stream"), last=first.ids[-1])
    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    until(lambda: len(first.ids) == 2)
    missed = open_stream(phone.client, reverse("phones:stream"), last=first.ids[0])

    until(lambda: missed.ids == [first.ids[1]])
    until(lambda: same.ids == [first.ids[1]])


def test_where_streams_are_blocked_asking_again_is_cheap(room: Room, phone: Phone, facilitator: User) -> None:
    shown = phone.see("screen")
    assert shown.status_code == 200

    again = phone.client.get(reverse("phones:screen"), headers={"If-None-Match": shown.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    weak = phone.client.get(reverse("phones:screen"), headers={"If-None-Match": f"W/{shown.headers['ETag']}"})
    assert (weak.status_code, weak.content) == (304, b"")

    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    changed = phone.client.get(reverse("phones:screen"), headers={"If-None-Match": shown.headers["ETag"]})
    assert changed.status_code == 200


@pytest.mark.skipif(ON_POSTGRES, reason="only a file has a data version")
def test_what_another_process_writes_into_the_file_is_noticed(
    room: Room, phone: Phone, open_stream: Open
) -> None:
    stream = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: bool(stream.events))
    name = connection.settings_dict["NAME"]
    write = f"import sqlite3; c = sqlite3.connect({str(name)!r}, timeout=9, isolation_level=None); c.execute("
    statement = f"\"UPDATE workshops_room SET stage = 'listing' WHERE id = {room.pk}\")"

    subprocess.run([sys.executable, "-c", write + statement], check=True)

    until(lambda: "Who should we not forget?" in stream.events[-1])


@pytest.mark.skipif(not ON_POSTGRES, reason="only a server's connection can be lost")
def test_a_lost_connection_is_made_again_and_everybody_catches_up(
    room: Room, phone: Phone, open_stream: Open
) -> None:
    stream = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: bool(stream.events))
    listening = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"

    def listeners() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(listening)
            return [pid for (pid,) in cursor.fetchall()]

    until(lambda: len(listeners()) == 1)
    [pid] = listeners()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    Room.objects.filter(pk=room.pk).update(stage=Room.Stage.LISTING)

    until(lambda: "Who should we not forget?" in stream.events[-1])
    until(lambda: listeners() not in ([], [pid]))


def test_a_stream_is_for_who_may_see_it_and_asks_again_after_a_while(
    room: Room,
    phone: Phone,
    facilitator: User,
    stranger: User,
    open_stream: Open,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert signed_in(stranger).get(of(room, "room-stream")).status_code == 404
    assert Client().get(reverse("phones:stream")).status_code == 302
    monkeypatch.setattr("ecosystem.live.streams.LONGEST_S", 2.0)
    leader = signed_in(facilitator)
    console = open_stream(leader, of(room, "room-stream"))
    until(lambda: bool(console.events))

    Membership.objects.filter(user=facilitator).delete()

    until(lambda: console.is_over)
    assert leader.get(of(room, "room-stream")).status_code == 404


def test_who_loses_the_right_to_see_the_room_is_sent_away_at_once(
    room: Room, phone: Phone, facilitator: User, manager: User, open_stream: Open
) -> None:
    leader, other = signed_in(facilitator), signed_in(manager)
    member = Membership.objects.get(user=facilitator)
    console, wall = (
        open_stream(leader, of(room, "room-stream")),
        open_stream(leader, of(room, "room-wall-stream")),
    )
    others = open_stream(other, of(room, "room-stream"))
    phones = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: all(each.events for each in (console, wall, others, phones)))

    began = time.monotonic()
    members.change_role(member, Role.VIEWER)
    until(lambda: console.is_over)
    assert console.names[-1] == "gone"
    assert not wall.is_over  # a viewer may show the wall
    members.remove(member)
    until(lambda: wall.is_over)
    assert time.monotonic() - began < hub.PING_S / 2  # not by chance, at a ping

    rooms.set_stage(room, Room.Stage.LISTING, by=manager)
    until(lambda: "Who should we not forget?" in phones.events[-1])
    until(lambda: len(others.events) > 1)
    assert (others.is_over, phones.is_over) == (False, False)


def test_who_signs_out_or_is_signed_out_by_a_new_password_sees_no_more(
    room: Room, facilitator: User, open_stream: Open
) -> None:
    here, elsewhere = signed_in(facilitator), signed_in(facilitator)
    consoles = [open_stream(client, of(room, "room-stream")) for client in (here, elsewhere)]
    until(lambda: all(console.events for console in consoles))

    began = time.monotonic()
    here.post(reverse("accounts:logout"))
    until(lambda: consoles[0].is_over)
    assert not consoles[1].is_over
    third = signed_in(facilitator)
    new = {
        "old_password": PASSWORD,
        "new_password1": "salt-and-harbour-9",
        "new_password2": "salt-and-harbour-9",
    }
    assert third.post(reverse("accounts:password-change"), new).status_code == 302
    until(lambda: consoles[1].is_over)
    assert time.monotonic() - began < hub.PING_S / 2


def test_who_was_made_inactive_sees_no_more(room: Room, facilitator: User, open_stream: Open) -> None:
    console = open_stream(signed_in(facilitator), of(room, "room-stream"))
    until(lambda: bool(console.events))
    publish(RIGHTS)
    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    until(lambda: len(console.events) > 1)

    User.objects.filter(pk=facilitator.pk).update(is_active=False)
    publish(RIGHTS)

    until(lambda: console.is_over)
    assert console.names[-1] == "gone"


def test_a_phone_that_takes_nothing_keeps_few_bytes_waiting_and_gets_the_newest(
    live_app: str, room: Room, phone: Phone, facilitator: User, open_stream: Open
) -> None:
    for number in range(30):
        ListingFactory.create(workshop=room.workshop, name=f"{number} is a name of some length " * 3)
    address = urlsplit(live_app)
    stalled = socket.socket()
    stalled.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    stalled.connect((address.hostname, address.port))
    cookies = "; ".join(f"{name}={cookie.value}" for name, cookie in phone.client.cookies.items())
    head = f"GET {reverse('phones:stream')} HTTP/1.1\r\nHost: {address.netloc}\r\nCookie: {cookies}\r\n\r\n"
    stalled.sendall(head.encode())
    quick = open_stream(phone.client, reverse("phones:stream"))
    until(lambda: bool(quick.ids))

    for turn in range(CHANGES):
        rooms.set_stage(room, (Room.Stage.PARTNERING, Room.Stage.WELCOME)[turn % 2], by=facilitator)
        until(lambda turn=turn: len(quick.ids) == turn + 2)  # type: ignore[misc]

    stalled.settimeout(PATIENCE_S)
    taken = b""
    while f"id: {quick.ids[-1]}".encode() not in taken:
        taken += stalled.recv(65536)
    stalled.close()
    assert taken.count(b"event: screen") < CHANGES


def test_files_large_and_small_arrive_whole(live_app: str) -> None:
    for name in ("vis-network/vis-network.min.js", "js/live-link.js"):
        stored = Path(settings.STATIC_ROOT) / static(name).removeprefix(settings.STATIC_URL)
        assert urlopen(live_app + static(name)).read() == stored.read_bytes()
