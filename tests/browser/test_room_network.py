"""Phones on a network that swallows answers, asks for patience, or brings no script; without a store."""

from collections.abc import Callable, Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from ecosystem.models import City, User
from tests.factories import ContributionFactory, ListingFactory, WorkshopFactory
from workshops import joining, rating
from workshops import room as rooms
from workshops.joining import join
from workshops.models import Contribution, Room, RoomAnswer, Seconding

PATIENCE_MS = 11_000
SHUT = "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('shut') } })"
FULL = "() => { Storage.prototype.setItem = () => { throw new DOMException('full') } }"
# The first answer to something sent says that it was refused, and breaks off before it says why.
BROKEN_OFF = """
const whole = window.fetch;
let left = 1;
window.fetch = async (url, how) => {
  const answer = await whole(url, how);
  if (how?.method !== "POST" || left-- < 1) return answer;
  const body = new ReadableStream({ start(reader) { reader.error(new TypeError("cut")); } });
  return new Response(body, { status: 422, headers: { "Content-Type": "text/plain" } });
};
"""


@pytest.fixture
def room(transactional_db: None, litto: City, facilitator: User) -> Room:
    workshop = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    keepers = ListingFactory.create(workshop=workshop, name="Kiosk keepers")
    opened = rooms.open_room(workshop)
    rating.ask(opened, [keepers], ["readiness"], by=facilitator)
    return opened


@pytest.fixture
def enter(browser: Browser, live_app: str, room: Room) -> Iterator[Callable[..., Page]]:
    """Return a function that lets a phone in; it shows the room, or another page of it."""
    contexts: list[BrowserContext] = []

    def entered(name: str = "room", *, before: str = "") -> Page:
        context = browser.new_context(viewport={"width": 320, "height": 568}, has_touch=True)
        contexts.append(context)
        _who, secret = join(room)
        context.add_cookies([{"name": "room", "value": secret, "url": live_app}])
        if before:
            context.add_init_script(before)
        page = context.new_page()
        page.goto(live_app + reverse(f"phones:{name}"))
        return page

    yield entered
    for context in contexts:
        context.close()


def test_an_answer_the_network_swallows_is_sent_again_and_counts_once(
    enter: Callable[..., Page], room: Room
) -> None:
    phone = enter()
    phone.clock.install()
    expect(phone.locator("kept-draft:defined")).to_be_visible()
    swallowed: list[Route] = []
    phone.route("**/room/answer/", lambda route: (route.fetch(), swallowed.append(route)), times=1)

    phone.get_by_text("starting").click()
    expect(phone.get_by_text("kept on this phone")).to_be_visible()
    phone.clock.run_for(PATIENCE_MS)

    expect(phone.get_by_text("received")).to_be_visible()
    assert len(swallowed) == 1
    assert RoomAnswer.objects.get().value == 3


def test_a_phone_without_a_store_takes_part(enter: Callable[..., Page], room: Room) -> None:
    phone = enter(before=SHUT)
    expect(phone.locator("phone-round:defined")).to_be_visible()

    phone.context.set_offline(True)
    phone.get_by_text("starting").click()
    expect(phone.get_by_text("kept on this phone")).to_be_visible()
    phone.context.set_offline(False)

    expect(phone.get_by_text("received")).to_be_visible()
    assert RoomAnswer.objects.get().value == 3


def test_a_store_that_fills_up_later_loses_nothing(enter: Callable[..., Page], room: Room) -> None:
    phone = enter()
    expect(phone.locator("phone-round:defined")).to_be_visible()
    phone.get_by_text("curious").click()
    expect(phone.get_by_text("received")).to_be_visible()

    phone.evaluate(FULL)
    phone.context.set_offline(True)
    phone.get_by_text("starting").click()
    expect(phone.get_by_text("kept on this phone")).to_be_visible()
    phone.context.set_offline(False)

    expect(phone.get_by_text("received")).to_be_visible()
    assert RoomAnswer.objects.get().value == 3


def test_an_answer_that_breaks_off_is_asked_for_again(enter: Callable[..., Page], room: Room) -> None:
    phone = enter(before=BROKEN_OFF)
    expect(phone.locator("phone-round:defined")).to_be_visible()

    phone.get_by_text("curious").click()
    expect(phone.get_by_text("received")).to_be_visible()
    phone.get_by_text("starting").click()
    expect(phone.get_by_text("received")).to_be_visible()

    assert RoomAnswer.objects.get().value == 3


def test_who_sends_too_much_reads_why_and_nothing_is_lost(
    enter: Callable[..., Page], room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "WRITES", 1)
    monkeypatch.setattr(joining, "WRITES_PER_S", 0.2)
    phone = enter()
    expect(phone.locator("phone-round:defined")).to_be_visible()

    phone.get_by_text("curious").click()
    expect(phone.get_by_text("received")).to_be_visible()
    phone.get_by_text("starting").click()

    expect(phone.get_by_text("It is kept and sent again in a moment.")).to_be_visible()
    expect(phone.get_by_text("received")).to_be_visible(timeout=15_000)
    assert RoomAnswer.objects.get().value == 3
    expect(phone.get_by_text("It is kept and sent again in a moment.")).to_be_hidden()


def test_a_phone_to_which_no_script_comes_answers_by_plain_forms(
    enter: Callable[..., Page], live_app: str, room: Room
) -> None:
    phone = enter()
    phone.context.route("**/*.js", lambda route: route.abort())
    phone.reload()

    phone.get_by_text("starting").click()
    phone.get_by_role("button", name="Send").click()

    expect(phone.get_by_role("radio", name="starting")).to_be_checked()
    expect(phone.get_by_role("button", name="Next question")).to_be_hidden()
    assert RoomAnswer.objects.get().value == 3


def test_naming_somebody_too_survives_a_cut(enter: Callable[..., Page], room: Room) -> None:
    named = ContributionFactory.create(room=room, name="Salt makers")
    phone = enter("others")
    expect(phone.locator("kept-draft:defined")).to_be_visible()

    phone.context.set_offline(True)
    phone.get_by_role("button", name="Me too").click()
    expect(phone.get_by_text("kept on this phone")).to_be_visible()
    expect(phone.get_by_text("you too")).to_be_visible()
    phone.context.set_offline(False)

    expect(phone.get_by_text("received")).to_be_visible()
    assert Seconding.objects.get().contribution == Contribution.objects.get(pk=named.pk)
