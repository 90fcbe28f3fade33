"""The demo: a fictional city with its register and workshops, and the people who sign in to it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ecosystem import demo
from ecosystem.models import City, Membership, Role, User
from ecosystem.seeding.files import SeedRow, read
from ecosystem.seeding.rows import store


def demo_rows(folder: Path) -> tuple[str, list[SeedRow]]:
    """Return the code of the folder's city and all rows; raises SeedError unless the city comes first."""
    rows = read(folder)
    if rows[0].model is not City:
        raise rows[0].refuse("the first row must be the city")
    return str(rows[0].fields.get("code")), rows


def load_demo(folder: Path) -> City | None:
    """Load the demo city and its people, in a transaction of the caller; return None if it was there.

    Raises SeedError for a file that cannot be taken.
    """
    code, rows = demo_rows(folder)
    known = City.objects.filter(code=code).first()
    people = _people()
    if known is None:
        authors = {"ecosystem": people.get("editor"), "workshops": people.get("facilitator")}
        for row in rows:
            store(row, authors[row.model._meta.app_label], is_new=True)
    city = known or City.objects.get(code=code)
    _join(city, people)
    return None if known else city


def _people() -> dict[str, User]:
    """Return the demo's people by role; new passwords are set where the file of accounts is new."""
    is_new = not (settings.VAR_DIR / demo.FILE).exists()
    accounts = demo.accounts()
    people = {account.role: _person(account) for account in accounts}
    to_set = [each for each in accounts if is_new or not people[each.role].password]
    with ThreadPoolExecutor() as pool:  # hashing is slow on purpose
        hashes = pool.map(make_password, [each.password for each in to_set])
    for account, password in zip(to_set, hashes, strict=True):
        people[account.role].password = password
        people[account.role].save()
    return people


def _person(account: demo.DemoAccount) -> User:
    """Return the account's user, not yet stored where it is new."""
    is_admin = account.role == "admin"
    new = User(email=account.email, name=account.name, is_staff=is_admin, is_superuser=is_admin)
    return User.objects.filter(email=account.email).first() or new


def _join(city: City, people: dict[str, User]) -> None:
    """Make the people members of the city where they are not; the admin sees every city anyway."""
    members = set(Membership.objects.filter(city=city).values_list("user", flat=True))
    for role, user in people.items():
        if role != "admin" and user.pk not in members:
            Membership.objects.create(city=city, user=user, role=Role[role.upper()])
