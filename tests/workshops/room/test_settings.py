"""The facilitator picks the address phones join at, and asks for the Wi-Fi's code on the wall."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem import hall
from tests.pages import SeenPage
from workshops.models import Room

pytestmark = pytest.mark.django_db
NEAR = ["http://192.168.1.20:8000", "http://10.42.0.1:8000"]


@pytest.fixture(autouse=True)
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """A laptop in the hall's Wi-Fi that also has a hotspot of its own."""
    monkeypatch.setattr(hall, "join_addresses", lambda _host, _scheme: NEAR)


def form_of(room: Room, boss: Client) -> dict[str, list[str]]:
    """Return what the console's form holds."""
    return SeenPage(boss.get(room.get_absolute_url())).form("dots")


def kept(room: Room, boss: Client, shown: dict[str, list[str]] | None = None, **said: str) -> str:
    """Change something in the form, as it is or was `shown`; return the address that is kept."""
    url = reverse("workshops:room-configure", args=[room.workshop.city.code, room.workshop_id])
    assert boss.post(url, (shown or form_of(room, boss)) | said).status_code == 302
    room.refresh_from_db()
    return room.address


def wall(room: Room, boss: Client) -> str:
    url = reverse("workshops:room-wall-screen", args=[room.workshop.city.code, room.workshop_id])
    return SeenPage(boss.get(url)).text


def test_the_address_that_is_picked_stands_on_the_wall(room: Room, as_facilitator: Client) -> None:
    assert "192.168.1.20:8000/join" in wall(room, as_facilitator)

    assert kept(room, as_facilitator, pick=NEAR[1]) == NEAR[1]

    assert "10.42.0.1:8000/join" in wall(room, as_facilitator)
    assert form_of(room, as_facilitator)["pick"] == [NEAR[1]]


def test_an_address_nobody_picked_follows_the_network(room: Room, as_facilitator: Client) -> None:
    assert kept(room, as_facilitator, pick=NEAR[0], dots="5") == ""
    assert room.dots == 5


def test_what_a_colleague_changed_meanwhile_stays(room: Room, as_facilitator: Client) -> None:
    shown = form_of(room, as_facilitator)
    kept(room, as_facilitator, pick=NEAR[1], dots="5")

    assert kept(room, as_facilitator, shown, wifi_name="Town Hall") == NEAR[1]

    assert (room.dots, room.wifi_name) == (5, "Town Hall")


def test_another_address_is_typed(room: Room, as_facilitator: Client) -> None:
    assert (
        kept(room, as_facilitator, pick="other", address="http://hall.local:8000") == "http://hall.local:8000"
    )
    assert "hall.local:8000/join" in wall(room, as_facilitator)

    assert kept(room, as_facilitator, pick=NEAR[0]) == NEAR[0]


def test_the_wifis_code_is_shown_once_it_is_asked_for(room: Room, as_facilitator: Client) -> None:
    assert "Wi-Fi" not in wall(room, as_facilitator)

    kept(room, as_facilitator, pick=NEAR[0], wifi_name="Town Hall", wifi_password="kiosk 2026")

    assert "Wi-Fi: Town Hall" in wall(room, as_facilitator)
