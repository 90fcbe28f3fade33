"""The demo's accounts: made up once for each installation, with random passwords."""

import json
import secrets
from dataclasses import asdict, dataclass

from django.conf import settings

FILE = "demo_accounts.json"
# Short words that are hard to mishear; read aloud in a hall.
WORDS = (
    *("baobab", "canoe", "dune", "estuary", "fabric", "gull", "harbour", "island", "jetty", "kiosk"),
    *("lagoon", "mango", "net", "oyster", "palm", "quay", "river", "sail", "tide", "umbrella", "voyage"),
    *("wave", "yard", "anchor", "bridge", "cloud", "drum", "ember", "ferry", "garden", "heron", "indigo"),
)


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """Somebody who can sign in to the demo; `role` is a role's name in lower case, or 'admin'."""

    role: str
    name: str
    email: str
    password: str


PEOPLE = (
    ("facilitator", "Efua Lawson", "facilitator@litto.example"),
    ("editor", "Kossi Mensah", "staff@litto.example"),
    ("viewer", "Ama Dossou", "viewer@litto.example"),
    ("manager", "Yaovi Amegan", "manager@litto.example"),
    ("admin", "Afi Kpade", "admin@litto.example"),
)


def new_password() -> str:
    """Return a password that can be read aloud: four words and a number (about 33 bits)."""
    return "-".join([*(secrets.choice(WORDS) for _ in range(4)), str(secrets.randbelow(9000) + 1000)])


def accounts() -> list[DemoAccount]:
    """Return the demo's accounts, making and keeping them (readable by the owner only) the first time."""
    path = settings.VAR_DIR / FILE
    if path.exists():
        return [DemoAccount(**entry) for entry in json.loads(path.read_text(encoding="utf-8"))]
    made = [DemoAccount(role, name, email, new_password()) for role, name, email in PEOPLE]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps([asdict(account) for account in made], indent=1), encoding="utf-8")
    return made
