"""The hub: one drawing for everybody, the newest picture only, a slow listener delays nobody."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from ecosystem.live import guard, threads
from ecosystem.live import hub as live
from ecosystem.live.hub import Hub
from ecosystem.live.listening import GONE
from ecosystem.live.pictures import Feed, Picture, fingerprint

PATIENCE_S = 5.0


@dataclass
class Screen:
    """What a feed shows, and how often it was drawn."""

    content: str = "first"
    drawn: int = 0

    def draw(self) -> str:
        self.drawn += 1
        return self.content


@dataclass
class Browser:
    """A connection: what it got; it takes nothing while `gate` is shut."""

    got: list[bytes] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False

    async def send(self, message: MutableMapping[str, Any]) -> None:
        await self.gate.wait()
        self.got.append(message["body"])
        self.is_over = not message["more_body"]

    def contents(self) -> list[str]:
        return [part.split(b"data: ")[1].split(b"\n")[0].decode() for part in self.got if b"data: " in part]


@pytest.fixture(autouse=True)
def nothing_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """No other process: changes are told to the hub directly."""

    async def watch(_changed: object) -> None:
        await asyncio.sleep(3600)

    monkeypatch.setattr(live, "watch", watch)
    for module in (live, guard):
        monkeypatch.setattr(module, "close_old_connections", lambda: None)
    monkeypatch.setattr(threads.connections, "close_all", lambda: None)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something holds; fail when it never does."""
    async with asyncio.timeout(PATIENCE_S):
        while not condition():  # noqa: ASYNC110 (any condition)
            await asyncio.sleep(0.005)


def story(tell: Callable[[Hub, Screen, Feed], Awaitable[None]]) -> None:
    """Run a story on a loop of its own."""

    async def told() -> None:
        hub, screen = Hub(asyncio.get_running_loop()), Screen()
        await tell(hub, screen, Feed("wall/1", frozenset({"room/1"}), screen.draw, pace_s=0.02))
        hub.end()
        await hub.close()

    # In a thread of its own: a browser's test may have left its loop in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(told())).result()


def opened() -> Browser:
    browser = Browser()
    browser.gate.set()
    return browser


def test_everybody_gets_a_change_that_was_drawn_once() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        browsers = [opened() for _ in range(50)]
        for browser in browsers:
            hub.join(feed, browser.send, "")
        await until(lambda: all(browser.contents() == ["first"] for browser in browsers))
        drawn, screen.content = screen.drawn, "second"

        hub.changed("room/1")

        await until(lambda: all(browser.contents() == ["first", "second"] for browser in browsers))
        assert screen.drawn == drawn + 1

    story(tell)


def test_a_thousand_changes_at_once_are_a_few_pictures_and_the_last_is_among_them() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        browser = opened()
        hub.join(feed, browser.send, "")
        await until(lambda: bool(browser.got))
        for number in range(1000):
            screen.content = f"answer {number}"
            hub.changed("room/1")
            if number % 100 == 0:
                await asyncio.sleep(0)
        await until(lambda: browser.contents()[-1] == "answer 999")
        assert len(browser.contents()) <= 5

    story(tell)


def test_rights_are_asked_about_at_each_ping_for_those_they_decide_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live, "PING_S", 0.02)

    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        console, phone, rights = opened(), opened(), {"may": True, "asked": 0}

        def may() -> bool:
            rights["asked"] += 1
            return bool(rights["may"])

        _channel, listener = hub.join(feed, console.send, "")
        hub.guard.watch(listener, may)
        hub.join(feed, phone.send, "")
        await until(lambda: rights["asked"] >= 3)
        assert not console.is_over

        rights["may"] = False
        await until(lambda: console.is_over)
        assert GONE in console.got
        screen.content = "second"
        hub.changed("room/1")
        await until(lambda: "second" in phone.contents())
        assert "second" not in console.contents()

    story(tell)


def test_pictures_ask_nobody_about_rights() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        console, asked = opened(), []
        _channel, listener = hub.join(feed, console.send, "")
        hub.guard.watch(listener, lambda: not asked.append(1))
        for number in range(5):
            screen.content = f"answer {number}"
            hub.changed("room/1")
            await until(lambda number=number: f"answer {number}" in console.contents())  # type: ignore[misc]
        assert asked == []

    story(tell)


def test_another_topic_and_the_same_content_send_nothing() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        browser = opened()
        hub.join(feed, browser.send, "")
        await until(lambda: bool(browser.got))
        drawn = screen.drawn
        hub.changed("room/2")
        await asyncio.sleep(0.06)
        assert screen.drawn == drawn

        hub.changed("room/1")
        await until(lambda: screen.drawn > drawn)
        await asyncio.sleep(0.06)
        assert browser.contents() == ["first"]

    story(tell)


