"""The map told as stories: look, filter, search, read, move by hand and by keyboard, take along."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ecosystem.maps.sheet import view_named
from ecosystem.models import City, Family, RelationKind, Stakeholder, StakeholderPlacement, User
from ecosystem.register.atlas import city_file
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, ResourceFactory, StakeholderFactory

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
NASTY = "<img src=x onerror=alert(1)>"
WORLD_WIDTH, WORLD_HEIGHT = 1440, 900


@pytest.fixture
def people(litto: City) -> dict[str, Stakeholder]:
    """A small register: two families, a layer, relations of two kinds, a name that tries to be script."""
    layer = LayerFactory.create(code="data", names={"en": "Data production"})
    authorities = FamilyFactory.create(
        city=litto, names={"en": "Local authorities"}, mark="LA", shape=Family.Shape.HEXAGON, colour=1
    )
    firms = FamilyFactory.create(
        city=litto, names={"en": "Firms"}, mark="TF", shape=Family.Shape.SQUARE, colour=2
    )
    office = StakeholderFactory.create(city=litto, family=authorities, name="Water Office", readiness=4)
    council = StakeholderFactory.create(city=litto, family=authorities, name="District councils", readiness=2)
    water = StakeholderFactory.create(city=litto, family=firms, name="Eaux du Littoral")
    nasty = StakeholderFactory.create(city=litto, family=firms, name=NASTY)
    water.layers.add(layer)
    ResourceFactory.create(stakeholder=water, kind="data", description="Sales by the hour")
    RelationFactory.create(source=office, target=water, kind=RelationKind.GOVERNS)
    RelationFactory.create(source=council, target=water, kind=RelationKind.TENSION)
    RelationFactory.create(source=office, target=nasty, kind=RelationKind.FUNDS)
    return {"office": office, "council": council, "water": water, "nasty": nasty}


@pytest.fixture
def open_map(
    page: Page, live_app: str, sign_in: SignIn, editor: User, litto: City, people: dict[str, Stakeholder]
) -> Page:
    """The city's map as an editor sees it."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, editor)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    expect(canvas(page)).to_be_visible()
    return page


def canvas(page: Page) -> Locator:
    """Return the drawn map."""
    return page.get_by_role("application", name="Map")


def point_of(page: Page, stakeholder: Stakeholder, view: str) -> tuple[float, float]:
    """Return where a mark is in the browser's window, from its kept place, once marks stand still."""
    expect(page.locator("[data-canvas][aria-busy=true]")).to_have_count(0)
    place = StakeholderPlacement.objects.get(stakeholder=stakeholder, view=view)
    canvas(page).scroll_into_view_if_needed()
    box = canvas(page).bounding_box()
    assert box is not None
    scale = min(box["width"] / WORLD_WIDTH, box["height"] / WORLD_HEIGHT)
    left = box["x"] + (box["width"] - WORLD_WIDTH * scale) / 2
    top = box["y"] + (box["height"] - WORLD_HEIGHT * scale) / 2
    return left + place.x * scale, top + place.y * scale


def panel(page: Page) -> Locator:
    """Return the part beside the map that tells of the chosen stakeholder."""
    return page.get_by_role("region", name="Chosen stakeholder")


def test_a_click_shows_the_stakeholder_beside_the_map(
    open_map: Page, people: dict[str, Stakeholder], axe: Callable[[Page], None]
) -> None:
    axe(open_map)

    open_map.mouse.click(*point_of(open_map, people["water"], "ecosystem"))

    expect(panel(open_map).get_by_role("heading", name="Eaux du Littoral")).to_be_visible()
    expect(panel(open_map)).to_contain_text("Sales by the hour")
    axe(open_map)
    panel(open_map).get_by_role("button", name="Close").click()
    expect(panel(open_map)).to_be_hidden()


def test_names_that_try_to_be_script_are_text(open_map: Page, people: dict[str, Stakeholder]) -> None:
    open_map.mouse.click(*point_of(open_map, people["nasty"], "ecosystem"))

    expect(panel(open_map).get_by_role("heading", name=NASTY)).to_be_visible()


