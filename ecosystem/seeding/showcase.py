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
    accounts = [] if settings.PRODUCTION else demo.accounts()
    people = {account.role: _person(account) for account in accounts}
    authors = {"ecosystem": people.get("editor"), "workshops": people.get("facilitator")}
    with ThreadPoolExecutor() as beside:  # hashing is slow on purpose
        new = [account for account in accounts if not people[account.role].password]
        hashes = beside.map(make_password, [account.password for account in new])
        for row in rows:
            store(row, authors[row.model._meta.app_label], is_new=True)
        for account, hashed in zip(new, hashes, strict=True):
            people[account.role].password = hashed
            people[account.role].save(update_fields=["password"])
    city = City.objects.get(code=code)
    for role, user in people.items():
        if role != "admin":  # who sees every city anyway
            Membership.objects.create(city=city, user=user, role=Role[role.upper()])
    return city


def _person(account: demo.DemoAccount) -> User:
    """Return who has this account; somebody new has no password yet."""
    is_admin = account.role == "admin"
    given = {"name": account.name, "is_staff": is_admin, "is_superuser": is_admin}
    return User.objects.get_or_create(email=account.email, defaults=given)[0]
