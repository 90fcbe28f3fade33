"""The hall: where phones reach this machine, and the hall's Wi-Fi, without asking any network."""

import re
import socket
from ipaddress import ip_address

# An address kept for documentation: nothing is ever sent to it.
NOWHERE = "192.0.2.1"
LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}


def lan_addresses() -> list[str]:
    """Return this machine's IPv4 addresses in its networks, the likeliest first; no packet leaves."""
    found: list[str] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Connecting a datagram socket only asks which address would be used.
            probe.connect((NOWHERE, 9))
            found.append(str(probe.getsockname()[0]))
        except OSError:
            pass
    found += sorted(_interface_addresses())
    return [each for each in dict.fromkeys(found) if _is_reachable(each)]


def _interface_addresses() -> set[str]:
    """Return the addresses the kernel lists for this machine (Linux); none where it lists none."""
    try:
        with open("/proc/net/fib_trie", encoding="ascii") as table:  # noqa: PTH123 (not a file of ours)
            text = table.read()
    except OSError:
        return set()
    return set(re.findall(r"\|-- (\d+\.\d+\.\d+\.\d+)\n\s+/32 host LOCAL", text))


def _is_reachable(address: str) -> bool:
    known = ip_address(address)
    return not (known.is_loopback or known.is_link_local or known.is_unspecified)


def join_addresses(host: str, scheme: str) -> list[str]:
    """Return the addresses phones may type, the best first, for a page that was called at `host`.

    A page called by this machine's own name for itself is of no use to phones: then the machine's
    addresses in its networks come first.
    """
    name, _colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    name, port = (name, f":{port}") if name else (host, "")
    own = f"{scheme}://{host}"
    if name not in LOOPBACK:
        return [own]
    return [*(f"{scheme}://{address}{port}" for address in lan_addresses()), own]


def wifi_text(name: str, password: str) -> str:
    """Return what a QR code says so that phones offer to use a Wi-Fi; without password it is open."""
    kept = [re.sub(r'([\\;,":])', r"\\\1", part) for part in (name, password)]
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{kept[0]};{f'P:{kept[1]};' if password else ''};"