def test_the_views_switch_and_keep_an_address(
    open_map: Page, people: dict[str, Stakeholder], axe: Callable[[Page], None]
) -> None:
    for name, code in (("Layers of the digital city", "layers"), ("Network", "network")):
        link = open_map.get_by_role("link", name=name)
        link.focus()
        open_map.keyboard.press("Enter")

        expect(link).to_have_attribute("aria-current", "true")
        expect(open_map).to_have_url(re.compile(f"view={code}$"))
        open_map.mouse.click(*point_of(open_map, people["office"], code))
        expect(panel(open_map).get_by_role("heading", name="Water Office")).to_be_visible()
        panel(open_map).get_by_role("button", name="Close").click()
    axe(open_map)


def test_filters_leave_the_table_and_the_count_in_step(open_map: Page) -> None:
    summary = open_map.get_by_text("As a table")
    summary.click()
    rows = open_map.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(5)

    open_map.get_by_role("checkbox", name="Firms").uncheck()
    expect(rows).to_have_count(3)
    expect(summary).to_contain_text("2 of 4 on the map")
    open_map.get_by_role("button", name="Show all again").click()
    expect(rows).to_have_count(5)
    open_map.get_by_role("combobox", name="Layer of the digital city").select_option(
        label="Data production (1)"
    )
    expect(rows).to_have_count(2)
    open_map.get_by_role("button", name="Show all again").click()
    open_map.get_by_role("combobox", name="Kind of resource").select_option(label="data (1)")
    expect(rows).to_have_count(2)


def test_one_kind_of_relation_at_a_time(open_map: Page) -> None:
    before = canvas(open_map).screenshot()

    open_map.get_by_role("radio", name="tension").check()

    assert canvas(open_map).screenshot() != before
    open_map.get_by_role("radio", name="all kinds").check()
    assert canvas(open_map).screenshot() == before


@pytest.mark.parametrize("words", ["District councils", "dístrict COUNCILS"])
def test_search_goes_to_the_stakeholder(open_map: Page, words: str) -> None:
    search = open_map.get_by_role("combobox", name="Find a stakeholder on the map")

    search.fill(words)
    search.press("Enter")

    expect(panel(open_map).get_by_role("heading", name="District councils")).to_be_visible()


def test_the_map_works_by_keyboard(open_map: Page, people: dict[str, Stakeholder]) -> None:
    canvas(open_map).focus()
    open_map.keyboard.press("ArrowRight")
    said = open_map.get_by_role("status").filter(has_text=re.compile("Office|councils|Eaux|img"))
    expect(said).to_have_count(1)

    open_map.keyboard.press("Enter")
    expect(panel(open_map).get_by_role("heading")).to_be_visible()
    canvas(open_map).focus()
    open_map.keyboard.press("Escape")
    expect(panel(open_map)).to_be_hidden()


def test_a_dragged_mark_keeps_its_place(open_map: Page, people: dict[str, Stakeholder]) -> None:
    open_map.get_by_role("link", name="Network").click()
    x, y = point_of(open_map, people["office"], "network")
    drag(open_map, (x, y), (x + 60, y - 40))
    expect(open_map.get_by_role("status").filter(has_text="Water Office keeps this place.")).to_have_count(1)
    place = StakeholderPlacement.objects.get(stakeholder=people["office"], view="network")
    assert place.is_pinned

    open_map.reload()
    nx, ny = point_of(open_map, people["office"], "network")
    assert (round(nx), round(ny)) == pytest.approx((x + 60, y - 40), abs=3)
    open_map.mouse.click(nx, ny)
    expect(panel(open_map).get_by_role("heading", name="Water Office")).to_be_visible()
    open_map.get_by_role("button", name="Put back").click()
    expect(open_map.get_by_role("status").filter(has_text="is back where the map places it")).to_have_count(1)
    expect(open_map.get_by_role("button", name="Put back")).to_be_hidden()


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Draw the mouse from one point to another."""
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, (start[1] + end[1]) / 2, steps=4)
    page.mouse.move(*end, steps=4)
    page.mouse.up()


def test_shift_and_arrows_move_a_mark(open_map: Page, people: dict[str, Stakeholder]) -> None:
    open_map.get_by_role("link", name="Network").click()
    open_map.mouse.click(*point_of(open_map, people["council"], "network"))
    before = StakeholderPlacement.objects.get(stakeholder=people["council"], view="network")

    open_map.keyboard.press("Shift+ArrowDown")

    expect(open_map.get_by_role("status").filter(has_text="keeps this place")).to_have_count(1)
    after = StakeholderPlacement.objects.get(stakeholder=people["council"], view="network")
    assert (after.x, after.y) == pytest.approx((before.x, before.y + 12), abs=1)


@pytest.fixture
def phone(
    page: Page, live_app: str, sign_in: SignIn, viewer: User, litto: City, people: dict[str, Stakeholder]
) -> Page:
    """The city's map, open on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    return page


