"""Give the tests a folder of their own before settings are read, and static files before they start."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ.setdefault("VAR_DIR", str(ROOT / "var" / "test"))
# Tests drive the browser from an event loop and still use the database in the plain way.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Make web fonts and static files once, before any worker starts; let passwords and clients be quick."""
    from django.conf import settings  # noqa: PLC0415 (app ready)

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Or each client a test opens looks through all static files first, a third of all the time.
    settings.WHITENOISE_AUTOREFRESH = True
    if not hasattr(session.config, "workerinput"):
        from ecosystem import assets  # noqa: PLC0415 (app ready)

        assets.prepare()
