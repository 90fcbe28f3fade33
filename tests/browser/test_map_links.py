"""A map shared by a link: made, copied, looked at by a stranger, shown in another site's page, taken back."""

from collections.abc import Callable
from pathlib import Path

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


def test_a_website_shows_the_picture_and_never_a_frame(
    links_page: Page, browser: Browser, tmp_path: Path
) -> None:
    address, lines = made(links_page)
    site = tmp_path / "site.html"
    site.write_text(f'<!doctype html><h1>Our city</h1>{lines}<iframe src="{address}"></iframe>')
    visitor = browser.new_context().new_page()

    visitor.goto(site.as_uri())

    picture = visitor.get_by_role("img", name="Map of stakeholders")
    expect(picture).to_be_visible()
    assert (
        picture.evaluate("async (picture) => { await picture.decode(); return picture.naturalWidth; }")
        == 2010
    )
    expect(visitor.frame_locator("iframe").get_by_role("img")).to_have_count(0)


def test_the_link_is_shown_once_and_can_be_copied(links_page: Page) -> None:
    address, _lines = made(links_page)
    links_page.get_by_role("button", name="Copy Link to the map").click()
    expect(links_page.get_by_text("The link is copied.")).to_be_visible()

    links_page.reload()

    expect(links_page.get_by_label("Link to the map")).to_have_count(0)
    assert address not in links_page.content()
