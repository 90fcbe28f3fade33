"""What holds for every address of the product: a look at it changes nothing."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecosystem.access.policies import PARTICIPANT
from ecosystem.models import City, User
from tests.addresses import ALL, Address
from tests.conftest import signed_in
from tests.whole import Whole

pytestmark = pytest.mark.django_db
# A stream answers until somebody leaves.
STREAMS = {"workshops:room-stream", "workshops:room-wall-stream", "phones:stream"}
LOOKED_AT = [address for address in ALL if address.name not in STREAMS]
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
# Where marks stand is worked out at the first look and kept, so that two looks are one picture; the
# secret of a link for a forgotten password goes from the address into the session.
KEPT_AT_A_LOOK = re.compile(r"_\w*placement\b|\bdjango_session\b")


@pytest.fixture
def whole(litto: City, manager: User) -> Whole:
    """Litto with two of everything."""
    city = Whole(litto, manager, "Water")
    city.grow(2)
    return city


def browser_for(address: Address, whole: Whole) -> Client:
    """Return the browser of somebody who may see the page."""
    return whole.phone.client if address.policy == PARTICIPANT else signed_in(whole.by)


def test_a_look_changes_nothing(whole: Whole) -> None:
    found = {}
    for address in LOOKED_AT:
        client, url = browser_for(address, whole), whole.url(address)
        for look in (client.get, client.head):
            with CaptureQueriesContext(connection) as queries:
                look(url)
            writes = [query["sql"] for query in queries if WRITES.match(query["sql"])]
            changes = [sql[:160] for sql in writes if not KEPT_AT_A_LOOK.search(sql)]
            if changes:
                found[address.name] = changes

    assert found == {}
