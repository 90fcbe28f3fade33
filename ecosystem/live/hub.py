"""One hub a process: it draws each feed once and gives the newest picture to everybody who listens."""

import asyncio
import logging
from collections.abc import Coroutine
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from django.db import Error, close_old_connections

from ecosystem.live.guard import RIGHTS, Guard
from ecosystem.live.listening import Line, Listener, Send
from ecosystem.live.pictures import Feed, Picture
from ecosystem.live.threads import Threads
from ecosystem.live.watching import watch

PING_S = 10.0
DRAWN_AT_ONCE = 3
# A feed rests so many times as long as its drawing took: all feeds together leave time for who answers.
RESTS = 4
# Who asks every few seconds instead of listening is drawn for so long.
ASKING_S = 15.0
HERE = "live.hub"

log = logging.getLogger(__name__)


class Channel:
    """A feed that somebody listens to or asks for, with its newest picture."""

    def __init__(self, hub: "Hub", feed: Feed) -> None:
        self.hub, self.feed = hub, feed
        self.listeners: set[Listener] = set()
        self.picture: Picture | None = None
        self.is_drawn = asyncio.Event()
        self.asked_until = 0.0
        self._is_stale = False
        self._is_drawing = False

    @property
    def is_wanted(self) -> bool:
        """Whether anybody listens, or asked lately."""
        return bool(self.listeners) or self.hub.loop.time() < self.asked_until

    def refresh(self) -> None:
        """Draw again soon; many calls in a short time draw once."""
        self._is_stale = True
        if not self._is_drawing:
            self._is_drawing = True
            self.hub.spawn(self._draw())

    async def _draw(self) -> None:
        try:
            while self._is_stale and self.is_wanted:
                self._is_stale, began = False, self.hub.loop.time()
                content = await self.hub.threads.run(partial(_drawn, self.feed))
                took = self.hub.loop.time() - began
                if content is None:
                    self._is_stale = True
                else:
                    self._show(Picture.of(content))
                # What takes long to draw is drawn less often, so that it leaves time for all else.
                await asyncio.sleep(max(self.feed.pace_s, RESTS * took))
        finally:
            self._is_drawing = False

    def _show(self, picture: Picture) -> None:
        if self.picture is None or picture.id != self.picture.id:
            self.picture = picture
            for listener in self.listeners:
                listener.wake()
        self.is_drawn.set()


def _drawn(feed: Feed) -> str | None:
    """Return the feed's content, None while the database cannot be asked."""
    close_old_connections()
    try:
        return feed.draw()
    except Error:
        log.warning("The feed %s cannot be drawn now; trying again.", feed.name)
        return None
    finally:
        close_old_connections()


class Hub:
    """The channels of one event loop, and the one listener for changes made in other processes."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.threads = Threads(DRAWN_AT_ONCE, "drawing")
        self.guard = Guard(self)
        self._channels: dict[str, Channel] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._watch: asyncio.Task[None] | None = None
        self._pinging: asyncio.Task[None] | None = None
        self._is_over = False

    def spawn(self, work: Coroutine[Any, None, None]) -> "asyncio.Task[None]":
        """Run a coroutine; the hub keeps it alive until it is done."""
        task = self.loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def join(self, feed: Feed, send: Send, seen: str, line: Line | None = None) -> tuple[Channel, Listener]:
        """Let somebody listen to `feed` who has already seen the picture `seen`."""
        channel = self._channel(feed)
        listener = Listener(channel, send, seen, line)
        channel.listeners.add(listener)
        if self._is_over:
            listener.stop()
        elif channel.picture is None:
            channel.refresh()
        else:
            listener.wake()
        return channel, listener

    def leave(self, channel: Channel, listener: Listener) -> None:
        """Let somebody go; without anybody left, nothing is watched any more."""
        channel.listeners.discard(listener)
        self.guard.leave(listener)
        self._tidy()

    def known(self, feed: Feed) -> Picture | None:
        """Return a feed's picture if there is one, perhaps not the newest; from any thread."""
        channel = self._channels.get(feed.name)
        return channel.picture if channel is not None else None

    async def newest(self, feed: Feed) -> Picture:
        """Return the picture of `feed`, drawn once for all who ask about it in these seconds."""
        channel = self._channel(feed)
        channel.asked_until = self.loop.time() + ASKING_S
        if channel.picture is None:
            channel.refresh()
            await channel.is_drawn.wait()
        assert channel.picture is not None  # noqa: S101 (drawn)
        return channel.picture

    def changed(self, topic: str | None = None) -> None:
        """Draw what follows `topic` again, or everything; call it on the loop."""
        if topic == RIGHTS:
            self.guard.ask()
        for channel in self._channels.values():
            if topic is None or topic in channel.feed.topics:
                channel.refresh()

    def end(self) -> None:
        """End every stream at once: the server stops."""
        self._is_over = True
        self._stop()
        for channel in self._channels.values():
            for listener in list(channel.listeners):
                listener.stop()

    async def close(self) -> None:
        """Close what the hub keeps open."""
        _hubs.pop(self.loop, None)
        await self.threads.close()

    def _channel(self, feed: Feed) -> Channel:
        channel = self._channels.get(feed.name)
        if channel is None or not channel.is_wanted:
            # What nobody wanted for a while may have missed something.
            channel = self._channels[feed.name] = Channel(self, feed)
        if self._watch is None and not self._is_over:
            self._watch = self.spawn(watch(self.changed))
            self._pinging = self.spawn(self._ping())
        return channel

    def _tidy(self) -> None:
        """Forget what nobody wants; without anything left, nothing is watched any more."""
        for name, channel in list(self._channels.items()):
            if not channel.is_wanted:
                del self._channels[name]
        if not self._channels:
            self._stop()

    def _stop(self) -> None:
        for task in (self._watch, self._pinging):
            if task is not None:
                task.cancel()
        self._watch = self._pinging = None

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_S)
            for channel in self._channels.values():
                for listener in list(channel.listeners):
                    listener.ping()
            # What nobody announced, such as the end of a session, is noticed here.
            self.guard.ask()
            self._tidy()


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
