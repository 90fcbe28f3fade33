"""The real ASGI server and the real browser for stories told in a browser."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence

import pytest
import uvicorn
from django.conf import settings
from django.db import connection, connections
from django.db.backends.utils import CursorWrapper
from django.test import Client
from playwright.sync_api import Page
from pytest_django import DjangoDbBlocker

from ecosystem.live.server import LiveServer
from ecosystem.models import User

CHROMIUM_ARGUMENTS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
)
PATIENCE_S = 10
AXE_TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start Debian's Chromium; without one, the browser's stories are skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.skip("Chromium is not installed (apt install chromium)")
    return {"executable_path": path, "args": list(CHROMIUM_ARGUMENTS)}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, object]) -> dict[str, object]:
    """Look at a desktop screen, without movement, so that pictures stand still."""
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
        "locale": "en-GB",
    }


@pytest.fixture
def live_app(transactional_db: None, settings: object) -> Iterator[str]:
    """Serve the product under uvicorn from the test's database; yield its address."""
    settings.WHITENOISE_AUTOREFRESH = False
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    # Whoever is quicker than the server's thread waits in line.
    listener.listen(128)
    server = LiveServer(
        uvicorn.Config(
            "ecosystem.asgi:application",
            log_level="error",
            lifespan="on",
            timeout_graceful_shutdown=PATIENCE_S,
        )
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(2 * PATIENCE_S)
    listener.close()
    # What a request left open whose browser was closed before the answer came.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
    connections.close_all()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Shut the test's database on PostgreSQL before it is dropped: a late request may still hold it open."""
    yield
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        with django_db_blocker.unblock():
            connections.close_all()
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"ALTER DATABASE {connection.ops.quote_name(name)} ALLOW_CONNECTIONS false")
                while _sessions_ended(cursor, name):
                    time.sleep(0.05)


def _sessions_ended(cursor: CursorWrapper, name: str) -> int:
    cursor.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name])
    return len(cursor.fetchall())


@pytest.fixture
def sign_in(live_app: str) -> Callable[[Page, User], None]:
    """Return a function that signs a user in to a page's browser, as the sign-in page would."""

    def signed_in(page: Page, user: User) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_app}])

    return signed_in


@pytest.fixture
def axe() -> Callable[..., None]:
    """Return a function that fails with what axe finds wrong on a page, by all its rules or some."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 (slow import)

    script = Axe().axe_script

    def check(page: Page, *, rules: Sequence[str] = ()) -> None:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
        options = {"runOnly": [*rules] or list(AXE_TAGS), "resultTypes": ["violations"]}
        # To read a shadow tree's style sheets axe would write them into the page, which the policy forbids.
        options["preload"] = not page.evaluate(
            "[...document.querySelectorAll('*')].some((e) => e.shadowRoot)"
        )
        found = page.evaluate("(options) => axe.run(options)", options)["violations"]
        assert not found, "\n".join(
            f"{rule['id']}: {node['html'][:200]} ({node['failureSummary']})"
            for rule in found
            for node in rule["nodes"]
        )

    return check
