"""In every story: no host but ours is asked for anything, no script fails, the policy is never broken."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

OURS = {"127.0.0.1", ""}  # '' is a file, a blob or data: nothing that leaves the machine


@pytest.fixture(autouse=True)
def nothing_goes_wrong_unseen(context: BrowserContext) -> Iterator[None]:
    """Fail a story in which another host is asked, a script throws or the browser blocks something."""
    wrong: list[str] = []

    def watch_request(request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in OURS:
            wrong.append(f"asked another host: {request.url}")

    def watch_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            wrong.append(message.text)

    def watch_error(error: WebError) -> None:
        wrong.append(f"script error: {error.error}")

    context.on("request", watch_request)
    context.on("console", watch_console)
    context.on("weberror", watch_error)
    yield
    assert wrong == []
