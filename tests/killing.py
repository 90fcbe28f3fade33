"""A server killed in the middle of a workshop and started again, with a wall and phones that follow it."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from django.db import connection
from playwright.sync_api import Browser, Page, expect

from tests.serving import PATIENCE_S, ROOT, told

PHONES = 5

# Prints a room's code and a facilitator's session, of the demo city that `serve` loads.
PREPARE = """
import django; django.setup()
from django.conf import settings
from django.test import Client
from ecosystem.models import Membership, Role
from workshops import rating
from workshops import room as rooms
from workshops.models import Workshop
workshop = Workshop.objects.first()
boss = Membership.objects.filter(city=workshop.city, role__gte=Role.FACILITATOR).first().user
client = Client()
client.force_login(boss, backend="django.contrib.auth.backends.ModelBackend")
room = rooms.open_room(workshop)
rating.ask(room, list(workshop.listings.current())[:8], ["readiness"], by=boss)
path = f"/workshops/{workshop.city.code}/{workshop.pk}/room/"
print(room.code, client.cookies[settings.SESSION_COOKIE_NAME].value, path)
"""
COUNT = """
import django; django.setup()
from workshops.models import RoomAnswer, Participant
values = list(RoomAnswer.objects.values_list("value", flat=True))
print(len(values), Participant.objects.count(), sum(values))
"""


class Server:
    """`manage.py serve` as a facilitator starts it, with data of its own; it can be killed."""

    def __init__(self, environment: dict[str, str]) -> None:
        self._environment = os.environ | environment
        self._process: subprocess.Popen[str] | None = None
        with closing(socket.socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it says that it serves and has answered once."""
        command = [sys.executable, "-u", "manage.py", "serve", "--port", str(self.port)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdout
        assert any("Ctrl+C" in line for line in self._process.stdout)
        with urllib.request.urlopen(f"{self.address}/join/", timeout=PATIENCE_S) as answer:
            assert answer.status == 200

    def kill(self) -> None:
        """End it as a power cut does: without a word."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def run(self, script: str) -> list[str]:
        """Return what a script says that uses the same data."""
        return told(script, self._environment)


@contextmanager
def database(folder: Path) -> Iterator[dict[str, str]]:
    """Yield where a fresh database of the kind under test is."""
    if connection.vendor == "sqlite":
        yield {"VAR_DIR": str(folder), "DATABASE_URL": ""}
        return
    with connection._nodb_cursor() as cursor:
        cursor.execute("CREATE DATABASE killed")
        try:
            url = re.sub(r"/\w+\?", "/killed?", os.environ["DATABASE_URL"])
            yield {"VAR_DIR": str(folder), "DATABASE_URL": url}
        finally:
            cursor.execute("DROP DATABASE killed WITH (FORCE)")


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Serve a fresh database from `folder` until the end."""
    with database(folder) as environment:
        served = Server(environment)
        try:
            served.start()
            yield served
        finally:
            served.kill()


@contextmanager
def browsers(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a browser of its own."""
    contexts = []

    def page(**options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        return contexts[-1].new_page()

    yield page
    for context in contexts:
        context.close()


def killed_and_back(server: Server, opened: Callable[..., Page]) -> float:
    """Kill the server while people answer and start it again; return after how many seconds all are back.

    Fails where what was acknowledged is lost, what was kept on a phone does not arrive once, or somebody
    does not come back as who they were.
    """
    code, session, path = server.run(PREPARE)
    wall = opened(viewport={"width": 1920, "height": 1080})
    wall.context.add_cookies([{"name": "sessionid", "value": session, "url": server.address}])
    wall.goto(f"{server.address}{path}wall/")
    phones = [opened(viewport={"width": 320, "height": 568}) for _number in range(PHONES)]
    for phone in phones:
        phone.goto(f"{server.address}/join/#{code}")
        phone.get_by_role("button", name="Join").click()
        expect(phone.locator("html[data-link=open]")).to_be_attached()
    for phone in phones:
        tap(phone, "curious", "received")
    expect(wall.get_by_text(f"{PHONES} of {PHONES} answered")).to_be_visible()
    before = server.run(COUNT)
    assert before[:2] == [str(PHONES), str(PHONES)]

    server.kill()
    for phone in phones:
        phone.get_by_role("button", name="Next question").click()
        tap(phone, "works with it", "kept on this phone")
    for screen in (wall, *phones):
        expect(screen.locator("html[data-link=open]")).not_to_be_attached()
    assert server.run(COUNT) == before, "what was acknowledged is there while nothing serves"

    server.start()
    took_s = until_back([wall, *phones], phones)
    # The same people, what was said before, and what was said meanwhile once.
    assert server.run(COUNT) == [str(2 * PHONES), str(PHONES), str(PHONES * (2 + 4))]
    return took_s


def tap(phone: Page, words: str, then: str) -> None:
    """Answer the question that is shown."""
    phone.locator(".answer:visible").filter(has_text=words).first.click()
    expect(phone.locator("[data-status]")).to_have_text(then)


def until_back(screens: list[Page], phones: list[Page]) -> float:
    """Return after how many seconds every screen follows again and every phone has sent what it kept."""
    begun = time.monotonic()
    for screen in screens:
        expect(screen.locator("html[data-link=open]")).to_be_attached(timeout=PATIENCE_S * 1000)
    for phone in phones:
        expect(phone.locator("[data-status]")).to_have_text("received", timeout=PATIENCE_S * 1000)
    return time.monotonic() - begun
