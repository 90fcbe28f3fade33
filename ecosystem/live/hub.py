"""One hub a process: it draws each feed once and gives the newest picture to everybody who listens."""

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Coroutine, Generator, MutableMapping
from dataclasses import dataclass
from types import coroutine
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, connections

from ecosystem.live.watching import watch

PING_S = 10.0
PING = b": still here\n\n"
HELLO = b"retry: 1000\n\n"
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feed:
    """What a stream shows: its name, the topics it follows, and how its picture is drawn.

    `draw` runs in a thread of its own and returns the whole content; streams of the same name
    share it. `pace_s` is the least time between two pictures: what changes in between is in the next.
    """

    name: str
    topics: frozenset[str]
    draw: Callable[[], str]
    pace_s: float = 0.2


def fingerprint(content: str) -> str:
    """Return what names a picture: equal content has an equal name in every process."""
    return hashlib.blake2b(content.encode(), digest_size=9).hexdigest()


@dataclass(frozen=True, slots=True)
class Picture:
    """A feed's content as one server-sent event; its id is its fingerprint."""

    id: str
    event: bytes

    @classmethod
    def of(cls, content: str) -> "Picture":
        """Return `content` as the event `screen`."""
        name = fingerprint(content)
        lines = "".join(f"data: {line}\n" for line in content.splitlines() or [""])
        return cls(name, f"id: {name}\nevent: screen\n{lines}\n".encode())


class Listener:
    """One open stream. It is sent the newest picture only, so a slow one skips and delays nobody."""

    __slots__ = ("_busy", "_channel", "_send", "seen")

    def __init__(self, channel: "Channel", send: Send, seen: str) -> None:
        self._channel, self._send, self.seen = channel, send, seen
        self._busy = False

    def wake(self) -> None:
        """Send what is new, unless that is under way."""
        if not self._busy:
            self._busy = True
            self._channel.hub.begin(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            while (picture := self._channel.picture) is not None and picture.id != self.seen:
                self.seen = picture.id
                await self._send({"type": "http.response.body", "body": picture.event, "more_body": True})
            if self._channel.hub.is_over:
                self._channel.listeners.discard(self)
                await self._send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            self._busy = False

    def ping(self) -> None:
        """Show the connection to be alive, so that nothing in between closes it."""
        if not self._busy:
            self._busy = True
            self._channel.hub.spawn(self._ping())

    async def _ping(self) -> None:
        try:
            await self._send({"type": "http.response.body", "body": PING, "more_body": True})
        finally:
            self._busy = False
        # What was drawn meanwhile found this listener busy.
        self.wake()


class Channel:
    """A feed that somebody listens to, with its newest picture."""

    def __init__(self, hub: "Hub", feed: Feed) -> None:
        self.hub, self.feed = hub, feed
        self.listeners: set[Listener] = set()
        self.picture: Picture | None = None
        self._is_stale = False
        self._is_drawing = False

    def refresh(self) -> None:
        """Draw again soon; many calls in a short time draw once."""
        self._is_stale = True
        if not self._is_drawing:
            self._is_drawing = True
            self.hub.spawn(self._draw())

    async def _draw(self) -> None:
        try:
            while self._is_stale and self.listeners:
                self._is_stale = False
                content = await asyncio.to_thread(_drawn, self.feed)
                if content is None:
                    self._is_stale = True
                else:
                    self._show(Picture.of(content))
                await asyncio.sleep(self.feed.pace_s)
        finally:
            self._is_drawing = False

    def _show(self, picture: Picture) -> None:
        if self.picture is None or picture.id != self.picture.id:
            self.picture = picture
            for listener in self.listeners:
                listener.wake()


def _drawn(feed: Feed) -> str | None:
    """Return the feed's content, None while the database cannot be asked."""
    try:
        return feed.draw()
    except Error:
        log.warning("The feed %s cannot be drawn now; trying again.", feed.name)
        return None
    finally:
        connections.close_all()


class Hub:
    """The channels of one event loop, and the one listener for changes made in other processes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.is_over = False
        self._channels: dict[str, Channel] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None

    def spawn(self, work: Any) -> "asyncio.Task[None]":
        """Run a coroutine; the hub keeps it alive until it is done."""
        task: asyncio.Task[None] = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def begin(self, work: Coroutine[Any, None, None]) -> None:
        """Run a coroutine at once, and as a task only if it has to wait: most streams take all at once."""
        try:
            waits_for = work.send(None)
        except StopIteration:
            return
        self.spawn(_awaited(_rest_of(work, waits_for)))

    def join(self, feed: Feed, send: Send, seen: str) -> tuple[Channel, Listener]:
        """Let somebody listen to `feed` who has already seen the picture `seen`."""
        channel = self._channels.get(feed.name)
        if channel is None:
            channel = self._channels[feed.name] = Channel(self, feed)
        listener = Listener(channel, send, seen)
        channel.listeners.add(listener)
        if channel.picture is None:
            channel.refresh()
        listener.wake()
        if self._watch is None and not self.is_over:
            self._start()
        return channel, listener

    def leave(self, channel: Channel, listener: Listener) -> None:
        """Let somebody go; without anybody left, nothing is watched any more."""
        channel.listeners.discard(listener)
        if not channel.listeners and self._channels.get(channel.feed.name) is channel:
            del self._channels[channel.feed.name]
        if not self._channels:
            self._stop()

    def changed(self, topic: str | None = None) -> None:
        """Draw what follows `topic` again, or everything; call it on the loop."""
        for channel in self._channels.values():
            if topic is None or topic in channel.feed.topics:
                channel.refresh()

    def end(self) -> None:
        """End every stream at once: the server stops."""
        self.is_over = True
        _hubs.pop(self.loop, None)
        self._stop()
        for channel in self._channels.values():
            for listener in list(channel.listeners):
                listener.wake()

    def _start(self) -> None:
        self._watch = self.spawn(watch(self.changed))
        self._pinging = self.spawn(self._ping())

    def _stop(self) -> None:
        for task in (self._watch, self._pinging):
            if task is not None:
                task.cancel()
        self._watch = self._pinging = None

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_S)
            for channel in self._channels.values():
                for listener in channel.listeners:
                    listener.ping()


@coroutine
def _rest_of(work: Coroutine[Any, None, None], waits_for: Any) -> Generator[Any, None, None]:
    """Go on with a coroutine that was begun outside a task."""
    try:
        while True:
            try:
                yield waits_for
            except BaseException as error:  # noqa: BLE001 (a cancellation above all)
                waits_for = work.throw(error)
            else:
                waits_for = work.send(None)
    except StopIteration:
        return


async def _awaited(rest: Any) -> None:
    """Make a task of what is only awaitable."""
    await rest


_hubs: "WeakKeyDictionary[asyncio.AbstractEventLoop, Hub]" = WeakKeyDictionary()


def here() -> Hub:
    """Return the hub of the running event loop."""
    loop = asyncio.get_running_loop()
    hub = _hubs.get(loop)
    if hub is None:
        hub = _hubs[loop] = Hub(loop)
    return hub


def tell(topic: str) -> None:
    """Tell the hubs of this process, from any thread, that `topic` changed."""
    for loop, hub in list(_hubs.items()):
        if not loop.is_closed():
            loop.call_soon_threadsafe(hub.changed, topic)
