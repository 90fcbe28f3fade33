"""The console by keyboard: queue, tables and paper; and two consoles that lead one room."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from ecosystem.accounts import members
from ecosystem.models import City, Role, User
from tests.factories import (
    ContributionFactory,
    FamilyFactory,
    ListingFactory,
    MembershipFactory,
    TableFactory,
    WorkshopFactory,
)
from workshops import paper, rating
from workshops import room as rooms
from workshops.models import Listing, Question, Room, RoomAnswer, Workshop

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
pytestmark = [pytest.mark.both_databases]


@pytest.fixture
def workshop(litto: City) -> Workshop:
    water = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    FamilyFactory.create(city=litto, names={"en": "Citizens"})
    ListingFactory.create(workshop=water, name="Kiosk keepers")
    return water


@pytest.fixture
def room(transactional_db: None, workshop: Workshop) -> Room:
    return rooms.open_room(workshop)


def url(live_app: str, workshop: Workshop, name: str) -> str:
    return live_app + reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk])


def test_what_one_console_does_the_other_shows_at_once(
    page: Page, browser: Browser, live_app: str, workshop: Workshop, room: Room, sign_in: SignIn
) -> None:
    colleague = browser.new_context().new_page()
    for console in (page, colleague):
        sign_in(console, MembershipFactory.create(city=workshop.city, role=Role.FACILITATOR).user)
        console.goto(url(live_app, workshop, "room"))
        expect(console.locator("html[data-link=open]")).to_be_attached()
        expect(console.get_by_role("button", name="Pens down")).to_be_visible()

    page.keyboard.press("Alt+l")
    for console in (page, colleague):
        expect(console.get_by_role("button", name="Let the room go on")).to_be_visible()
        expect(console.get_by_text("what people send does not count now")).to_be_visible()

    colleague.get_by_role("button", name="Let the room go on").click()
    for console in (page, colleague):
        expect(console.get_by_role("button", name="Pens down")).to_be_visible()
        expect(console.get_by_text("what people send does not count now")).to_be_hidden()

    page.get_by_label("Your notes").press_sequentially("Ask the mayor")
    expect(page.locator("#notes-state")).to_have_text("kept")
    with page.expect_response("**/room/notes/") as again:
        page.get_by_label("Your notes").press_sequentially(" first")
    assert again.value.status == 200
    colleague.get_by_label("Your notes").press_sequentially("Coffee")
    expect(colleague.locator("#notes-state")).to_contain_text("somebody else wrote notes meanwhile")
    colleague.reload()
    expect(colleague.get_by_label("Your notes")).to_have_value("Ask the mayor first")

    page.get_by_role("button", name="Listing", exact=True).click()
    expect(colleague.get_by_role("heading", name="Who belongs at the table?")).to_be_visible()
    expect(colleague.get_by_role("button", name="Listing", pressed=True)).to_be_visible()
    colleague.context.close()


def test_who_is_taken_out_of_the_city_keeps_no_open_console_or_wall(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn
) -> None:
    MembershipFactory.create(city=workshop.city, role=Role.MANAGER)
    sign_in(page, facilitator)
    wall = page.context.new_page()
    page.goto(url(live_app, workshop, "room"))
    wall.goto(url(live_app, workshop, "room-wall"))
    for screen in (page, wall):
        expect(screen.locator("html[data-link=open]")).to_be_attached()

    members.remove(facilitator.memberships.get())

    for screen in (page, wall):
        expect(screen.get_by_role("heading", name="There is nothing here for you")).to_be_visible()
        expect(screen.get_by_text("Prepaid water kiosks")).to_have_count(0)


def test_who_signed_out_and_is_reached_by_no_stream_is_asked_to_sign_in(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn
) -> None:
    page.route("**/room/stream/**", lambda route: route.abort())
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "room"))
    expect(page.locator("html[data-link=polling]")).to_be_attached(timeout=15_000)

    page.context.clear_cookies(name="sessionid")

    expect(page.get_by_role("heading", name="Sign in")).to_be_visible(timeout=10_000)
    expect(page.get_by_text("Prepaid water kiosks")).to_have_count(0)


def test_what_is_on_stands_out_where_the_reader_chooses_the_colours(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn
) -> None:
    def looks(name: str) -> list[str]:
        return page.get_by_role("button", name=name, exact=True).evaluate(
            "(e) => { const s = getComputedStyle(e); return [s.backgroundColor, s.borderBottomColor]; }"
        )

    sign_in(page, facilitator)
    page.emulate_media(forced_colors="active")
    page.goto(url(live_app, workshop, "room"))
    chosen = page.evaluate(
        "() => { const e = document.body.appendChild(document.createElement('p'));"
        " e.className = 'chip is-on'; return getComputedStyle(e).backgroundColor; }"
    )
    canvas = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert chosen != canvas

    for on, off in (("Welcome", "Listing"), ("What the room is doing", "The map")):
        assert looks(on)[0] == chosen
        assert looks(off)[0] != chosen
    assert looks("Listing")[1] == canvas  # no bar beneath what is not on


def test_the_queue_is_dealt_with_and_stakeholders_walked_through_by_keyboard(
    page: Page,
    live_app: str,
    workshop: Workshop,
    room: Room,
    facilitator: User,
    sign_in: SignIn,
    axe: Axe,
) -> None:
    citizens = workshop.city.families.get(names__en="Citizens")
    ContributionFactory.create(room=room, name="Scrap dealers", family=None)
    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "room"))
    expect(page.locator("html[data-link=open]")).to_be_attached()

    row = page.get_by_role("listitem", name="Scrap dealers")
    row.focus()
    page.keyboard.press("a")
    expect(row.get_by_label("Family")).to_be_focused()
    row.get_by_label("Family").select_option(label="Citizens")
    page.keyboard.press("Enter")
    expect(row).to_have_count(0)
    assert Listing.objects.get(name="Scrap dealers").family == citizens

    expect(page.get_by_role("checkbox", name="Scrap dealers")).to_be_visible()
    first, second = room.workshop.listings.order_by("family__position", "created_at", "pk")
    asked = rating.ask(room, [first], ["readiness"], by=facilitator)
    for number in range(3):
        item = asked.items.get()
        person = room.participants.create(ballot=f"B{number}")
        rating.keep(item, person, said="4")
    expect(page.get_by_role("button", name="Reveal answers to the room")).to_be_visible()
    page.keyboard.press("Alt+r")
    expect(page.get_by_role("button", name="Keep these values, next stakeholder")).to_be_visible()
    axe(page)
    page.keyboard.press("Alt+n")
    expect(page.get_by_role("status").filter(has_text=f"Values kept, now: {second.name}")).to_be_visible()
    assert first.answers.get(question=Question.READINESS).value == 4


def test_what_several_tables_named_is_listed_from_the_page_of_the_tables(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn, axe: Axe
) -> None:
    ngos = FamilyFactory.create(city=workshop.city, names={"en": "NGOs"})
    for number in (1, 2):
        table = TableFactory.create(room=room, name=f"Table {number}")
        ContributionFactory.create(room=room, table=table, family=ngos, name="Women and Water")
    ContributionFactory.create(room=room, table=table, name="Port Estates")
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "room"))
    page.get_by_text("Tables, timer and settings").click()
    page.get_by_role("link", name="Tables, then the room").click()

    expect(page.get_by_text("2 of 2 tables named it")).to_be_visible()
    expect(page.get_by_text("Table 2 alone named it: ask why.")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="List them").click()

    expect(page.get_by_text("1 stakeholder is listed.")).to_be_visible()
    assert workshop.listings.filter(name="Women and Water").exists()
    page.get_by_role("link", name="Compare two tables as maps").click()
    expect(page.get_by_role("heading", name="1 difference")).to_be_visible()
    expect(page.get_by_role("heading", name="Only at Table 2")).to_be_visible()
    axe(page)


def test_a_scribe_types_ballots_and_sheets_by_keyboard_alone(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn, axe: Axe
) -> None:
    keepers = workshop.listings.get()
    asked = rating.ask(room, [keepers], ["readiness", "gain"], by=facilitator)
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "scribe-ballot"))
    expect(page.get_by_label("Code of the ballot")).to_be_focused()
    for number, ready in ((1, "3"), (2, "?"), (3, "9")):
        page.keyboard.type(paper.ballot_code(workshop, number))
        for typed in (ready, "a b"):
            page.keyboard.press("Enter")
            page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.keyboard.press("Enter")
        if ready != "9":
            expect(page.get_by_text(f"Ballot {paper.ballot_code(workshop, number)} is in")).to_be_visible()
            expect(page.get_by_label("Code of the ballot")).to_be_focused()

    expect(page.get_by_text("9 is not beside a box here").first).to_be_visible()
    expect(page.get_by_label("How ready are they for digital?")).to_be_focused()
    axe(page)
    assert RoomAnswer.objects.filter(item__round=asked).count() == 4

    page.goto(url(live_app, workshop, "scribe-sheet"))
    page.keyboard.type(paper.sheet_code(workshop, workshop.city.families.first(), 1))
    page.keyboard.press("Enter")
    page.keyboard.type("Eau pour Tous; they know every tap\nSalt makers")
    axe(page)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 new in the queue")).to_be_visible()


# A family sheet as tables fill it: names, and why in a few words.
SHEET = (
    ("Women who sell water", "they know the shore"),
    ("Eau pour Tous", "repairs the taps"),
    ("Salt makers", "need water every day"),
    ("Market association", "speaks for 200 stalls"),
    ("Tricycle carriers", "deliver to the hills"),
    ("Imam of Port-Bas", "people trust him"),
)
MOVES = 5


def test_a_scribe_needs_five_keys_beside_what_stands_on_a_family_sheet(
    page: Page, live_app: str, workshop: Workshop, room: Room, facilitator: User, sign_in: SignIn
) -> None:
    """At 5 keys a second, a slow typist's pace, the sheet below takes under a minute."""
    TableFactory.create(room=room, name="Table 1")
    family = workshop.city.families.get(names__en="Citizens")
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "scribe-sheet"))
    moves = 0

    def move(key: str) -> None:
        nonlocal moves
        moves += 1
        page.keyboard.press(key)

    for number in (1, 2):  # one sheet after another, without the mouse
        moves = 0
        code = paper.sheet_code(workshop, family, number)
        text = "\n".join(f"{name} {number}; {why}" for name, why in SHEET)
        page.keyboard.type(code)
        move("Enter")
        move("T")  # the table's name begins so
        move("Enter")
        page.keyboard.type(text)
        move("Tab")
        move("Enter")
        expect(page.get_by_text("6 new in the queue")).to_be_visible()
        expect(page.get_by_label("Code of the sheet")).to_be_focused()

        assert moves == MOVES
        assert (len(code) + len(text) + moves) / 5 < 60

    named = room.contributions.filter(table__name="Table 1")
    assert named.count() == 12
    assert named.get(name="Salt makers 2").reason == "need water every day"
