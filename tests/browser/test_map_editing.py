"""Changing what is said on the map itself: by mouse and by keyboard, with undo and redo."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ecosystem.graph.cells import cell_box
from ecosystem.models import City, User
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Listing, ListingPlacement

WORLD_WIDTH, WORLD_HEIGHT = 1440, 900


@pytest.fixture
def listed(litto: City) -> list[Listing]:
    """Two listed stakeholders in different cells of influence and interest."""
    workshop = WorkshopFactory.create(city=litto, title="Water kiosks")
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    found = []
    for name, influence, interest in (("Kiosk keepers", 2, 2), ("Water Office", 4, 4)):
        listing = ListingFactory.create(workshop=workshop, name=name, family=family)
        AnswerFactory.create(listing=listing, question="influence", value=influence)
        AnswerFactory.create(listing=listing, question="interest", value=interest)
        found.append(listing)
    return found


def canvas(page: Page) -> Locator:
    """Return the drawn map."""
    return page.get_by_role("application", name="Map")


def on_screen(page: Page, x: float, y: float) -> tuple[float, float]:
    """Return where a point of the map is in the window, once marks stand still."""
    expect(page.locator("[data-canvas][aria-busy=true]")).to_have_count(0)
    canvas(page).scroll_into_view_if_needed()
    box = canvas(page).bounding_box()
    assert box is not None
    scale = min(box["width"] / WORLD_WIDTH, box["height"] / WORLD_HEIGHT)
    left = box["x"] + (box["width"] - WORLD_WIDTH * scale) / 2
    top = box["y"] + (box["height"] - WORLD_HEIGHT * scale) / 2
    return left + x * scale, top + y * scale


def mark_of(page: Page, listing: Listing) -> tuple[float, float]:
    """Return where a mark is in the window."""
    place = ListingPlacement.objects.get(listing=listing, view="influence")
    return on_screen(page, place.x, place.y)


def said(page: Page, words: str) -> None:
    """Expect the map to say something."""
    expect(page.get_by_role("status").filter(has_text=words)).to_have_count(1)


def note(page: Page) -> Locator:
    """Return the line beneath the map: its one live region, with the undo of what it tells."""
    expect(page.locator("ecosystem-map [role=status], ecosystem-map [aria-live]")).to_have_count(1)
    return page.locator(".map-note")


def is_read(page: Page, words: str) -> None:
    """Expect the line beneath the map to show something to everybody."""
    expect(note(page).get_by_role("status")).to_have_text(words)
    assert min(shown_size(page)) > 1


def shown_size(page: Page) -> tuple[float, float]:
    """Return how large the line's words are on the screen, in pixels."""
    box = note(page).get_by_role("status").bounding_box()
    assert box is not None
    return box["width"], box["height"]


def levels(listing: Listing) -> dict[str, int | None]:
    """Return what is said about influence and interest."""
    return dict(Answer.objects.filter(listing=listing).values_list("question", "value"))


@pytest.mark.both_databases
def test_a_facilitator_draws_marks_to_other_cells_and_takes_it_back(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    litto: City,
    listed: list[Listing],
    axe: Callable[[Page], None],
) -> None:
    keepers, office = listed
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:map", args=[litto.code, keepers.workshop_id]) + "?view=influence")
    start, end = mark_of(page, keepers), on_screen(page, *cell_box(4, 2).at(0.5, 0.5))
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    said(page, "Kiosk keepers: influence 2, interest 4.")
    assert levels(keepers) == {"influence": 2, "interest": 4}
    axe(page)

    canvas(page).press("Control+z")
    said(page, "Kiosk keepers: influence 2, interest 2.")
    page.get_by_role("button", name="Redo").click()
    said(page, "Kiosk keepers: influence 2, interest 4.")
    expect(page.get_by_role("button", name="Redo")).to_be_disabled()

    page.mouse.click(*mark_of(page, keepers))
    page.keyboard.down("Shift")
    page.mouse.click(*mark_of(page, office))
    page.keyboard.up("Shift")
    said(page, "2 move together: Kiosk keepers, Water Office")
    before = {
        listing: ListingPlacement.objects.get(listing=listing, view="influence").y for listing in listed
    }
    canvas(page).press("Shift+ArrowDown")
    said(page, "Kiosk keepers keeps this place. Water Office keeps this place.")
    for listing in listed:
        placed = ListingPlacement.objects.get(listing=listing, view="influence")
        assert placed.y == pytest.approx(before[listing] + 12, abs=1)


