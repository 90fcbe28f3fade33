"""The hall: where phones reach this machine, and the hall's Wi-Fi, without asking any network."""

import re
import socket
import threading
from ipaddress import IPv4Address, IPv4Network
from pathlib import Path

from django.conf import settings

# An address kept for documentation: nothing is ever sent to it.
NOWHERE = "192.0.2.1"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
# Routers of halls and phones that share their network give these; containers mostly use the third.
PRIVATE = tuple(IPv4Network(each) for each in ("192.168.0.0/16", "10.0.0.0/8", "172.16.0.0/12"))
KERNEL_LIST = Path("/proc/net/fib_trie")
PATIENCE_S = 1.0


def lan_addresses() -> list[str]:
    """Return this machine's IPv4 addresses in its networks, the likeliest for a hall first; no packet leaves.

    First private addresses, among them the one other machines are reached from, then the rest in a
    stable order; neither loopback nor the link-local ones of a machine that found no network.
    """
    outward = _outward_address()
    found = {IPv4Address(each) for each in {*_listed_addresses(), *outward}}
    usable = [each for each in found if not (each.is_loopback or each.is_link_local or each.is_unspecified)]
    return [str(each) for each in sorted(usable, key=lambda each: (_rank(each, outward), each))]


def _rank(address: IPv4Address, outward: list[str]) -> int:
    kinds = [place for place, network in enumerate(PRIVATE) if address in network]
    if not kinds:
        return len(PRIVATE) + 1
    return 0 if str(address) in outward else kinds[0] + 1


def _outward_address() -> list[str]:
    """Return the address this machine would use for others; none where it knows no way out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only asks which address would be used.
            probe.connect((NOWHERE, 9))
        except OSError:
            return []
        return [str(probe.getsockname()[0])]


def _listed_addresses() -> list[str]:
    """Return the addresses the kernel lists for this machine; where it has no list, those of its name."""
    try:
        table = KERNEL_LIST.read_text(encoding="ascii")
    except OSError:
        return _named_addresses()
    return re.findall(r"\|-- (\d+\.\d+\.\d+\.\d+)\n\s+/32 host LOCAL", table)


def _named_addresses() -> list[str]:
    """Return the addresses of this machine's name; none when the look-up takes over a second."""
    found: list[str] = []

    def look() -> None:
        try:
            found.extend(socket.gethostbyname_ex(socket.gethostname())[2])
        except OSError:
            return

    # Without network a look-up can wait for minutes, and nothing can stop it.
    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(PATIENCE_S)
    return list(found)


def join_addresses(host: str, scheme: str) -> list[str]:
    """Return the addresses phones may use, the best first, for a page that was called at `host`.

    A page called by this machine's own name for itself is of no use to phones: then the addresses
    in its networks come first. Only addresses that this server answers to are named.
    """
    name, _colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    name, port = (name, f":{port}") if name and port else (host, "")
    near = [each for each in lan_addresses() if each in settings.ALLOWED_HOSTS]
    if name not in LOOPBACK:
        near = [name, *near] if name in near else [name]
    else:
        near.append(name)
    return [f"{scheme}://{each}{port}" for each in dict.fromkeys(near)]


def wifi_text(name: str, password: str) -> str:
    """Return what a QR code says so that phones offer to use a Wi-Fi; without password it is open."""
    kept = [re.sub(r'([\\;,":])', r"\\\1", part) for part in (name, password)]
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{kept[0]};{f'P:{kept[1]};' if password else ''};"
