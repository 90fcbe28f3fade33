"""The demo: a fictional city with its register and workshops, and the people who sign in to it."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password

from ecosystem import demo
from ecosystem.models import City, Membership, Role, User
from ecosystem.seeding.files import SeedError, SeedRow, read
from ecosystem.seeding.rows import store


def demo_rows(folder: Path) -> tuple[str, list[SeedRow]]:
    """Return the code of the folder's city and all rows; raises SeedError unless the city comes first."""
    rows = read(folder)
    if not rows:
        raise SeedError(folder, "there is no row in its files")
    if rows[0].model is not City:
        raise rows[0].refuse("the first row must be the city")
    return str(rows[0].fields.get("code")), rows


def load_demo(folder: Path) -> City | None:
    """Load the demo city and its people, in a transaction of the caller; return None if the city was there.

    In production no accounts are made: their passwords are easy to read aloud, and one is the admin's.
    Raises SeedError for a file that cannot be taken.
    """
    code, rows = demo_rows(folder)
    if City.objects.filter(code=code).exists():
        return None
    people = {} if settings.PRODUCTION else _people()
    authors = {"ecosystem": people.get("editor"), "workshops": people.get("facilitator")}
    for row in rows:
        store(row, authors[row.model._meta.app_label], is_new=True)
    city = City.objects.get(code=code)
    for role, user in people.items():
        if role != "admin":  # who sees every city anyway
            Membership.objects.create(city=city, user=user, role=Role[role.upper()])
    return city


def _people() -> dict[str, User]:
    """Return the demo's people by role, made with this installation's passwords where they are missing."""
    accounts = demo.accounts()
    known = {user.email: user for user in User.objects.filter(email__in=[each.email for each in accounts])}
    new = [each for each in accounts if each.email not in known]
    with ThreadPoolExecutor() as pool:  # hashing is slow on purpose
        hashes = list(pool.map(make_password, [each.password for each in new]))
    for account, password in zip(new, hashes, strict=True):
        is_admin = account.role == "admin"
        known[account.email] = User.objects.create(
            email=account.email,
            name=account.name,
            password=password,
            is_staff=is_admin,
            is_superuser=is_admin,
        )
    return {account.role: known[account.email] for account in accounts}
