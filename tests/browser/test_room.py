"""A real room: facilitator, wall and phones, in the browser and live."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from ecosystem.models import City, User
from tests.factories import FamilyFactory, ListingFactory, WorkshopFactory
from workshops import room as rooms
from workshops.models import Contribution, Listing, Question, Room, Workshop

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
KEEPERS = "Kiosk keepers’ association"
pytestmark = [pytest.mark.both_databases]


@pytest.fixture
def workshop(litto: City) -> Workshop:
    water = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    FamilyFactory.create(city=litto, names={"en": "Citizens"})
    ListingFactory.create(workshop=water, name=KEEPERS)
    return water


@pytest.fixture
def room(transactional_db: None, workshop: Workshop) -> Room:
    return rooms.open_room(workshop)


@pytest.fixture
def phones(browser: Browser, live_app: str, room: Room) -> Iterator[Callable[[int], list[Page]]]:
    """Phones that have joined: each a browser of its own."""
    contexts: list[BrowserContext] = []

    def joined(count: int) -> list[Page]:
        pages = []
        for _number in range(count):
            context = browser.new_context(viewport={"width": 360, "height": 760}, has_touch=True)
            contexts.append(context)
            page = context.new_page()
            page.goto(f"{live_app}{reverse('phones:code')}#{room.code}")
            page.get_by_role("button", name="Join").click()
            expect(page.get_by_text("received")).to_be_visible()
            expect(page.locator("kept-draft:defined")).to_be_visible()
            pages.append(page)
        return pages

    yield joined
    for context in contexts:
        context.close()


def url(live_app: str, workshop: Workshop, name: str) -> str:
    return live_app + reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk])


def test_five_phones_answer_alone_and_the_wall_shows_it_after_the_reveal(
    page: Page,
    live_app: str,
    workshop: Workshop,
    room: Room,
    phones: Callable[[int], list[Page]],
    facilitator: User,
    sign_in: SignIn,
    axe: Axe,
) -> None:
    sign_in(page, facilitator)
    page.goto(url(live_app, workshop, "room"))
    wall = page.context.new_page()
    wall.set_viewport_size({"width": 1920, "height": 1080})
    wall.goto(url(live_app, workshop, "room-wall"))
    expect(wall.get_by_role("heading", name="Take part with your phone")).to_be_visible()
    five = phones(5)
    expect(wall.get_by_text("5 people have joined")).to_be_visible()
    axe(wall)

    for screen in (page, wall, *five):
        expect(screen.locator("html[data-link=open]")).to_be_attached()

    page.get_by_role("group", name="About whom?").get_by_label(KEEPERS).check()
    page.keyboard.press("Alt+a")
    for phone in five:
        expect(phone.get_by_role("heading", name="How ready are they for digital?")).to_be_visible()
    axe(five[0])
    answer_in_another_tab_and_without_network(five, wall, room_page=live_app + reverse("phones:room"))
    expect(page.get_by_text("Nobody sees any answer")).to_be_visible()
    assert "median" not in page.content() + wall.content() + five[0].content()

    page.keyboard.press("Alt+r")
    expect(wall.get_by_text("median 3, starting")).to_be_visible()
    expect(page.get_by_text("1 does not know")).to_be_visible()
    axe(page)
    axe(wall)
    expect(five[0].get_by_role("heading", name="Look at the wall")).to_be_visible()

    assert_a_kept_value_can_be_taken_back(page)


def answer_in_another_tab_and_without_network(five: list[Page], wall: Page, *, room_page: str) -> None:
    """Three answer as they are, one in another tab of its browser, one while its network is gone."""
    *near, first_tab, away = five
    for phone in near:
        phone.get_by_text("starting").click()
        expect(phone.get_by_role("status").first).to_have_text("received")
    tab = first_tab.context.new_page()
    tab.goto(room_page)
    expect(tab.locator("phone-round:defined")).to_be_visible()
    tab.get_by_text("works with it").click()
    expect(tab.get_by_role("status").first).to_have_text("received")
    away.context.set_offline(True)
    away.get_by_text("know").click()
    expect(away.get_by_role("status").first).to_have_text("kept on this phone")
    expect(wall.get_by_text("4 of 5 answered")).to_be_visible()
    first_tab.reload()
    expect(first_tab.get_by_role("radio", name="works with it")).to_be_checked()

    away.context.set_offline(False)

    expect(away.get_by_role("status").first).to_have_text("received")
    expect(wall.get_by_text("5 of 5 answered")).to_be_visible()


def assert_a_kept_value_can_be_taken_back(page: Page) -> None:
    """The facilitator decides for the map, and changes their mind."""
    decided = Listing.objects.get(name=KEEPERS).answers.filter(question=Question.READINESS)
    page.get_by_role("button", name="Keep 3").click()
    expect(page.get_by_role("button", name="3 is kept")).to_be_visible()
    assert decided.get().value == 3

    page.get_by_role("button", name=f"Undo: kept a value for {KEEPERS}").click()
    expect(page.get_by_role("button", name="Keep 3")).to_be_visible()
    assert not decided.exists()


def test_what_is_typed_without_network_is_kept_and_counts_once_when_it_is_back(
    live_app: str, room: Room, facilitator: User, phones: Callable[[int], list[Page]]
) -> None:
    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)
    phone = phones(1)[0]
    phone.context.set_offline(True)
    phone.get_by_label("Somebody this project concerns").fill("Women who sell water")
    phone.get_by_role("button", name="Name them").click()
    expect(phone.get_by_text("kept on this phone")).to_be_visible()
    assert not Contribution.objects.exists()

    phone.context.set_offline(False)

    expect(phone.get_by_text("received")).to_be_visible()
    assert [row.name for row in Contribution.objects.all()] == ["Women who sell water"]
    tab = phone.context.new_page()
    tab.goto(f"{live_app}{reverse('phones:room')}")
    tab.get_by_label("Somebody this project concerns").fill("Tap repairers")
    expect(tab.locator("kept-draft:defined")).to_be_visible()
    tab.get_by_role("button", name="Name them").click()
    expect(tab.get_by_text("received")).to_be_visible()
    phone.reload()
    phone.get_by_label("Somebody this project concerns").fill("Salt makers")
    phone.get_by_role("button", name="Name them").click()
    expect(phone.get_by_text("received")).to_be_visible()
    assert [row.participant_id for row in Contribution.objects.all()] == [room.participants.get().pk] * 3


def compressed(route: Route) -> None:
    """Answer as a proxy does that compresses what it hands on, and calls it weak."""
    answer = route.fetch()
    route.fulfill(response=answer, headers=answer.headers | {"etag": f"W/{answer.headers['etag']}"})


def test_where_streams_are_blocked_phones_ask_for_the_next_question(
    room: Room, facilitator: User, phones: Callable[[int], list[Page]]
) -> None:
    phone = phones(1)[0]
    phone.context.route("**/room/stream/**", lambda route: route.abort())
    phone.context.route("**/room/screen/", compressed)
    phone.reload()
    expect(phone.locator("html[data-link=polling]")).to_be_attached(timeout=20_000)

    rooms.set_stage(room, Room.Stage.LISTING, by=facilitator)

    expect(phone.get_by_role("heading", name="Who should we not forget?")).to_be_visible(timeout=20_000)
    # What it shows already is not sent again.
    phone.wait_for_event("response", lambda answer: "/room/screen/" in answer.url and answer.status == 304)


def test_a_stream_through_which_nothing_comes_any_more_is_opened_anew(
    room: Room, phones: Callable[[int], list[Page]]
) -> None:
    phone = phones(1)[0]
    phone.clock.install()
    phone.reload()
    expect(phone.locator("html[data-link=open]")).to_be_attached()

    with phone.expect_request("**/room/stream/**"):
        phone.clock.fast_forward(26_000)

    expect(phone.locator("html[data-link=open]")).to_be_attached()


def test_dots_given_stay_in_sight_when_the_picture_changes(
    room: Room, workshop: Workshop, facilitator: User, phones: Callable[[int], list[Page]]
) -> None:
    ListingFactory.create(workshop=workshop, name="Tap repairers")
    rooms.set_stage(room, Room.Stage.PARTNERING, by=facilitator)
    phone = phones(1)[0]
    expect(phone.locator("html[data-link=open]")).to_be_attached()
    phone.get_by_label(KEEPERS).first.select_option("2")
    expect(phone.get_by_text("received")).to_be_visible()

    rooms.change(room, "Pens down", by=facilitator, is_locked=True)
    expect(phone.get_by_text("Pens down")).to_be_visible()
    expect(phone.get_by_label(KEEPERS).first).to_have_value("2")
    others = phone.get_by_label("Tap repairers")
    expect(others.get_by_role("option", name="1", exact=True)).to_be_enabled()
    expect(others.get_by_role("option", name="2", exact=True)).to_be_disabled()

    phone.reload()
    expect(phone.get_by_label(KEEPERS).first).to_have_value("2")