def test_a_phone_reads_the_table_instead(phone: Page, axe: Callable[[Page], None]) -> None:
    expect(phone.get_by_role("link", name="Eaux du Littoral")).to_be_visible()
    expect(canvas(phone)).to_be_hidden()
    axe(phone)


def test_a_phone_has_the_picture_of_each_view_on_a_page_of_its_own(
    phone: Page, axe: Callable[[Page], None]
) -> None:
    phone.get_by_role("link", name="See the map as a picture").click()
    phone.get_by_role("link", name="Network").click()

    expect(phone.get_by_role("link", name="Network")).to_have_attribute("aria-current", "true")
    picture = phone.get_by_role("img", name="Litto").bounding_box()
    assert picture
    assert picture["width"] > 320
    assert picture["height"] < 300
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    axe(phone)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_wall_shows_the_map_alone(
    page: Page,
    live_app: str,
    sign_in: SignIn,
    viewer: User,
    litto: City,
    people: dict[str, Stakeholder],
    axe: Callable[[Page], None],
    scheme: str,
) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    page.emulate_media(color_scheme=scheme)
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map-wall", args=[litto.code]))

    expect(page.get_by_role("heading", level=1)).to_contain_text("Litto")
    expect(page.get_by_role("img", name=re.compile("4 stakeholders"))).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    picture = page.get_by_role("img", name=re.compile("4 stakeholders")).bounding_box()
    assert picture is not None
    assert (picture["width"], picture["height"]) >= (WORLD_WIDTH, WORLD_HEIGHT)
    assert picture["y"] + picture["height"] <= 1080
    axe(page)


def test_without_script_the_picture_and_the_table_are_there(
    browser: object, live_app: str, sign_in: SignIn, viewer: User, litto: City, people: dict[str, Stakeholder]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))

    expect(page.get_by_role("img", name=re.compile("Ecosystem"))).to_be_visible()
    expect(page.get_by_role("table")).to_contain_text("Eaux du Littoral")
    page.get_by_role("link", name="Network").click()
    expect(page.get_by_role("img", name=re.compile("Network"))).to_be_visible()
    context.close()


def test_the_picture_downloads_as_png(open_map: Page) -> None:
    open_map.get_by_text("Download", exact=True).click()
    with open_map.expect_download() as waiting:
        open_map.get_by_role("button", name="Picture (PNG)").click()

    assert Path(waiting.value.path()).read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_the_file_to_take_along_works_without_any_host(
    page: Page, litto: City, people: dict[str, Stakeholder], tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    file = tmp_path / "a map with spaces.html"
    file.write_bytes(city_file(litto, "html", view_named("ecosystem")).content)
    asked: list[str] = []
    page.context.set_offline(True)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())

    expect(canvas(page)).to_be_visible()
    page.get_by_role("link", name="Network").click()
    page.get_by_role("combobox", name="Find a stakeholder on the map").fill("Eaux du Littoral")
    expect(panel(page)).to_contain_text("governs or regulates, from: Water Office")
    page.get_by_role("checkbox", name="Firms").uncheck()
    page.get_by_text("As a table").click()
    expect(page.get_by_role("table").get_by_role("row")).to_have_count(1)
    axe(page)
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
