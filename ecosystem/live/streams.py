"""Server-sent events: a view says who may listen to what, then the connection is held without Django."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from random import random
from typing import Any

import django
from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from ecosystem.live import hub
from ecosystem.live.hub import Feed, Send, fingerprint

FEED = "live.feed"
SEEN = "live.seen"
# Few at a time: more only wait for the database and for each other.
AT_ONCE = 8
SMALL_BODY = 65_536
# After this (up to twice as long) a stream ends and the browser asks anew: rights may have changed.
LONGEST_S = 300.0

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]


def stream(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Answer a request, once its policy has passed, with the stream of `feed`.

    The address's `seen`, or the browser's Last-Event-ID, names the picture that is already shown.
    """
    scope = getattr(request, "scope", None)
    if scope is not None:
        scope[FEED] = feed
        scope[SEEN] = request.headers.get("Last-Event-ID") or request.GET.get("seen", "")
    response = HttpResponse(content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    add_never_cache_headers(response)
    return response


def picture(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Answer with the feed's content as it is now; 304 when the browser shows it already."""
    content = feed.draw()
    tag = f'"{fingerprint(content)}"'
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    response = HttpResponse(content)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "no-cache, private"
    return response


class OneThreadHandler(ASGIHandler):
    """Answers a whole request, middleware and view, in one thread: no view of ours is asynchronous."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (Django's)
        """Build the chain as for synchronous views."""
        super().load_middleware(is_async=False)

    async def get_response_async(self, request: HttpRequest) -> HttpResponseBase:
        """Go to the thread and back once."""
        return await sync_to_async(self.get_response)(request)


class LiveApplication:
    """Django's ASGI application; what a view answers with `stream` is held here, a few kB each."""

    def __init__(self) -> None:
        django.setup(set_prefix=False)
        self._django: Callable[..., Awaitable[None]] = OneThreadHandler()
        self._threads: dict[asyncio.AbstractEventLoop, asyncio.Queue[ThreadPoolExecutor]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; or, for the scope `lifespan`, begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        receive = await _received(scope, receive)
        answer = _Answer(scope, send, self._free_threads())
        async with ThreadSensitiveContext(executor=await answer.take_turn()):
            try:
                await self._django(scope, receive, answer)
            finally:
                answer.end_turn()
        if answer.start is not None:
            feed, seen, start = scope.pop(FEED), scope.pop(SEEN), answer.start
            del answer
            await _hold(feed, seen, start, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while (phase := (await receive())["type"]) != "lifespan.shutdown":
            await send({"type": f"{phase}.complete"})
        await self._close()
        await send({"type": f"{phase}.complete"})

    async def _close(self) -> None:
        """Close what the threads that are free keep open; one that still works takes it with the process."""
        loop = asyncio.get_running_loop()
        free = self._threads.pop(loop, None)
        while free is not None and not free.empty():
            thread = free.get_nowait()
            await loop.run_in_executor(thread, connections.close_all)
            thread.shutdown(wait=False)

    def _free_threads(self) -> "asyncio.Queue[ThreadPoolExecutor]":
        loop = asyncio.get_running_loop()
        if loop not in self._threads:
            self._threads = {each: free for each, free in self._threads.items() if not each.is_closed()}
            free = self._threads[loop] = asyncio.Queue()
            for _thread in range(AT_ONCE):
                free.put_nowait(ThreadPoolExecutor(max_workers=1, thread_name_prefix="requests"))
        return self._threads[loop]


class _Answer:
    """Passes an answer on, and gives the turn away as soon as the answer is there.

    So a phone that takes long to receive, or never does, keeps nobody waiting.
    """

    def __init__(self, scope: Scope, send: Send, free: "asyncio.Queue[ThreadPoolExecutor]") -> None:
        self._scope, self._send, self._free = scope, send, free
        self._thread: ThreadPoolExecutor | None = None
        self.start: Message | None = None

    async def take_turn(self) -> ThreadPoolExecutor:
        """Wait for a thread that is free."""
        self._thread = await self._free.get()
        return self._thread

    def end_turn(self) -> None:
        """Let the next one have the thread."""
        if self._thread is not None:
            self._free.put_nowait(self._thread)
            self._thread = None

    async def __call__(self, message: Message) -> None:
        """Take one message of the answer."""
        self.end_turn()
        if message["type"] == "http.response.start" and FEED in self._scope:
            self.start = message
        elif self.start is None:
            await self._send(message)


async def _received(scope: Scope, receive: Receive) -> Receive:
    """Take a small request whole before it gets its turn: a phone may need long to send it."""
    headers = dict(scope["headers"])
    length = headers.get(b"content-length", b"0")
    if not length.isdigit() or not 0 < int(length) <= SMALL_BODY:
        return receive
    parts: list[Message] = []
    while not parts or (parts[-1]["type"] == "http.request" and parts[-1].get("more_body")):
        parts.append(await receive())
    waiting = iter(parts)

    async def again() -> Message:
        for message in waiting:
            return message
        return await receive()

    return again


async def _hold(feed: Feed, seen: str, start: Message, receive: Receive, send: Send) -> None:
    headers = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": hub.HELLO, "more_body": True})
    here = hub.here()
    channel, listener = here.join(feed, send, seen)
    try:
        async with asyncio.timeout(LONGEST_S * (1 + random())):  # noqa: S311 (so that not all come back at once)
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    finally:
        here.leave(channel, listener)
