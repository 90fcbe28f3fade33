"""Every address of the product with every role, in the own city and in another."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib import admin
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ecosystem.access.policies import PARTICIPANT, PUBLIC, SIGNED_IN
from ecosystem.models import City, Role, User
from tests.addresses import ALL, NOWHERE, Address, rows_of, url_of
from tests.conftest import signed_in
from tests.factories import CityFactory, ListingFactory, MembershipFactory, UserFactory

OF_A_CITY = [address for address in ALL if "city" in address.parts]
OF_NO_CITY = [address for address in ALL if "city" not in address.parts]


@pytest.fixture
def rows(litto: City) -> dict[str, Any]:
    """A row of Litto for each part an address may have."""
    return rows_of(litto)


@contextmanager
def what_is_done_is_undone() -> Iterator[None]:
    """Take back at the end what was written within."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def statuses(client: Client, url: str) -> set[int]:
    """Return what the address answers to a look and to an empty form."""
    return {client.get(url).status_code, client.post(url).status_code}


@pytest.mark.parametrize("address", ALL, ids=lambda address: address.name)
def test_every_view_declares_who_may_call_it(address: Address) -> None:
    assert address.policy is not None, f"{address.name} needs a policy of ecosystem.access.policies"


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_A_CITY, ids=lambda address: address.name)
def test_who_is_not_signed_in_is_sent_to_sign_in(address: Address) -> None:
    url = url_of(address, NOWHERE)

    for response in (Client().get(url), Client().post(url)):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("accounts:login"))


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_A_CITY, ids=lambda address: address.name)
def test_each_role_gets_what_it_may_and_a_stranger_finds_nothing(
    address: Address, rows: dict[str, Any], litto: City, stranger: User
) -> None:
    url, needed = url_of(address, rows), address.policy.role  # type: ignore[union-attr]
    assert statuses(signed_in(stranger), url) <= {404, 405}

    for role in Role:
        client = signed_in(MembershipFactory.create(city=litto, role=role).user)
        with what_is_done_is_undone():
            found = statuses(client, url)
        if needed is not None and role < needed:
            assert found <= {403, 405}, role
            assert 403 in found, role
        else:
            assert 403 not in found, role
            assert max(found) < 500, role


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_A_CITY, ids=lambda address: address.name)
def test_a_row_of_another_city_is_not_found_under_the_own_name(
    address: Address, rows: dict[str, Any], manager: User
) -> None:
    own_parts = {"city", "format_"}
    if set(address.parts) <= own_parts:
        return
    foreign = rows_of(CityFactory.create())
    mixed = foreign | {part: rows[part] for part in own_parts}

    assert statuses(signed_in(manager), url_of(address, mixed)) <= {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_A_CITY, ids=lambda address: address.name)
def test_a_listing_of_another_workshop_is_not_found(
    address: Address, rows: dict[str, Any], facilitator: User, litto: City
) -> None:
    if not {"workshop", "listing"} <= set(address.parts):
        return
    other = ListingFactory.create(workshop__city=litto)

    assert statuses(signed_in(facilitator), url_of(address, rows | {"listing": other.pk})) <= {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_A_CITY, ids=lambda address: address.name)
def test_a_superuser_may_call_everything_of_every_city(
    address: Address, rows: dict[str, Any], superuser: User
) -> None:
    with what_is_done_is_undone():
        found = statuses(signed_in(superuser), url_of(address, rows))

    assert 403 not in found
    assert max(found) < 500


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_NO_CITY, ids=lambda address: address.name)
def test_what_belongs_to_no_city_is_public_or_asks_to_sign_in(address: Address, viewer: User) -> None:
    if address.policy == PARTICIPANT:
        return
    url = url_of(address, NOWHERE)
    assert address.policy in {PUBLIC, SIGNED_IN}

    for response in (Client().get(url), Client().post(url)):
        asked = response.get("Location", "").startswith(f"{reverse('accounts:login')}?next=")
        assert asked == (address.policy == SIGNED_IN)
        assert response.status_code != 403
        assert response.status_code < 500
    assert max(statuses(signed_in(viewer), url)) < 500


@pytest.mark.django_db
@pytest.mark.parametrize("address", OF_NO_CITY, ids=lambda address: address.name)
def test_who_is_in_no_room_is_asked_for_the_code(address: Address, manager: User) -> None:
    if address.policy != PARTICIPANT:
        return
    url = url_of(address, NOWHERE)

    for client in (Client(), signed_in(manager)):
        looked, sent = client.get(url), client.post(url)
        assert looked.status_code == 405 or looked["Location"] == reverse("phones:code")
        assert sent.status_code in {405, 410}
        assert looked.status_code == 302 or sent.status_code == 410


def admin_paths() -> Iterator[str]:
    """Yield the address of every page of the admin, with a row's number where it asks for one."""
    for model in admin.site._registry:
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"{names}_{page}") for page in ("changelist", "add"))
        yield from (reverse(f"{names}_{page}", args=[1]) for page in ("change", "delete", "history"))
    yield from (reverse(f"admin:{page}") for page in ("index", "password_change", "autocomplete"))


@pytest.mark.django_db
def test_the_admin_is_for_superusers(manager: User, superuser: User) -> None:
    staff = signed_in(UserFactory.create(is_staff=True))
    everybody_else = (Client(), signed_in(manager), staff)
    admins = signed_in(superuser)
    for path in admin_paths():
        for client in everybody_else:
            for response in (client.get(path), client.post(path)):
                assert response.status_code == 302, path
                assert "sign-in" in response["Location"] or "login" in response["Location"], path
        assert admins.get(path).status_code in {200, 302, 403, 404}, path
    assert admins.get(reverse("admin:index")).status_code == 200
