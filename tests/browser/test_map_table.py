"""The table of a map is its equal: changed there by keyboard alone, and the picture follows."""

import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from ecosystem.models import City, Stakeholder, User
from tests.factories import (
    AnswerFactory,
    DrawnRelationFactory,
    FamilyFactory,
    LayerFactory,
    ListingFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, DrawnRelation, Listing, ListingPlacement, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    """A workshop with two who are assessed."""
    workshop = WorkshopFactory.create(city=litto, title="Water kiosks")
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    LayerFactory.create(code="users", names={"en": "Uses and users"})
    for name, level in (("Kiosk keepers", 2), ("Water Office", 4)):
        listing = ListingFactory.create(workshop=workshop, name=name, family=family)
        AnswerFactory.create(listing=listing, question="influence", value=level)
        AnswerFactory.create(listing=listing, question="interest", value=level)
    return workshop


def row(page: Page, name: str) -> Locator:
    """Return somebody's row of the table."""
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))


def editor(page: Page, name: str) -> Locator:
    """Return what changes somebody's row."""
    return page.get_by_role("group", name=f"Change {name}", exact=True)


def said(page: Page, words: str) -> None:
    """Expect the map's one live region to say something that can be read."""
    expect(page.locator("ecosystem-map [role=status]")).to_have_count(1)
    expect(page.locator(".map-note.is-read [role=status]")).to_have_text(words)


def cell(page: Page, name: str, head: str) -> Locator:
    """Return what a row says under a head."""
    return row(page, name).locator(f"[data-head='{head}']")


def mark_slot(workshop: Workshop, name: str) -> str:
    """Return the cell a mark stands in on the drawn map."""
    placed = ListingPlacement.objects.get(listing__workshop=workshop, listing__name=name, view="influence")
    return placed.slot


def open_table(page: Page) -> None:
    """Open the table and one row's editor, by keyboard."""
    page.locator(".map-table > summary").focus()
    page.keyboard.press("Enter")


@pytest.fixture
def open_map(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    workshop: Workshop,
) -> Callable[[str], None]:
    """Open a view of the workshop's map for its facilitator, with the table open."""

    def opened(view: str) -> None:
        sign_in(page, facilitator)
        address = reverse("workshops:map", args=[workshop.city.code, workshop.pk])
        page.goto(f"{live_app}{address}?view={view}")
        open_table(page)

    return opened


def open_row(page: Page, name: str) -> Locator:
    """Open a row's editor by keyboard and return it."""
    page.get_by_role("link", name=f"Change: {name}").focus()
    page.keyboard.press("Enter")
    opened = editor(page, name)
    expect(opened.get_by_label("Influence on the project")).to_be_focused()
    return opened


@pytest.mark.both_databases
def test_a_facilitator_changes_rows_by_keyboard_alone(
    page: Page,
    open_map: Callable[[str], None],
    workshop: Workshop,
    axe: Callable[[Page], None],
) -> None:
    keepers = Listing.objects.get(workshop=workshop, name="Kiosk keepers")
    change = page.get_by_role("link", name="Change: Kiosk keepers")
    open_map("influence")
    expect(page.get_by_role("link", name="Change: ")).to_have_count(2)
    open_row(page, "Kiosk keepers")
    axe(page)
    page.keyboard.press("Escape")
    expect(editor(page, "Kiosk keepers")).to_have_count(0)
    expect(change).to_be_focused()

    page.keyboard.press("Enter")
    expect(editor(page, "Kiosk keepers").get_by_label("Influence on the project")).to_be_focused()
    page.keyboard.press("5")
    editor(page, "Kiosk keepers").get_by_role("button", name="Save").press("Enter")
    said(page, "Kiosk keepers: influence 5, interest 2.")
    expect(change).to_be_focused()
    expect(cell(page, "Kiosk keepers", "Influence")).to_have_text("5")
    assert mark_slot(workshop, "Kiosk keepers") == "2-5"
    page.keyboard.press("Control+z")
    said(page, "Kiosk keepers: influence 2, interest 2.")
    expect(change).to_be_focused()
    assert mark_slot(workshop, "Kiosk keepers") == "2-2"
    page.keyboard.press("Control+y")
    said(page, "Kiosk keepers: influence 5, interest 2.")
    assert Answer.objects.get(listing=keepers, question="influence").value == 5


