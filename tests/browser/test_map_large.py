"""Large maps told as stories: a picture at once, and the map that moves when somebody reaches for it."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from ecosystem.models import City, User
from tests.crowds import fill

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]

# What only a map that moves needs.
LATE = ("vis-network", "map/data", "map-stage", "map-painter", "map-ink")

COUNT_LINES = """() => {
  const draw = CanvasRenderingContext2D.prototype.stroke;
  window.lines = 0;
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    window.lines += 1;
    return draw.apply(this, path);
  };
}"""
# Two frames later everything asked for has been drawn.
LINES = """() => new Promise((done) => {
  const told = () => {
    done(window.lines);
    window.lines = 0;
  };
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(told)));
})"""


# How near the map is seen, how near as a whole, and where on the canvas who was opened stands.
SIGHT = """() => {
  const { stage, data } = document.querySelector("ecosystem-map");
  const places = data.arrived.keys.map((key) => stage.network.canvasToDOM(stage.network.getPosition(key)));
  return [stage.network.getScale(), stage.fitting(...data.size), places];
}"""


def lines_drawn(page: Page) -> int:
    """Return how many lines the page has drawn since it was last asked."""
    return int(page.evaluate(LINES))


@pytest.fixture
def crowd(page: Page, live_app: str, litto: City, viewer: User, sign_in: SignIn) -> Page:
    """The map of 120 stakeholders, open before a member who may look."""
    fill(litto, 120)
    sign_in(page, viewer)
    page.goto(f"{live_app}{reverse('register:map', args=[litto.code])}")
    return page


def test_the_picture_is_there_at_once_and_the_map_comes_when_somebody_reaches_for_it(
    crowd: Page, axe: Axe
) -> None:
    picture, canvas = crowd.locator(".map-picture"), crowd.locator("[data-canvas]")
    expect(picture).to_be_visible()
    expect(canvas).to_be_hidden()
    axe(crowd)
    loaded = crowd.evaluate("performance.getEntriesByType('resource').map((entry) => entry.name)")
    assert not any(any(late in address for late in LATE) for address in loaded)

    picture.hover()
    expect(canvas).to_be_visible()
    expect(picture).to_be_hidden()


def test_the_first_click_on_the_picture_already_opens_who_was_clicked(crowd: Page) -> None:
    name = crowd.locator(".map-picture g[transform] > title").first.text_content() or ""
    mark = crowd.locator(".map-picture g[transform]").first.bounding_box()
    assert mark
    crowd.mouse.click(mark["x"] + mark["width"] / 2, mark["y"] + mark["height"] / 2)
    expect(crowd.get_by_role("region", name="Chosen stakeholder")).to_contain_text(name)


def test_a_map_that_did_not_come_is_fetched_anew_at_the_next_reach(crowd: Page) -> None:
    crowd.route("**/map/data/**", lambda route: route.abort(), times=1)
    crowd.locator(".map-picture").hover()
    expect(crowd.get_by_role("status").filter(has_text=re.compile(r"\w"))).to_be_attached()

    crowd.locator(".map-picture").click()

    expect(crowd.locator("[data-canvas]")).to_be_visible()


def test_a_filter_used_before_the_map_is_there_counts(crowd: Page) -> None:
    held: list[Route] = []
    crowd.route("**/map/data/**", lambda route: held.append(route))  # noqa: PLW0108 (it takes functions only)
    with crowd.expect_request("**/map/data/**"):
        crowd.locator("[data-family]").first.uncheck()
    expect(crowd.locator("[data-canvas]")).to_be_hidden()
    held[0].continue_()
    expect(crowd.locator("[data-canvas]")).to_be_visible()
    expect(crowd.get_by_role("status").filter(has_text="of 120 on the map")).to_be_attached()


def test_by_keyboard_the_map_is_reached_from_the_links_before_it(crowd: Page) -> None:
    crowd.get_by_role("link", name="Network").focus()
    canvas = crowd.locator("[data-canvas]")
    expect(canvas).to_be_visible()
    canvas.focus()
    crowd.keyboard.press("ArrowRight")
    expect(crowd.get_by_role("status").filter(has_text="Organisation")).to_be_attached()


def test_without_the_maps_data_the_picture_stays_and_it_is_said(crowd: Page) -> None:
    crowd.route("**/map/data/**", lambda route: route.abort())
    crowd.locator(".map-picture").hover()
    expect(crowd.get_by_role("status").filter(has_text="could not be loaded")).to_be_attached()
    expect(crowd.locator(".map-picture")).to_be_visible()


def test_a_large_map_is_moved_by_hand_and_opens_each_view_as_its_own_page(crowd: Page, axe: Axe) -> None:
    crowd.locator(".map-picture").hover()
    canvas = crowd.locator("[data-canvas]")
    expect(canvas).to_be_visible()
    before = canvas.screenshot()
    box = canvas.bounding_box()
    assert box

    crowd.mouse.move(box["x"] + box["width"] - 15, box["y"] + 15)
    crowd.mouse.down()
    crowd.mouse.move(box["x"] + box["width"] - 215, box["y"] + 115, steps=5)
    crowd.mouse.up()
    assert canvas.screenshot() != before
    crowd.get_by_role("button", name="Whole map").click()
    assert canvas.screenshot() == before

    crowd.get_by_role("link", name="Network").click()
    expect(crowd).to_have_url(re.compile("view=network"))
    expect(crowd.get_by_role("link", name="Network")).to_have_attribute("aria-current", "true")
    axe(crowd)


def test_looking_at_one_of_very_many_draws_only_those_they_work_with(crowd: Page) -> None:
    crowd.evaluate(COUNT_LINES)
    crowd.locator(".map-picture").hover()
    canvas = crowd.locator("[data-canvas]")
    expect(canvas).to_be_visible()
    canvas.focus()
    whole = lines_drawn(crowd)

    crowd.keyboard.press("ArrowRight")

    expect(crowd.get_by_role("status").filter(has_text="Organisation")).to_be_attached()
    assert 0 < lines_drawn(crowd) < whole / 5


def test_a_group_that_is_opened_by_keyboard_comes_into_sight_and_is_said(
    page: Page,
    live_app: str,
    litto: City,
    viewer: User,
    sign_in: SignIn,
    axe: Axe,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ecosystem.register.atlas.MOST_SINGLE", 50)
    fill(litto, 60)
    sign_in(page, viewer)
    page.goto(f"{live_app}{reverse('register:map', args=[litto.code])}?view=network")
    canvas = page.locator("[data-canvas]")
    expect(canvas).to_be_visible()
    canvas.focus()
    group = page.get_by_role("status").filter(has_text="together")
    for way in ("ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp") * 5:
        page.keyboard.press(way)
        if group.count():
            break
    expect(group).to_be_attached()

    with page.expect_navigation():
        page.keyboard.press("Enter")

    said = page.get_by_role("status").filter(has_text="opened and outlined on the map")
    expect(said).to_be_attached()
    expect(canvas).to_be_focused()
    scale, whole, places = page.evaluate(SIGHT)
    assert scale > whole
    box = canvas.bounding_box()
    assert box
    assert len(places) == int((said.text_content() or "").split()[0])
    assert all(0 < place["x"] < box["width"] and 0 < place["y"] < box["height"] for place in places)
    axe(page)
    page.keyboard.press("ArrowRight")
    expect(said).to_have_count(0)
    page.get_by_role("button", name="Whole map").click()
    assert page.evaluate(SIGHT)[0] == pytest.approx(whole)


def test_the_table_comes_when_it_is_opened_and_follows_the_filters(crowd: Page, axe: Axe) -> None:
    crowd.get_by_text("As a table").click()
    rows = crowd.get_by_role("region", name="Stakeholders on the map").locator("tbody tr")
    expect(rows).to_have_count(120)
    axe(crowd)

    name = rows.get_by_role("link").first.text_content() or ""
    crowd.get_by_label("Find a stakeholder on the map").fill(name)
    expect(rows.filter(has_text=name).first).to_be_visible()
    expect(rows.filter(visible=True)).not_to_have_count(120)


def test_a_table_that_cannot_come_is_said_and_tried_again(crowd: Page) -> None:
    crowd.route("**/map/table/**", lambda route: route.abort())
    crowd.get_by_text("As a table").click()
    expect(crowd.get_by_role("status").filter(has_text="The table could not be loaded.")).to_be_attached()

    crowd.unroute("**/map/table/**")
    crowd.get_by_text("As a table").click()
    crowd.get_by_text("As a table").click()
    expect(crowd.get_by_role("region", name="Stakeholders on the map").locator("tbody tr")).to_have_count(120)


def test_without_script_the_table_is_a_page_of_its_own(crowd: Page, axe: Axe) -> None:
    address = crowd.locator("[data-rows] a").get_attribute("href") or ""
    crowd.goto(crowd.url.split("/register/")[0] + address)

    expect(crowd.locator("tbody tr")).to_have_count(120)
    axe(crowd)
    crowd.get_by_role("link", name="Map", exact=True).last.click()
    expect(crowd.locator(".map-picture")).to_be_visible()
