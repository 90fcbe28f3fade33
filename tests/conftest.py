"""The people every test can count on: members of Litto, and a stranger from another city."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client

from ecosystem.models import City, Role, User
from tests.factories import CityFactory, MembershipFactory, UserFactory
from workshops import pace

pytest_plugins = ["tests.plugins.server"]


ASK_THE_DATABASE = {"db", "transactional_db", "django_db_setup"}
# These wait for real servers, real connections and a real browser, on a machine that may be busy.
IN_REAL_TIME = ("browser", "ecosystem/live", "ecosystem/test_serve")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark tests by their folder: browser, standards; in CI what runs in real time has a second try.

    A test that asks no database is the same on each: it runs on SQLite only.
    """
    if connection.vendor == "postgresql":
        alike = [item for item in items if not _asks_the_database(item)]
        config.hook.pytest_deselected(items=alike)
        items[:] = [item for item in items if _asks_the_database(item)]
    for item in items:
        path = Path(item.path).relative_to(Path(__file__).parent)
        if path.parts[0] in {"browser", "standards"}:
            item.add_marker(path.parts[0])
        if os.environ.get("CI") == "true" and path.as_posix().startswith(IN_REAL_TIME):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _asks_the_database(item: pytest.Item) -> bool:
    is_marked = any(item.get_closest_marker(name) for name in ("django_db", "both_databases"))
    return is_marked or bool(ASK_THE_DATABASE & {*getattr(item, "fixturenames", ())})


@pytest.fixture(autouse=True)
def _second_try(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    """Note a second try in the report: tests/run.py says it in its last lines."""
    if getattr(request.node, "execution_count", 1) > 1:
        record_property("second try", value=True)


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """Begin as a server that has just been started: rows of other tests may have had the same numbers."""
    caches["moment"].clear()
    pace.forget()


@pytest.fixture
def litto(db: None) -> City:
    """The city most tests play in."""
    return CityFactory.create(code="litto", name="Litto")


def _member(city: City, role: Role) -> User:
    return MembershipFactory.create(city=city, role=role, user__name=role.name.title()).user


@pytest.fixture
def viewer(litto: City) -> User:
    """Somebody who may read Litto's pages."""
    return _member(litto, Role.VIEWER)


@pytest.fixture
def editor(litto: City) -> User:
    """Somebody who edits Litto's register."""
    return _member(litto, Role.EDITOR)


@pytest.fixture
def facilitator(litto: City) -> User:
    """Somebody who runs workshops in Litto."""
    return _member(litto, Role.FACILITATOR)


@pytest.fixture
def manager(litto: City) -> User:
    """Somebody who manages Litto's members and families."""
    return _member(litto, Role.MANAGER)


@pytest.fixture
def stranger(db: None) -> User:
    """A manager of another city."""
    return _member(CityFactory.create(code="elsewhere", name="Elsewhere"), Role.MANAGER)


@pytest.fixture
def superuser(db: None) -> User:
    """An admin of the whole installation."""
    return UserFactory.create(is_staff=True, is_superuser=True)


@pytest.fixture
def as_viewer(viewer: User) -> Client:
    """A browser in which the viewer is signed in."""
    return signed_in(viewer)


@pytest.fixture
def as_editor(editor: User) -> Client:
    """A browser in which the editor is signed in."""
    return signed_in(editor)


@pytest.fixture
def as_facilitator(facilitator: User) -> Client:
    """A browser in which the facilitator is signed in."""
    return signed_in(facilitator)


@pytest.fixture
def as_manager(manager: User) -> Client:
    """A browser in which the manager is signed in."""
    return signed_in(manager)


@pytest.fixture
def as_stranger(stranger: User) -> Client:
    """A browser in which somebody of another city is signed in."""
    return signed_in(stranger)


def signed_in(user: User) -> Client:
    """Return a client in which `user` is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
