"""The hall: which addresses phones are told, without any look-up that could hang, and the Wi-Fi's text."""

import socket
import threading
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from ecosystem import hall


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> "Machine":
    """A machine whose addresses the test chooses."""
    return Machine(monkeypatch, tmp_path / "fib_trie")


class Machine:
    """Stands in for the kernel's list of addresses and its choice of a way out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, table: Path) -> None:
        self._patch = monkeypatch
        self._table = table

    def has(self, *addresses: str, outward: str = "") -> None:
        """Give the machine these addresses; `outward` is the one it would use for others."""
        lines = "".join(f"        |-- {each}\n           /32 host LOCAL\n" for each in addresses)
        self._table.write_text(
            f"Main:\n  +-- 0.0.0.0/0 3 0 5\n     |-- 0.0.0.0\n        /0 universe UNICAST\n{lines}"
        )
        self._patch.setattr(hall, "KERNEL_LIST", self._table)
        self._patch.setattr(hall, "_outward_address", lambda: [outward] if outward else [])

    def has_no_list(self) -> None:
        """Take the kernel's list away, as on other systems than Linux."""
        self._patch.setattr(hall, "KERNEL_LIST", self._table.with_name("absent"))
        self._patch.setattr(hall, "_outward_address", list)


def test_each_address_in_a_network_is_named_once_and_none_of_the_machine_itself(machine: Machine) -> None:
    machine.has("127.0.0.1", "192.168.1.20", "192.168.1.20", "169.254.7.7", outward="192.168.1.20")

    assert hall.lan_addresses() == ["192.168.1.20"]


@pytest.mark.parametrize(
    ("addresses", "outward", "expected"),
    [
        (
            ["172.17.0.1", "10.42.0.1", "192.168.1.20"],
            "10.42.0.1",
            ["10.42.0.1", "192.168.1.20", "172.17.0.1"],
        ),
        (["172.17.0.1", "192.168.43.9"], "", ["192.168.43.9", "172.17.0.1"]),
        (["203.0.113.9", "192.168.1.20"], "203.0.113.9", ["192.168.1.20", "203.0.113.9"]),
        (["192.168.1.100", "192.168.1.20"], "", ["192.168.1.20", "192.168.1.100"]),
    ],
)
def test_the_likeliest_address_of_a_hall_comes_first(
    machine: Machine, addresses: list[str], outward: str, expected: list[str]
) -> None:
    machine.has(*addresses, outward=outward)
    assert hall.lan_addresses() == expected

    machine.has(*reversed(addresses), outward=outward)
    assert hall.lan_addresses() == expected


def test_a_machine_without_any_network_has_no_address(machine: Machine) -> None:
    machine.has("127.0.0.1")

    assert hall.lan_addresses() == []


def test_this_very_machine_tells_addresses_it_can_be_reached_at() -> None:
    for address in hall.lan_addresses():
        assert not IPv4Address(address).is_loopback
        with (
            socket.create_server((address, 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5),
        ):
            pass


def test_a_look_up_that_hangs_is_left_alone(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end, has_ended = threading.Event(), threading.Event()
    machine.has_no_list()
    monkeypatch.setattr(hall, "PATIENCE_S", 0.05)

    def hang(name: str) -> tuple[str, list[str], list[str]]:
        may_end.wait(60)
        has_ended.set()
        return name, [], []

    monkeypatch.setattr(socket, "gethostbyname_ex", hang)

    assert hall.lan_addresses() == []

    assert not has_ended.is_set()
    may_end.set()


def test_without_a_list_of_the_kernel_the_machines_name_tells(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.has_no_list()
    monkeypatch.setattr(socket, "gethostbyname_ex", lambda name: (name, [], ["127.0.1.1", "192.168.1.20"]))

    assert hall.lan_addresses() == ["192.168.1.20"]


def test_a_name_nobody_knows_is_no_error(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_name: str) -> None:
        raise socket.gaierror

    machine.has_no_list()
    monkeypatch.setattr(socket, "gethostbyname_ex", unknown)

    assert hall.lan_addresses() == []


@pytest.mark.parametrize(
    ("called", "told"),
    [
        ("127.0.0.1:8000", ["192.168.1.20:8000", "10.0.0.4:8000", "127.0.0.1:8000"]),
        ("localhost:8000", ["192.168.1.20:8000", "10.0.0.4:8000", "localhost:8000"]),
        ("[::1]:8000", ["192.168.1.20:8000", "10.0.0.4:8000", "[::1]:8000"]),
        ("localhost", ["192.168.1.20", "10.0.0.4", "localhost"]),
        ("10.0.0.4:8000", ["10.0.0.4:8000", "192.168.1.20:8000"]),
        ("map.example.org", ["map.example.org"]),
        ("[fd00::2]:8000", ["[fd00::2]:8000"]),
    ],
)
def test_phones_are_told_addresses_that_lead_here(
    machine: Machine, settings: Settings, called: str, told: list[str]
) -> None:
    machine.has("192.168.1.20", "10.0.0.4", outward="192.168.1.20")
    settings.ALLOWED_HOSTS = ["localhost", "192.168.1.20", "10.0.0.4"]

    assert hall.join_addresses(called, "http") == [f"http://{each}" for each in told]


def test_an_address_the_server_does_not_answer_to_is_not_told(machine: Machine, settings: Settings) -> None:
    machine.has("192.168.1.20", outward="192.168.1.20")
    settings.ALLOWED_HOSTS = ["localhost"]

    assert hall.join_addresses("localhost:8000", "http") == ["http://localhost:8000"]


@pytest.mark.parametrize(
    ("name", "password", "expected"),
    [
        ("Town Hall", "kiosk 2026", "WIFI:T:WPA;S:Town Hall;P:kiosk 2026;;"),
        ("Open Hall", "", "WIFI:T:nopass;S:Open Hall;;"),
        (r"a;b,c:d\e", 'x"y', r"WIFI:T:WPA;S:a\;b\,c\:d\\e;P:x\"y;;"),
        ("قاعة البلدية", "ماء", "WIFI:T:WPA;S:قاعة البلدية;P:ماء;;"),
    ],
)
def test_phones_read_the_wifi_as_it_was_written(name: str, password: str, expected: str) -> None:
    assert hall.wifi_text(name, password) == expected
