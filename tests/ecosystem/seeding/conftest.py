"""Fixtures a test may change, and people who answer the command or are not there."""

import shutil
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from pytest_django.plugin import DjangoDbBlocker

from tests.seeds import loadseed


@pytest.fixture
def fixtures(tmp_path: Path) -> Path:
    """A copy of the product's fixtures that a test may change."""
    return Path(shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures"))


@pytest.fixture
def nobody_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the command where no terminal is."""
    monkeypatch.setattr("sys.stdin", StringIO())


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let somebody at a terminal answer the command's question."""

    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    def say(answer: str) -> None:
        monkeypatch.setattr("sys.stdin", Terminal())
        monkeypatch.setattr("builtins.input", lambda _question: answer)

    return say


@pytest.fixture(scope="module", autouse=True)
def _own_accounts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the demo's accounts of a module in a folder of its own, with passwords that are quick to check."""
    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(VAR_DIR=tmp_path_factory.mktemp("var"), PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(scope="module")
def seeded(_own_accounts: None, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Load vocabulary and demo once for a module; each test then works in a savepoint."""
    with django_db_blocker.unblock(), transaction.atomic():
        loadseed(demo=True, yes=True)
        yield
        transaction.set_rollback(True)
