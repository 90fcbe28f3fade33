"""A map shared by a link: made, copied, looked at by a stranger, shown in another site, taken back."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ecosystem.models import City, RelationKind, User
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, StakeholderFactory

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def links_page(page: Page, live_app: str, sign_in: SignIn, manager: User, litto: City) -> Page:
    """The list of links to a city's map, as a manager comes to it from the map."""
    LayerFactory.create(code="data", names={"en": "Data production"})
    family = FamilyFactory.create(city=litto, names={"en": "Local authorities"})
    office = StakeholderFactory.create(city=litto, name="Water Office", family=family, readiness=4)
    council = StakeholderFactory.create(city=litto, name="District councils", family=family)
    RelationFactory.create(source=office, target=council, kind=RelationKind.GOVERNS)
    sign_in(page, manager)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    page.get_by_role("link", name="Share").click()
    return page


def made(page: Page) -> tuple[str, str]:
    """Make a link; return its address and the lines for a website."""
    page.get_by_label("For whom").fill("the city's website")
    page.get_by_role("button", name="Make the link").click()
    address = page.get_by_label("Link to the map").input_value()
    return address, page.get_by_label("Picture for a website").input_value()


def test_a_stranger_sees_the_map_until_the_link_is_taken_back(
    links_page: Page, browser: Browser, axe: Axe
) -> None:
    address, _lines = made(links_page)
    axe(links_page)
    visitor = browser.new_context().new_page()

    visitor.goto(address)
    axe(visitor)
    expect(visitor.get_by_role("img", name="Who works with whom in Litto")).to_be_visible()
    expect(visitor.get_by_role("rowheader", name="Water Office")).to_be_visible()
    visitor.get_by_role("link", name="Layers of the digital city").click()
    expect(visitor.get_by_role("img").get_by_text("Data production")).to_be_visible()
    for control in ("button", "searchbox", "checkbox"):
        expect(visitor.get_by_role(control)).to_have_count(0)  # type: ignore[arg-type]

    links_page.get_by_role("button", name="Take the link back").click()
    expect(links_page.get_by_text("taken back on")).to_be_visible()
    answer = visitor.goto(address)
    assert answer is not None
    assert answer.status == 404


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """A website of somebody else: give it lines, get the address of the page that holds them."""
    folder = partial(SimpleHTTPRequestHandler, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), folder) as server:
        Thread(target=server.serve_forever, daemon=True).start()

        def page(lines: str) -> str:
            (tmp_path / "page.html").write_text(f"<!doctype html><h1>Our city</h1>{lines}")
            return f"http://127.0.0.1:{server.server_port}/page.html"

        yield page
        server.shutdown()


def test_a_website_shows_the_picture(links_page: Page, browser: Browser, site: Callable[[str], str]) -> None:
    _address, lines = made(links_page)
    visitor = browser.new_context().new_page()

    visitor.goto(site(lines))

    picture = visitor.get_by_role("img", name="Map of stakeholders")
    expect(picture).to_be_visible()
    assert (
        picture.evaluate("async (picture) => { await picture.decode(); return picture.naturalWidth; }")
        == 2010
    )


def test_a_website_shows_the_map_in_a_frame_and_no_other_page_of_ours(
    links_page: Page, browser: Browser, site: Callable[[str], str], live_app: str, axe: Axe
) -> None:
    address, _lines = made(links_page)
    lines = links_page.get_by_label("Map for a website").input_value()
    others = "".join(f'<iframe class="refused" src="{url}"></iframe>' for url in (address, live_app))
    visitor = browser.new_context().new_page()

    visitor.goto(site(lines + others))

    frame = visitor.frame_locator("iframe[title='Map of stakeholders']")
    expect(frame.get_by_role("img", name="Who works with whom in Litto")).to_be_visible()
    frame.get_by_role("link", name="Layers of the digital city").click()
    expect(frame.get_by_role("img").get_by_text("Data production")).to_be_visible()
    assert frame.locator("html").evaluate("page => page.scrollHeight") == 640
    with visitor.expect_popup() as opened:
        frame.get_by_role("link", name="Open the map and its table").click()
    expect(opened.value.get_by_role("rowheader", name="Water Office")).to_be_visible()
    for number in range(2):
        refused = visitor.frame_locator("iframe.refused").nth(number)
        expect(refused.get_by_role("heading", name="Who")).to_have_count(0)
        expect(refused.get_by_role("img")).to_have_count(0)

    visitor.goto(f"{address}frame/")
    axe(visitor)
    links_page.get_by_role("button", name="Take the link back").click()
    expect(links_page.get_by_text("taken back on")).to_be_visible()
    visitor.goto(site(lines))
    expect(frame.get_by_role("heading", name="This map is shared no more")).to_be_visible()


def test_the_link_is_shown_once_and_can_be_copied(links_page: Page) -> None:
    address, _lines = made(links_page)
    links_page.get_by_role("button", name="Copy Link to the map").click()
    expect(links_page.get_by_text("The link is copied.")).to_be_visible()

    links_page.reload()

    expect(links_page.get_by_label("Link to the map")).to_have_count(0)
    assert address not in links_page.content()
