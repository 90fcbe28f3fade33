"""Who follows a feed: one open stream each, which is sent the newest picture only."""

from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from typing import TYPE_CHECKING, Any, Protocol

from ecosystem.live.pictures import framed

if TYPE_CHECKING:
    from ecosystem.live.hub import Channel

# An event, not a comment: the page must hear that the stream still comes through.
PING = b"event: alive\ndata: 1\n\n"
PING_CHUNK = framed(PING)
HELLO = b"retry: 1000\n" + PING
# The page asks for itself again, and is told what is true now.
GONE = b"event: gone\ndata: 1\n\n"
LINE = "live.line"
Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]


class Line(Protocol):
    """A connection on which a stream may be written without a detour."""

    def push(self, chunk: bytes) -> bool:
        """Write at once; return False while the other side has not taken what came before."""

    def drop(self) -> None:
        """End the connection, whatever still waits."""


class Listener:
    """One open stream. It is sent the newest picture only, so a slow one skips and delays nobody."""

    __slots__ = ("_busy", "_channel", "_line", "_send", "seen")

    def __init__(self, channel: "Channel", send: Send, seen: str, line: Line | None) -> None:
        self._channel, self._send, self._line, self.seen = channel, send, line, seen
        self._busy = False

    def wake(self) -> None:
        """Send what is new, unless that is under way."""
        picture = self._channel.picture
        if self._busy or picture is None or picture.id == self.seen:
            return
        if self._line is not None and self._line.push(picture.chunk):
            self.seen = picture.id
        else:
            self._begin(self._catch_up())

    def ping(self) -> None:
        """Show the connection to be alive, so that nothing in between closes it and the page knows."""
        if not self._busy and not (self._line is not None and self._line.push(PING_CHUNK)):
            self._begin(self._ping())

    async def end(self) -> None:
        """Say that the stream is over."""
        self._channel.listeners.discard(self)
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})

    def drop(self) -> None:
        """End the connection without a word."""
        if self._line is not None:
            self._line.drop()

    def stop(self) -> None:
        """End the stream at once: who still has to take something does not hold up the server."""
        if self._busy:
            self.drop()
        self._channel.hub.spawn(self.end())

    def turn_away(self) -> None:
        """End the stream of somebody who may not follow any more, and tell the page."""
        self._channel.listeners.discard(self)
        if self._busy:
            self.drop()
        else:
            self._begin(self._turn_away())

    def _begin(self, work: Coroutine[Any, None, None]) -> None:
        self._busy = True
        self._channel.hub.spawn(work)

    async def _catch_up(self) -> None:
        try:
            while (picture := self._channel.picture) is not None and picture.id != self.seen:
                self.seen = picture.id
                await self._send({"type": "http.response.body", "body": picture.event, "more_body": True})
        finally:
            self._busy = False

    async def _turn_away(self) -> None:
        await self._send({"type": "http.response.body", "body": GONE, "more_body": True})
        await self.end()

    async def _ping(self) -> None:
        try:
            await self._send({"type": "http.response.body", "body": PING, "more_body": True})
        finally:
            self._busy = False
        # What was drawn meanwhile found this listener busy.
        self.wake()
