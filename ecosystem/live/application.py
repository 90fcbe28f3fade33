"""The ASGI application: Django answers in one of a few threads; streams are held here, without a thread."""

import asyncio
from functools import partial
from typing import IO

import django
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.core.signals import request_started
from django.db import close_old_connections
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import set_script_prefix

from ecosystem.live import hub, streams
from ecosystem.live.listening import Receive, Scope, Send
from ecosystem.live.threads import Threads

# One thread at a time has the interpreter: more would answer no more, and make all wait for each other.
# Fewer would let two slow pages hold up a hall of phones.
AT_ONCE = 4
# A file up to this size is read at once; a larger one bit by bit, as it is sent.
SMALL_FILE = 262_144


class OneThreadHandler(ASGIHandler):
    """Answers a whole request in one go in one thread: no view of ours is asynchronous."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (Django's)
        """Build the chain as for synchronous views."""
        super().load_middleware(is_async=False)

    def respond(self, scope: Scope, body: IO[bytes]) -> HttpResponseBase:
        """Return the answer, with what it needed closed; only a large file is still to be read."""
        set_script_prefix(get_script_prefix(scope))
        request_started.send(sender=self.__class__, scope=scope)
        request, refused = self.create_request(scope, body)
        response = self.get_response(request) if request is not None else refused
        assert response is not None  # noqa: S101 (one of the two)
        if not response.streaming:
            response.close()
            return response
        if isinstance(response, FileResponse):
            response.block_size = self.chunk_size
        if int(response.headers.get("Content-Length", SMALL_FILE + 1)) > SMALL_FILE:
            close_old_connections()
            return response
        whole = HttpResponse(b"".join(response), status=response.status_code, headers=response.headers)
        whole.cookies = response.cookies
        response.close()
        return whole

    async def send_response(self, response: HttpResponseBase, send: Send) -> None:
        """Send an answer; nobody's thread waits for a phone that takes long to receive it."""
        if not response.streaming:
            await super().send_response(response, send)  # type: ignore[arg-type]
            return
        start = {"type": "http.response.start", "status": response.status_code}
        await send(start | {"headers": streams.headers_of(response)})
        parts = iter(response)
        try:
            while (part := await asyncio.to_thread(next, parts, None)) is not None:
                await send({"type": "http.response.body", "body": part, "more_body": True})
            await send({"type": "http.response.body"})
        finally:
            # Also of a file that could not be read, or sent, to its end.
            await asyncio.to_thread(response.close)


class LiveApplication:
    """Django's ASGI application; what a view answers with `stream` is held here, a few kB each."""

    def __init__(self) -> None:
        django.setup(set_prefix=False)
        self._django = OneThreadHandler()
        self._threads: dict[asyncio.AbstractEventLoop, Threads] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request; or, for the scope `lifespan`, begin and end with the server."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        try:
            # Whole, before it gets its turn: a phone may need long to send it.
            body = await self._django.read_body(receive)
        except RequestAborted:
            return
        scope[hub.HERE] = hub.here()
        with body:
            response = await self._here().run(partial(self._django.respond, scope, body))
        feed = scope.pop(streams.FEED, None) if response.status_code == 200 else None  # noqa: PLR2004
        if feed is None:
            await self._django.send_response(response, send)
            return
        answer = scope.pop(streams.ANSWER)
        headers = streams.headers_of(response)
        del response, body
        await answer(feed, headers, scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        while (phase := (await receive())["type"]) != "lifespan.shutdown":
            await send({"type": f"{phase}.complete"})
        await hub.here().close()
        threads = self._threads.pop(asyncio.get_running_loop(), None)
        if threads is not None:
            await threads.close()
        await send({"type": f"{phase}.complete"})

    def _here(self) -> Threads:
        loop = asyncio.get_running_loop()
        threads = self._threads.get(loop)
        if threads is None:
            self._threads = {each: kept for each, kept in self._threads.items() if not each.is_closed()}
            threads = self._threads[loop] = Threads(AT_ONCE, "requests")
        return threads