@pytest.mark.both_databases
def test_a_facilitator_draws_and_removes_relations_in_a_row_by_keyboard_alone(
    page: Page,
    open_map: Callable[[str], None],
    axe: Callable[[Page], None],
) -> None:
    open_map("network")
    box = open_row(page, "Kiosk keepers")
    box.get_by_label("With whom").focus()
    page.keyboard.type("Nobody")
    page.keyboard.press("Enter")
    expect(box.get_by_text("Choose what ties the two.")).to_be_visible()
    expect(box.get_by_text("Nobody on the map is called “Nobody”.")).to_be_visible()
    expect(box.get_by_label("With whom")).to_have_value("Nobody")
    expect(box.get_by_role("combobox", name="Relation")).to_be_focused()
    axe(page)
    page.keyboard.type("funds")
    box.get_by_label("With whom").fill("Water Office")
    page.keyboard.press("Enter")
    said(page, "Kiosk keepers · funds · Water Office is drawn.")
    expect(cell(page, "Water Office", "Relations")).to_have_text("funds, from: Kiosk keepers")
    expect(page.locator("[data-counts]")).to_contain_text("2 stakeholders · 0 partners · 1 relation")
    box.get_by_role("button", name="Remove: funds Water Office").press("Enter")
    said(page, "Kiosk keepers · funds · Water Office is taken away.")
    expect(box.get_by_role("heading", name="Relations")).to_be_focused()
    expect(cell(page, "Water Office", "Relations")).to_be_empty()
    page.keyboard.press("Control+z")
    said(page, "Kiosk keepers · funds · Water Office is drawn.")
    expect(box.get_by_role("button", name="Remove: funds Water Office")).to_be_visible()
    assert DrawnRelation.objects.get().removed_at is None


@pytest.mark.both_databases
def test_a_facilitator_changes_a_relation_in_a_row_by_keyboard_alone_on_the_narrowest_screen(
    page: Page,
    open_map: Callable[[str], None],
    workshop: Workshop,
    axe: Callable[[Page], None],
) -> None:
    keepers, office = Listing.objects.filter(workshop=workshop).order_by("name")
    DrawnRelationFactory.create(source=keepers, target=office, kind="funds", note="until 2030")
    open_map("network")
    box = open_row(page, "Kiosk keepers")
    page.set_viewport_size({"width": 320, "height": 800})
    box.get_by_label("With whom").fill("Wat")
    change = box.get_by_role("link", name="Change: funds Water Office")
    change.press("Enter")
    tie = box.get_by_role("form", name="Change: funds Water Office")
    expect(tie.get_by_role("combobox", name="Relation")).to_be_focused()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    tie.get_by_role("link", name="Leave it as it is").press("Enter")
    expect(change).to_be_focused()

    page.keyboard.press("Enter")
    tie.get_by_role("combobox", name="Relation").press("i")
    tie.get_by_label("Direction").select_option("both")
    tie.get_by_label("Note").fill("since the fair")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    tie.get_by_role("button", name="Save the relation").press("Enter")
    said(page, "Kiosk keepers trusts, and is trusted by Water Office (clear · since the fair).")
    expect(cell(page, "Water Office", "Relations")).to_have_text("informal trust, both ways: Kiosk keepers")
    expect(box.get_by_role("link", name="Change: trusts, and is trusted by Water Office")).to_be_focused()
    expect(box.get_by_label("With whom")).to_have_value("Wat")
    box.get_by_label("With whom").fill("")
    page.get_by_role("heading", name="Relations").press("Control+z")
    said(page, "Kiosk keepers funds Water Office (clear · until 2030).")
    expect(change).to_be_visible()