def test_what_a_drawn_mark_changed_is_read_beneath_the_map_with_its_undo(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    litto: City,
    listed: list[Listing],
) -> None:
    keepers, foot = listed[0], page.locator(".map-foot")
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:map", args=[litto.code, keepers.workshop_id]) + "?view=influence")
    start, end = mark_of(page, keepers), on_screen(page, *cell_box(4, 2).at(0.5, 0.5))
    stood = foot.bounding_box()
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(*end, steps=6)
    page.mouse.up()
    is_read(page, "Kiosk keepers: influence 2, interest 4.")
    assert foot.bounding_box() == stood

    note(page).get_by_role("button", name="Undo").click()
    is_read(page, "Kiosk keepers: influence 2, interest 2.")
    assert levels(keepers) == {"influence": 2, "interest": 2}
    expect(note(page).get_by_role("button", name="Undo")).to_be_hidden()

    canvas(page).press("Control+y")
    is_read(page, "Kiosk keepers: influence 2, interest 4.")
    page.get_by_role("link", name="Network").click()
    said(page, "Network")
    expect(note(page).get_by_role("button", name="Undo")).to_be_hidden()
    assert shown_size(page) == (1, 1)


def test_an_editor_adds_somebody_and_draws_a_relation(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    editor: User,
    litto: City,
    axe: Callable[[Page], None],
) -> None:
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    StakeholderFactory.create(city=litto, family=family, name="Water Office")
    sign_in(page, editor)
    page.goto(live_app + reverse("register:map", args=[litto.code]) + "?view=network")
    page.get_by_text("Add a stakeholder", exact=True).click()
    page.get_by_label("Name").fill("Water Offices")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Is it one of these, who are in the register?")).to_be_visible()
    axe(page)
    page.get_by_label("Name").fill("Jeton Pay")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("Jeton Pay is on the map.")).to_be_visible()
    panel = page.get_by_role("region", name="Chosen stakeholder")
    expect(panel.get_by_role("heading", name="Jeton Pay")).to_be_visible()

    page.get_by_text("Draw a relation", exact=True).click()
    expect(page.get_by_role("combobox", name="From")).to_have_value("Jeton Pay")
    page.get_by_role("combobox", name="To", exact=True).fill("Water Office")
    page.get_by_role("combobox", name="Kind", exact=True).select_option(label="funds")
    page.get_by_role("button", name="Draw", exact=True).click()
    is_read(page, "Jeton Pay · funds · Water Office is drawn.")
    expect(page.get_by_text("2 stakeholders · 1 relation", exact=True)).to_be_visible()

    note(page).get_by_role("button", name="Undo").click()
    is_read(page, "Jeton Pay · funds · Water Office is taken away.")
    expect(page.get_by_text("2 stakeholders · 0 relations", exact=True)).to_be_visible()


def test_a_facilitator_draws_a_relation_and_takes_it_away_beside_the_mark(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    listed: list[Listing],
    axe: Callable[[Page], None],
) -> None:
    workshop = listed[0].workshop
    sign_in(page, facilitator)
    address = reverse("workshops:map", args=[workshop.city.code, workshop.pk])
    page.goto(f"{live_app}{address}?view=network&find=Kiosk+keepers")
    page.get_by_text("Draw a relation", exact=True).click()
    expect(page.get_by_role("combobox", name="From")).to_have_value("Kiosk keepers")
    page.get_by_role("combobox", name="To", exact=True).fill("Water Office")
    page.get_by_role("combobox", name="Kind", exact=True).select_option(label="supplies or serves")
    axe(page)
    page.get_by_role("button", name="Draw", exact=True).click()
    is_read(page, "Kiosk keepers · supplies or serves · Water Office is drawn.")

    page.goto(f"{live_app}{address}?view=network&find=Water+Office")
    panel = page.get_by_role("region", name="Chosen stakeholder")
    expect(panel.get_by_text("is supplied or served by Kiosk keepers")).to_be_visible()
    axe(page)
    panel.get_by_role("button", name="Remove: is supplied or served by Kiosk keepers").click()
    is_read(page, "Kiosk keepers · supplies or serves · Water Office is taken away.")
    expect(panel.get_by_text("is supplied or served by Kiosk keepers")).to_have_count(0)
    note(page).get_by_role("button", name="Undo").click()
    is_read(page, "Kiosk keepers · supplies or serves · Water Office is drawn.")
    canvas(page).press("Control+y")
    is_read(page, "Kiosk keepers · supplies or serves · Water Office is taken away.")
