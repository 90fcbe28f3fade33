"""The map of thousands: its picture is drawn by script, and is one like any other."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Locator, Page, expect

from ecosystem.maps import sheet
from ecosystem.models import City, User
from tests.crowds import fill

SignIn = Callable[[Page, User], None]
# Pixels that are not the paper: 0 where nothing is drawn.
INK = """canvas => {
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  let ink = 0;
  for (let at = 3; at < data.length; at += 4) ink += data[at] > 0;
  return ink / (data.length / 4);
}"""


@pytest.fixture
def address(live_app: str, litto: City, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where the map of 120 stakeholders is, which counts as thousands here."""
    monkeypatch.setattr(sheet, "MOST_ELEMENTS", 100)
    fill(litto, 120)
    return f"{live_app}{reverse('register:map', args=[litto.code])}"


@pytest.fixture
def picture(page: Page, address: str, viewer: User, sign_in: SignIn) -> Locator:
    """The picture, open before a member who may look."""
    sign_in(page, viewer)
    page.goto(address)
    found = page.get_by_role("img", name="120 stakeholders")
    expect(found).to_have_attribute("aria-busy", "false")
    return found


def test_the_whole_picture_is_drawn_without_the_data_that_moves_it(
    page: Page, picture: Locator, axe: Callable[[Page], None]
) -> None:
    assert picture.locator("canvas").evaluate(INK) > 0.02
    loaded = page.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not any("vis-network" in each or "map/data" in each for each in loaded)
    axe(page)


def test_the_first_click_opens_who_was_clicked(page: Page, picture: Locator) -> None:
    where = picture.evaluate(
        """(picture) => {
          const { marks, size } = JSON.parse(picture.querySelector("script").textContent);
          const { left, top, width } = picture.querySelector("canvas").getBoundingClientRect();
          const [x, y] = marks[0].at[0];
          return { x: left + (x * width) / size[0], y: top + (y * width) / size[0] };
        }"""
    )

    page.mouse.click(where["x"], where["y"])

    expect(page.get_by_role("region", name="Chosen stakeholder")).to_contain_text("Organisation")
    expect(picture).to_be_hidden()


def test_it_follows_the_colours_and_the_size_of_the_page(page: Page, picture: Locator) -> None:
    canvas = picture.locator("canvas")
    light, width = canvas.evaluate("(canvas) => canvas.toDataURL()"), canvas.evaluate("(c) => c.width")

    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "(light) => document.querySelector('map-sketch canvas').toDataURL() !== light", arg=light
    )
    page.set_viewport_size({"width": 700, "height": 700})

    page.wait_for_function("(width) => document.querySelector('map-sketch canvas').width < width", arg=width)
    assert canvas.evaluate(INK) > 0.02


def test_on_paper_it_is_sharp_and_in_the_colours_of_paper(page: Page, picture: Locator) -> None:
    canvas = picture.locator("canvas")
    page.emulate_media(media="print")
    page.wait_for_function("document.querySelector('map-sketch canvas').width === 4320")
    on_paper = canvas.evaluate("(canvas) => canvas.toDataURL()")

    page.emulate_media(media="print", color_scheme="dark")

    expect(canvas).to_be_visible()
    assert canvas.evaluate("(canvas) => canvas.toDataURL()") == on_paper


def test_without_script_the_picture_is_the_file_of_this_view(
    browser: Browser, address: str, viewer: User, sign_in: SignIn
) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        sign_in(page, viewer)
        page.goto(f"{address}?view=network")

        image = page.locator("map-sketch img")
        expect(image).to_be_visible()
        assert image.evaluate("(image) => image.decode().then(() => image.naturalWidth)") > 1000