def test_what_is_typed_in_a_row_outlives_a_change_elsewhere(
    page: Page,
    open_map: Callable[[str], None],
) -> None:
    open_map("ecosystem")
    open_row(page, "Water Office")
    open_row(page, "Kiosk keepers")
    editor(page, "Kiosk keepers").get_by_label("Partner", exact=True).check()
    editor(page, "Kiosk keepers").get_by_label("With whom").fill("Water")
    editor(page, "Kiosk keepers").get_by_role("button", name="Save").click()
    said(page, "Kiosk keepers is a partner.")
    expect(cell(page, "Kiosk keepers", "Ring")).to_have_text("Partners")
    expect(editor(page, "Kiosk keepers").get_by_label("With whom")).to_have_value("Water")
    expect(editor(page, "Kiosk keepers").get_by_label("Partner", exact=True)).to_be_checked()

    office = Listing.objects.get(name="Water Office")
    Answer.objects.filter(listing=office, question="influence").update(value=1)
    page.locator(".map-note").get_by_role("button", name="Undo").click()
    said(page, "Kiosk keepers is no partner.")
    expect(editor(page, "Water Office").get_by_label("Influence on the project")).to_have_value("1")
    editor(page, "Water Office").get_by_label("Uses and users").check()
    editor(page, "Water Office").get_by_role("button", name="Save").click()
    said(page, "Water Office is on: Uses and users.")
    expect(editor(page, "Water Office")).to_have_count(0)
    expect(editor(page, "Kiosk keepers").get_by_label("With whom")).to_have_value("Water")


@pytest.fixture
def typing(page: Page, open_map: Callable[[str], None], workshop: Workshop) -> Locator:
    """A row in which a relation is half said otherwise, another open, and a new one half said."""
    keepers, office = Listing.objects.filter(workshop=workshop).order_by("name")
    for kind in ("funds", "trust", "governs"):
        DrawnRelationFactory.create(source=keepers, target=office, kind=kind)
    open_map("network")
    box = open_row(page, "Kiosk keepers")
    for phrase in ("trusts", "governs or regulates"):
        box.get_by_role("link", name=f"Change: {phrase} Water Office").click()
        form = box.get_by_role("form", name=f"Change: {phrase} Water Office")
        expect(form.get_by_role("combobox", name="Relation")).to_be_focused()
    note_on_trust(box).fill("since the fair")
    box.get_by_label("With whom").fill("Water Off")
    return box


def note_on_trust(box: Locator) -> Locator:
    """Return where the note on a relation is typed."""
    return box.get_by_role("form", name="Change: trusts Water Office").get_by_label("Note")


def test_what_is_typed_in_a_relation_outlives_removing_another(page: Page, typing: Locator) -> None:
    typing.get_by_role("button", name="Remove: funds Water Office").press("Enter")
    said(page, "Kiosk keepers · funds · Water Office is taken away.")
    expect(typing.get_by_role("link", name="Change: funds Water Office")).to_have_count(0)
    expect(note_on_trust(typing)).to_have_value("since the fair")
    expect(typing.get_by_role("form", name="Change: governs or regulates Water Office")).to_be_visible()
    expect(typing.get_by_label("With whom")).to_have_value("Water Off")
    expect(typing.get_by_role("heading", name="Relations")).to_be_focused()

    page.locator(".map-note").get_by_role("button", name="Undo").click()
    expect(typing.get_by_role("link", name="Change: funds Water Office")).to_be_visible()
    expect(note_on_trust(typing)).to_have_value("since the fair")

    DrawnRelation.objects.filter(kind="trust").update(removed_at=timezone.now())
    typing.get_by_role("button", name="Remove: funds Water Office").click()
    said(page, "Kiosk keepers · funds · Water Office is taken away.")
    expect(note_on_trust(typing)).to_have_value("since the fair")


