"""Server-sent events: a view says who may listen to what, then the connection is held without Django."""

import asyncio
from random import random

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers

from ecosystem.live import hub
from ecosystem.live.guard import May
from ecosystem.live.listening import HELLO, LINE, Listener, Receive, Scope, Send
from ecosystem.live.pictures import Feed, fingerprint

FEED = "live.feed"
SEEN = "live.seen"
ANSWER = "live.answer"
MAY = "live.may"
# After this (up to twice as long) a stream ends and the browser asks anew.
LONGEST_S = 300.0
# A phone that takes nothing gets so long for the last word.
GOODBYE_S = 2.0
# While the database is away there is nothing to answer with.
DRAWING_S = 5.0
Headers = list[tuple[bytes, bytes]]


def stream(request: HttpRequest, feed: Feed, *, may: May | None = None) -> HttpResponse:
    """Answer a request, once its policy has passed, with the stream of `feed`.

    The address's `seen`, or the browser's Last-Event-ID, names the picture that is already shown.
    `may` is asked, in a thread, whether who follows still may: soon after somebody's rights changed.
    """
    scope = getattr(request, "scope", None)
    if scope is not None:
        seen = request.headers.get("Last-Event-ID") or request.GET.get("seen", "")
        scope.update({FEED: feed, SEEN: seen, ANSWER: hold, MAY: may})
    response = HttpResponse(content_type="text/event-stream")
    response.headers["X-Accel-Buffering"] = "no"
    add_never_cache_headers(response)
    return response


def picture(request: HttpRequest, feed: Feed) -> HttpResponse:
    """Answer with the feed's content as it is now; 304 when the browser shows it already.

    However many ask, it is drawn once for all of them.
    """
    # A proxy that compresses calls what it hands on 'weak'.
    asked = request.headers.get("If-None-Match", "").removeprefix("W/").strip('"')
    scope = getattr(request, "scope", None)
    if scope is not None:
        scope.update({FEED: feed, SEEN: asked, ANSWER: show})
        return HttpResponse(headers={"Cache-Control": "no-cache, private"})
    content = feed.draw()
    name = fingerprint(content)
    if asked == name:
        return HttpResponse(status=304, headers={"ETag": f'"{name}"'})
    return HttpResponse(content, headers={"ETag": f'"{name}"', "Cache-Control": "no-cache, private"})


def shown(request: HttpRequest, feed: Feed) -> str:
    """Return the name of the feed's picture for a page that is drawn after this; it may be an older one.

    Whoever names an older one is sent the newest.
    """
    scope = getattr(request, "scope", None)
    known = scope[hub.HERE].known(feed) if scope is not None and hub.HERE in scope else None
    return known.id if known is not None else fingerprint(feed.draw())


def headers_of(response: HttpResponseBase) -> Headers:
    """Return an answer's headers for ASGI."""
    headers = [(name.encode("ascii"), value.encode("latin-1")) for name, value in response.items()]
    cookies = [each.output(header="").strip() for each in response.cookies.values()]
    return headers + [(b"Set-Cookie", cookie.encode("ascii")) for cookie in cookies]


async def hold(feed: Feed, headers: Headers, scope: Scope, receive: Receive, send: Send) -> None:
    """Hold a stream until the browser goes, its time is over or the server stops."""
    seen, may, line = scope.pop(SEEN), scope.pop(MAY), scope.get("extensions", {}).get(LINE)
    kept = [(name, value) for name, value in headers if name.lower() != b"content-length"]
    await send({"type": "http.response.start", "status": 200, "headers": kept})
    if scope["method"] == "HEAD":
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.body", "body": HELLO, "more_body": True})
    here = hub.here()
    channel, listener = here.join(feed, send, seen, line)
    if may is not None:
        here.guard.watch(listener, may)
    del headers, kept
    try:
        async with asyncio.timeout(LONGEST_S * (1 + random())):  # noqa: S311 (so that not all come back at once)
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        await _say_goodbye(listener)
    finally:
        here.leave(channel, listener)


async def _say_goodbye(listener: Listener) -> None:
    """End a stream in good order; one that takes nothing is dropped."""
    try:
        async with asyncio.timeout(GOODBYE_S):
            await listener.end()
    except TimeoutError:
        listener.drop()


async def show(feed: Feed, headers: Headers, scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer with the newest picture, once; 304 when it is the one the browser named."""
    seen = scope.pop(SEEN)
    try:
        async with asyncio.timeout(DRAWING_S):
            newest = await hub.here().newest(feed)
    except TimeoutError:
        status, body = 503, b""
        headers = [(b"retry-after", b"5")]
    else:
        status, body = (304, b"") if newest.id == seen else (200, newest.content.encode())
        headers = [each for each in headers if each[0].lower() != b"content-length"]
        headers.append((b"etag", f'"{newest.id}"'.encode()))
    if status != 304:  # noqa: PLR2004
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