def test_who_comes_back_gets_what_it_missed_and_nothing_it_has() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        stays, knows, missed = opened(), opened(), opened()
        hub.join(feed, stays.send, "")
        await until(lambda: bool(stays.got))

        hub.join(feed, knows.send, fingerprint("first"))
        hub.join(feed, missed.send, fingerprint("something older"))

        await until(lambda: missed.contents() == ["first"])
        assert knows.contents() == []

    story(tell)


def test_a_phone_that_takes_nothing_delays_nobody_and_gets_the_newest_later() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        quick, stalled = opened(), Browser()
        for browser in (quick, stalled):
            hub.join(feed, browser.send, "")
        await until(lambda: quick.contents() == ["first"])
        for word in ("second", "third", "fourth"):
            screen.content = word
            hub.changed("room/1")
            await until(lambda word=word: quick.contents()[-1] == word)  # type: ignore[misc]

        stalled.gate.set()

        await until(lambda: stalled.contents()[-1:] == ["fourth"])
        assert len(stalled.contents()) <= 2

    story(tell)


def test_streams_end_at_once_when_the_server_stops() -> None:
    async def tell(hub: Hub, _screen: Screen, feed: Feed) -> None:
        browser = opened()
        hub.join(feed, browser.send, "")
        await until(lambda: bool(browser.got))

        hub.end()

        await until(lambda: browser.is_over)

    story(tell)


def test_nobody_listening_means_nothing_is_drawn() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        browser = opened()
        channel, listener = hub.join(feed, browser.send, "")
        await until(lambda: bool(browser.got))
        drawn = screen.drawn
        hub.leave(channel, listener)

        hub.changed("room/1")

        await asyncio.sleep(0.05)
        assert screen.drawn == drawn

    story(tell)


@dataclass
class Wire:
    """A connection that is written to directly; it is full while `is_full`."""

    pushed: list[bytes] = field(default_factory=list)
    is_full: bool = False
    is_dropped: bool = False

    def push(self, chunk: bytes) -> bool:
        if not self.is_full:
            self.pushed.append(chunk)
        return not self.is_full

    def drop(self) -> None:
        self.is_dropped = True


def test_a_connection_that_can_be_written_to_gets_the_event_as_one_chunk_of_http() -> None:
    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        browser, wire = opened(), Wire()
        hub.join(feed, browser.send, "", wire)
        await until(lambda: bool(wire.pushed))
        size, _newline, rest = wire.pushed[0].partition(b"\r\n")
        event = rest.removesuffix(b"\r\n")

        assert (len(event), event) == (int(size, 16), Picture.of("first").event)
        assert browser.got == []

        wire.is_full = True
        screen.content = "second"
        hub.changed("room/1")
        await until(lambda: browser.contents() == ["second"])
        assert len(wire.pushed) == 1

    story(tell)


def test_a_phone_that_takes_nothing_does_not_hold_up_the_end() -> None:
    async def tell(hub: Hub, _screen: Screen, feed: Feed) -> None:
        stalled, wire = Browser(), Wire(is_full=True)
        hub.join(feed, stalled.send, "", wire)
        await until(lambda: hub.known(feed) is not None)

        hub.end()

        assert wire.is_dropped
        stalled.gate.set()

    story(tell)


def shown(hub: Hub, feed: Feed) -> str:
    """Return what whoever asks is shown."""
    picture = hub.known(feed)
    return picture.content if picture else ""


def test_who_asks_every_few_seconds_shares_one_drawing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "ASKING_S", 3600)

    async def tell(hub: Hub, screen: Screen, feed: Feed) -> None:
        asked = await asyncio.gather(*(hub.newest(feed) for _ in range(50)))
        assert ({picture.content for picture in asked}, screen.drawn) == ({"first"}, 1)

        screen.content = "second"
        hub.changed("room/1")
        await until(lambda: shown(hub, feed) == "second")
        assert ((await hub.newest(feed)).content, screen.drawn) == ("second", 2)

        monkeypatch.setattr(live, "ASKING_S", -1)
        await hub.newest(feed)
        screen.content = "third"
        hub.changed("room/1")
        await asyncio.sleep(0.1)
        assert screen.drawn == 2, "nobody asked any more"
        monkeypatch.setattr(live, "ASKING_S", 3600)
        assert (await hub.newest(feed)).content == "third"

    story(tell)