def test_what_is_typed_in_a_relation_outlives_drawing_another(page: Page, typing: Locator) -> None:
    typing.locator(".map-change-relate").get_by_label("Relation", exact=True).select_option("shares")
    typing.get_by_label("With whom").press("Enter")
    expect(typing.get_by_text("Nobody on the map is called “Water Off”.")).to_be_visible()
    expect(note_on_trust(typing)).to_have_value("since the fair")
    typing.get_by_label("With whom").fill("Water Office")
    typing.get_by_label("With whom").press("Enter")
    said(page, "Kiosk keepers · shares data or information · Water Office is drawn.")
    expect(typing.get_by_label("With whom")).to_have_value("")
    expect(note_on_trust(typing)).to_have_value("since the fair")


def test_what_changes_a_row_is_seen_whole_beside_a_table_that_is_wider(page: Page, typing: Locator) -> None:
    page.set_viewport_size({"width": 700, "height": 800})
    scrolled = page.locator(".map-table > .table-scroll")
    assert scrolled.evaluate("place => place.scrollWidth > place.clientWidth + 40")
    for moved in (0, 40):
        scrolled.evaluate("(place, moved) => (place.scrollLeft = moved)", moved)
        outer, inner = scrolled.bounding_box(), typing.bounding_box()
        assert outer is not None
        assert inner is not None
        assert outer["x"] <= inner["x"]
        assert inner["x"] + inner["width"] <= outer["x"] + outer["width"]


def test_changes_that_follow_each_other_fast_are_all_drawn_and_undone(
    page: Page, typing: Locator, workshop: Workshop
) -> None:
    def slowly(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.route("**/map/?view=network", slowly)
    typing.get_by_label("With whom").fill("Water Office")
    typing.get_by_role("button", name="Remove: funds Water Office").click()
    typing.locator(".map-change-relate").get_by_label("Relation", exact=True).select_option("shares")
    typing.get_by_label("With whom").press("Enter")
    said(page, "Kiosk keepers · shares data or information · Water Office is drawn.")
    expect(page.locator("[data-counts]")).to_contain_text("3 relations")
    expect(cell(page, "Water Office", "Relations")).to_contain_text("shares data or information")
    expect(cell(page, "Water Office", "Relations")).not_to_contain_text("funds")
    for words in (
        "shares data or information · Water Office is taken away.",
        "funds · Water Office is drawn.",
    ):
        typing.get_by_role("heading", name="Relations").press("Control+z")
        said(page, f"Kiosk keepers · {words}")
    expect(note_on_trust(typing)).to_have_value("since the fair")


def test_an_editor_with_a_change_asks_before_it_closes(
    page: Page,
    open_map: Callable[[str], None],
    axe: Callable[[Page], None],
) -> None:
    open_map("ecosystem")
    box = open_row(page, "Kiosk keepers")
    box.get_by_label("With whom").fill("Water")
    page.keyboard.press("Escape")
    expect(box.get_by_role("alert")).to_contain_text("What you changed here is not saved yet.")
    expect(box.get_by_role("button", name="Keep editing")).to_be_focused()
    axe(page)
    page.keyboard.press("Enter")
    expect(box.get_by_role("alert")).to_have_count(0)
    expect(box.get_by_label("With whom")).to_be_focused()

    box.get_by_role("button", name="Save").click()
    expect(box.get_by_role("alert")).to_be_visible()
    page.keyboard.press("Escape")
    expect(box.get_by_label("With whom")).to_have_value("Water")
    box.get_by_role("link", name="Cancel").click()
    box.get_by_role("button", name="Close without saving").click()
    expect(box).to_have_count(0)
    expect(page.get_by_role("link", name="Change: Kiosk keepers")).to_be_focused()


def test_what_is_saved_without_a_connection_is_kept_and_sent_when_it_is_back(
    page: Page,
    open_map: Callable[[str], None],
) -> None:
    open_map("influence")
    box = open_row(page, "Kiosk keepers")
    page.context.set_offline(True)
    page.keyboard.press("5")
    box.get_by_role("button", name="Save").click()
    expect(box.get_by_role("alert")).to_contain_text("Not saved: there is no connection.")
    box.get_by_role("button", name="Try again").click()
    expect(box.get_by_label("Influence on the project")).to_have_value("5")
    page.get_by_role("link", name="Change: Water Office").click()
    said(page, "The row could not be opened: there is no connection. Press Change to try again.")
    assert page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")

    page.context.set_offline(False)
    said(page, "Kiosk keepers: influence 5, interest 2.")
    expect(box).to_have_count(0)
    assert Answer.objects.get(listing__name="Kiosk keepers", question="influence").value == 5
    assert not page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")


@pytest.fixture
def lab(litto: City) -> Stakeholder:
    """An entry of the register of which little is known."""
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    LayerFactory.create(code="users", names={"en": "Uses and users"})
    return StakeholderFactory.create(city=litto, family=family, name="Kiosko Lab")


def test_an_editor_changes_the_citys_map_in_its_table_and_a_viewer_only_reads(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    editor: User,
    viewer: User,
    lab: Stakeholder,
    axe: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    sign_in(page, editor)
    page.goto(live_app + reverse("register:map", args=[lab.city.code]))
    page.get_by_role("link", name="Change: Kiosko Lab").click()
    box = page.get_by_role("group", name="Change Kiosko Lab", exact=True)
    box.get_by_label("Uses and users").check()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box.get_by_role("button", name="Save").click()
    said(page, "Kiosko Lab is on: Uses and users.")
    expect(cell(page, "Kiosko Lab", "Layers")).to_have_text("Uses and users")
    assert lab.layers.count() == 1

    page.context.clear_cookies()
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[lab.city.code]))
    expect(row(page, "Kiosko Lab")).to_be_visible()
    expect(page.get_by_role("link", name="Change: ")).to_have_count(0)


