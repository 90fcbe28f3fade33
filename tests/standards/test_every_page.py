"""What holds for every address of the product: what a look at it costs, and that it changes nothing."""

import re
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ecosystem.maps import scene
from ecosystem.models import City, User
from tests.whole import LOOKED_AT, Whole

pytestmark = pytest.mark.django_db
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
# Where marks stand is worked out at the first look and kept, so that two looks are one picture; the
# secret of a link for a forgotten password goes from the address into the session.
KEPT_AT_A_LOOK = re.compile(r"_\w*placement\b|\bdjango_session\b")
# Who is signed in or in a room, and an address with a secret, are led on to a page without.
LEAD_ON = {"accounts:login", "accounts:password-reset-confirm", "phones:enter"}


@pytest.fixture
def whole(litto: City, manager: User) -> Whole:
    """Litto with two of everything."""
    city = Whole(litto, manager, "Water")
    city.grow(2)
    return city


def test_every_address_shows_something_or_takes_no_looks(whole: Whole) -> None:
    """So that no address is left out of the walks unseen."""
    statuses = {
        address.name: whole.browser(address).get(whole.url(address)).status_code for address in LOOKED_AT
    }

    assert {name for name, status in statuses.items() if status not in {200, 405}} == LEAD_ON
    assert {statuses[name] for name in LEAD_ON} == {302}


def costs(whole: Whole) -> dict[str, int]:
    """Return how many queries a look at each address takes that shows something."""
    found = {}
    for address in LOOKED_AT:
        client, url = whole.browser(address), whole.url(address)
        if client.get(url).status_code != 200:
            continue
        # The first look laid the map out and worked figures out; both are kept.
        with CaptureQueriesContext(connection) as queries:
            client.get(url)
        found[address.name] = len(queries)
    return found


@pytest.fixture
def without_names_on_maps(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave names off all maps: to find room for each takes minutes and asks no database."""
    monkeypatch.setattr(scene, "place_labels", lambda *_wishes, **_ground: {})
    yield
    scene._dressed.cache_clear()


@pytest.mark.usefixtures("without_names_on_maps")
def test_no_page_asks_more_of_the_database_for_fifty_of_everything_than_for_two(whole: Whole) -> None:
    few = costs(whole)

    whole.grow(50)

    many = costs(whole)
    assert len(few) > 50
    assert {name: (few[name], count) for name, count in many.items() if count != few[name]} == {}


def test_a_look_changes_nothing(whole: Whole) -> None:
    found = {}
    for address in LOOKED_AT:
        client, url = whole.browser(address), whole.url(address)
        for look in (client.get, client.head):
            with CaptureQueriesContext(connection) as queries:
                look(url)
            writes = [query["sql"] for query in queries if WRITES.match(query["sql"])]
            changes = [sql[:160] for sql in writes if not KEPT_AT_A_LOOK.search(sql)]
            if changes:
                found[address.name] = changes

    assert found == {}
