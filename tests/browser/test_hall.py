"""A hall without any network but its own: laptop, wall and phones."""

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserType, expect

from tests.killing import PREPARE, browsers, tap
from tests.serving import CUT_OFF, can_cut_networks, inside, join_wifi, read_until, started, told

WIFI = "192.168.77.5"
PHONES = 3


@pytest.fixture(scope="module")
def hall(
    browser_type: BrowserType,
    browser_type_launch_args: dict[str, Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Path, str, Browser]]:
    """The laptop's data, its address in the hall's Wi-Fi, and a browser that has no other network."""
    if not can_cut_networks():
        pytest.skip("needs unshare, nsenter and ip, and leave to use them")
    var = tmp_path_factory.mktemp("hall")
    with started(var, "--hall", around=CUT_OFF) as process:
        read_until(process, "Ctrl+C")
        address = join_wifi(process, WIFI)
        chromium = var / "chromium"
        command = [*inside(process), browser_type_launch_args["executable_path"]]
        chromium.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n')
        chromium.chmod(0o700)
        browser = browser_type.launch(**{**browser_type_launch_args, "executable_path": str(chromium)})
        yield var, address, browser
        browser.close()


def test_with_the_network_cut_phones_join_answer_and_the_wall_shows_it(
    hall: tuple[Path, str, Browser],
) -> None:
    var, address, browser = hall
    code, session, path = told(PREPARE, {"VAR_DIR": str(var), "DATABASE_URL": ""})
    asked: set[str] = set()

    with browsers(browser) as opened:
        console = opened(viewport={"width": 1280, "height": 900})
        console.context.add_cookies([{"name": "sessionid", "value": session, "url": address}])
        console.goto(f"{address}{path}")
        wall = console.context.new_page()
        wall.goto(f"{address}{path}wall/")
        phones = [opened(viewport={"width": 320, "height": 568}, has_touch=True) for _ in range(PHONES)]
        for screen in (console, wall, *phones):
            screen.on("request", lambda request: asked.add(urlsplit(request.url).hostname or ""))
        for phone in phones:
            phone.goto(f"{address}/join/")
            phone.locator("input[name=code]").fill(code)
            phone.get_by_role("button", name="Go in").click()
            phone.get_by_role("button", name="Join").click()
            expect(phone.locator("html[data-link=open]")).to_be_attached()
            tap(phone, "curious", "received")
        expect(wall.get_by_text(f"{PHONES} of {PHONES} answered")).to_be_visible()

        console.bring_to_front()
        console.keyboard.press("Alt+r")

        expect(wall.get_by_role("cell", name="2 curious")).to_be_visible()
        wall.reload()
        expect(wall.get_by_role("cell", name="2 curious")).to_be_visible()
    assert asked == {WIFI}