def test_an_editor_says_in_the_row_how_ready_somebody_is_and_what_it_brings(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    editor: User,
    lab: Stakeholder,
    axe: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    sign_in(page, editor)
    page.goto(live_app + reverse("register:map", args=[lab.city.code]))
    page.get_by_role("link", name="Change: Kiosko Lab").press("Enter")
    box = page.get_by_role("group", name="Change Kiosko Lab", exact=True)
    expect(box.get_by_label("Readiness for digital")).to_be_focused()
    page.keyboard.type("works")
    box.get_by_label("human: Level").select_option("strong")
    box.get_by_label("human: In your city's words").fill("two engineers")
    box.get_by_text("What it would gain").click()
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    box.get_by_role("button", name="Save").press("Enter")
    said(
        page,
        "Kiosko Lab: readiness for digital: works with it. "
        "Kiosko Lab could bring: human (strong · two engineers).",
    )
    expect(cell(page, "Kiosko Lab", "Readiness")).to_have_text("works with it")
    expect(cell(page, "Kiosko Lab", "Brings")).to_have_text("human")
    page.keyboard.press("Control+z")
    said(page, "Kiosko Lab: readiness for digital: not known. Kiosko Lab could bring: nothing known yet.")
    expect(cell(page, "Kiosko Lab", "Readiness")).to_have_text("not known")
    page.keyboard.press("Control+y")
    expect(cell(page, "Kiosko Lab", "Brings")).to_have_text("human")


def test_without_script_a_row_is_changed_on_a_page_of_its_own(
    browser: object,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    workshop: Workshop,
) -> None:
    context = browser.new_context(java_script_enabled=False)  # type: ignore[attr-defined]
    page: Page = context.new_page()
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:map", args=[workshop.city.code, workshop.pk]) + "?view=influence")
    page.get_by_role("link", name="Change: Kiosk keepers").click()
    page.get_by_label("Influence on the project").select_option("4")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Kiosk keepers: influence 4, interest 2.")).to_be_visible()
    expect(cell(page, "Kiosk keepers", "Influence")).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    expect(cell(page, "Kiosk keepers", "Influence")).to_have_text("2")
    context.close()
