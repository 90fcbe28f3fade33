"""The map on paper: one sheet at every size, with title, legend, date and source and without controls."""

import re
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, RelationKind, User
from tests.factories import FamilyFactory, LayerFactory, RelationFactory, StakeholderFactory

SignIn = Callable[[Page, User], None]
PAGE = re.compile(rb"/Type\s*/Page\b")
BOX = re.compile(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)")
MM_A_POINT = 25.4 / 72
PAPER = {"A4": (297, 210), "A3": (420, 297), "A0": (1189, 841)}


@pytest.fixture
def city_map(page: Page, live_app: str, sign_in: SignIn, viewer: User, litto: City) -> Page:
    """The map of a city with two stakeholders in two families."""
    LayerFactory.create(code="data", names={"en": "Data production"})
    office = StakeholderFactory.create(
        city=litto,
        name="Water Office",
        family=FamilyFactory.create(city=litto, names={"en": "Local authorities"}),
    )
    firm = StakeholderFactory.create(
        city=litto, name="Eaux du Littoral", family=FamilyFactory.create(city=litto, names={"en": "Firms"})
    )
    RelationFactory.create(source=office, target=firm, kind=RelationKind.GOVERNS)
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    expect(page.get_by_role("application", name="Map")).to_be_visible()
    return page


def test_paper_shows_title_picture_legend_date_and_source_without_controls(city_map: Page) -> None:
    city_map.emulate_media(media="print")

    for shown in (
        city_map.get_by_role("heading", name="Who works with whom in Litto"),
        city_map.get_by_role("img", name="Who works with whom in Litto"),
        city_map.get_by_text("Local authorities", exact=True).last,
        city_map.get_by_text("governs or regulates", exact=True).last,
        city_map.get_by_text("Source: Litto"),
    ):
        expect(shown).to_be_visible()
    expect(city_map.get_by_role("navigation")).to_have_count(0)
    for hidden in ("button", "link", "searchbox", "checkbox", "radio", "application", "table"):
        expect(city_map.get_by_role(hidden)).to_have_count(0)  # type: ignore[arg-type]


@pytest.mark.parametrize("paper", PAPER)
def test_a_sheet_of_any_size_holds_the_whole_map(city_map: Page, paper: str) -> None:
    pdf = city_map.pdf(format=paper, prefer_css_page_size=False, landscape=True)
    box = BOX.search(pdf)

    assert len(PAGE.findall(pdf)) == 1
    assert box is not None
    assert [float(side) * MM_A_POINT for side in box.groups()] == pytest.approx(PAPER[paper], abs=1)


def test_paper_is_light_where_the_screen_is_dark(city_map: Page) -> None:
    title = city_map.locator("h1")
    city_map.emulate_media(color_scheme="light")
    light = title.evaluate("title => getComputedStyle(title).color")
    city_map.emulate_media(color_scheme="dark")
    expect(title).not_to_have_css("color", light)

    city_map.emulate_media(media="print", color_scheme="dark")

    expect(title).to_have_css("color", light)


def test_the_sheet_shows_the_view_that_was_turned_to(city_map: Page) -> None:
    # The print window itself would wait for somebody.
    city_map.evaluate("window.print = () => document.body.setAttribute('data-printed', 'yes')")
    city_map.get_by_role("link", name="Layers of the digital city").click()
    city_map.get_by_text("Download", exact=True).click()
    city_map.get_by_role("button", name="Print or save as PDF").click()
    expect(city_map.locator("body[data-printed=yes]")).to_have_count(1)

    city_map.emulate_media(media="print")

    expect(city_map.get_by_text("Layers of the digital city · ")).to_be_visible()
    expect(city_map.get_by_role("img").get_by_text("Data production")).to_be_visible()


def test_the_picture_is_fit_for_print(city_map: Page, tmp_path: Path) -> None:
    city_map.get_by_text("Download", exact=True).click()
    with city_map.expect_download() as download:
        city_map.get_by_role("button", name="Picture (PNG)").click()
    download.value.save_as(tmp_path / "map.png")
    picture = (tmp_path / "map.png").read_bytes()

    # 300 to the inch on A3, which is 16.5 inches wide, and it says so.
    assert int.from_bytes(picture[16:20], "big") >= 300 * 16.5
    assert picture[37:41] == b"pHYs"
    assert [int.from_bytes(picture[at : at + 4], "big") for at in (41, 45)] == [11811, 11811]
    assert picture[49] == 1
    assert int.from_bytes(picture[50:54], "big") == crc32(picture[37:50])
    assert download.value.suggested_filename == "litto-ecosystem.png"


def test_a_picture_that_cannot_be_made_says_so(city_map: Page) -> None:
    city_map.route("**/download/svg/**", lambda route: route.fulfill(status=503))
    city_map.get_by_text("Download", exact=True).click()
    city_map.get_by_role("button", name="Picture (PNG)").click()

    expect(city_map.get_by_text("The picture could not be made here.")).to_be_visible()
    expect(city_map.get_by_role("button", name="Picture (PNG)")).not_to_have_attribute("aria-busy", "true")
