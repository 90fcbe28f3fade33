"""Members of a city, and the invitations that bring them in."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ecosystem.models import City, Invitation, Membership, Role, User
from tests.conftest import signed_in
from tests.factories import InvitationFactory, MembershipFactory, UserFactory
from tests.pages import SeenPage

PASSWORD = "canoe-and-dune-31"
NASTY = '<img src=x onerror=alert(1)>"><script>'


@pytest.fixture
def members(litto: City) -> str:
    """The address of the members' page."""
    return reverse("accounts:members", args=[litto.code])


def invite(client: Client, city: City, email: str, role: Role = Role.EDITOR) -> str:
    """Invite somebody and return the link's path as the page shows it."""
    page = client.post(
        reverse("accounts:invite", args=[city.code]), {"email": email, "role": role}, follow=True
    ).content.decode()
    links = re.findall(r'value="http://[^/]+(/invitation/[^"]+)"', page)
    return links[0] if links else ""


def test_somebody_invited_makes_an_account_and_is_in(as_manager: Client, litto: City) -> None:
    link = invite(as_manager, litto, "awa@litto.example")
    newcomer = Client()
    assert "Litto" in newcomer.get(link).content.decode()

    response = newcomer.post(
        link, {"name": "Awa Mensah", "password1": PASSWORD, "password2": PASSWORD}, follow=True
    )

    assert "Welcome to Litto" in response.content.decode()
    member = Membership.objects.get(user__email="awa@litto.example")
    assert (member.city, member.role, member.user.name) == (litto, Role.EDITOR, "Awa Mensah")


def test_a_weak_password_is_refused_and_the_name_stays(as_manager: Client, litto: City) -> None:
    link = invite(as_manager, litto, "awa@litto.example")

    response = Client().post(link, {"name": "Awa Mensah", "password1": "12345678", "password2": "12345678"})

    assert response.status_code == 422
    assert "Awa Mensah" in response.content.decode()
    assert not User.objects.filter(email="awa@litto.example").exists()


def test_a_link_works_once(as_manager: Client, litto: City) -> None:
    link = invite(as_manager, litto, "awa@litto.example")
    Client().post(link, {"name": "Awa", "password1": PASSWORD, "password2": PASSWORD})

    response = Client().get(link)

    assert response.status_code == 410
    assert "used already" in response.content.decode()


def test_a_link_that_is_too_old_or_taken_back_says_so(as_manager: Client, litto: City) -> None:
    old = InvitationFactory.create(city=litto, ends_at=timezone.now() - timedelta(minutes=1))
    link = invite(as_manager, litto, "awa@litto.example")
    invitation = Invitation.objects.get(email="awa@litto.example")

    as_manager.post(reverse("accounts:invitation-revoke", args=[litto.code, invitation.pk]))

    for path, reason in ((reverse("accounts:accept", args=[old.token]), "older than"), (link, "taken back")):
        response = Client().get(path)
        assert response.status_code == 410
        assert reason in response.content.decode()
        assert "Ask the person who invited you" in response.content.decode()
        facts = {"name": "Awa", "password1": PASSWORD, "password2": PASSWORD}
        assert Client().post(path, facts).status_code == 410
    assert not Membership.objects.filter(user__name="Awa").exists()


def test_somebody_with_an_account_signs_in_and_joins(as_manager: Client, litto: City) -> None:
    known = UserFactory.create(email="kofi@porto.example")
    link = invite(as_manager, litto, "kofi@porto.example", Role.VIEWER)
    assert "has an account already" in Client().get(link).content.decode()

    signed_in(known).post(link)

    assert Membership.objects.get(user=known).role == Role.VIEWER


def test_somebody_else_who_is_signed_in_is_told_and_can_sign_out_first(
    as_manager: Client, litto: City
) -> None:
    link = invite(as_manager, litto, "awa@litto.example")

    page = SeenPage(as_manager.get(link))
    assert "was made for awa@litto.example" in page.text
    answer = as_manager.post(reverse("accounts:logout"), {"next": link}, follow=True)

    assert "You sign in as awa@litto.example from now on" in SeenPage(answer).text
    assert Invitation.objects.get().is_open()


def test_who_is_invited_reads_of_nobody_else(as_manager: Client, litto: City) -> None:
    known = UserFactory.create(email="Kofi@porto.example")
    link = invite(as_manager, litto, "kofi@porto.example")

    page = SeenPage(signed_in(known).get(link))

    assert "was made for" not in page.text
    assert f"Join as {known}" in page.text


def test_a_link_is_shown_to_who_made_it_alone(as_manager: Client, litto: City, members: str) -> None:
    link = invite(as_manager, litto, "awa@litto.example")
    second = signed_in(MembershipFactory.create(city=litto, role=Role.MANAGER).user)

    assert link in as_manager.get(members).content.decode()
    page = second.get(members).content.decode()
    assert "awa@litto.example" in page
    assert link not in page


@pytest.mark.parametrize("how", ["removed", "made an editor"])
def test_who_manages_no_more_does_not_come_back_by_a_link_they_made(
    as_manager: Client, litto: City, how: str
) -> None:
    former = MembershipFactory.create(city=litto, role=Role.MANAGER)
    link = invite(signed_in(former.user), litto, "own@second.example", Role.MANAGER)
    kept = invite(as_manager, litto, "awa@litto.example")

    if how == "removed":
        as_manager.post(reverse("accounts:member-remove", args=[litto.code, former.pk]))
    else:
        role = {"role": Role.EDITOR}
        as_manager.post(reverse("accounts:member-role", args=[litto.code, former.pk]), role)

    assert signed_in(former.user).post(link).status_code == 410
    assert Client().get(kept).status_code == 200


def test_a_guessed_link_is_not_found(db: None) -> None:
    assert Client().get(reverse("accounts:accept", args=["guess"])).status_code == 404


def test_a_member_is_not_invited_twice(as_manager: Client, litto: City, viewer: User) -> None:
    response = as_manager.post(
        reverse("accounts:invite", args=[litto.code]), {"email": viewer.email.upper(), "role": Role.VIEWER}
    )

    assert response.status_code == 422
    assert "is a member already" in response.content.decode()


def test_inviting_again_ends_the_older_link(as_manager: Client, litto: City) -> None:
    first = invite(as_manager, litto, "awa@litto.example")
    second = invite(as_manager, litto, "awa@litto.example")

    assert first != second
    assert Client().get(first).status_code == 410
    assert Client().get(second).status_code == 200


def test_a_role_changes(as_manager: Client, litto: City, viewer: User, members: str) -> None:
    membership = Membership.objects.get(user=viewer)

    page = as_manager.post(
        reverse("accounts:member-role", args=[litto.code, membership.pk]), {"role": Role.EDITOR}, follow=True
    )

    assert "is now: Editor" in page.content.decode()
    membership.refresh_from_db()
    assert membership.role == Role.EDITOR


def test_the_last_manager_neither_leaves_nor_steps_down(
    as_manager: Client, litto: City, manager: User
) -> None:
    own = Membership.objects.get(user=manager)
    for name, facts in (("member-role", {"role": Role.VIEWER}), ("member-remove", {})):
        page = as_manager.post(reverse(f"accounts:{name}", args=[litto.code, own.pk]), facts, follow=True)
        assert "The city needs a manager" in page.content.decode()

    own.refresh_from_db()
    assert own.role == Role.MANAGER


def test_a_member_taken_out_can_be_brought_back(as_manager: Client, litto: City, editor: User) -> None:
    membership = Membership.objects.get(user=editor)
    page = as_manager.post(
        reverse("accounts:member-remove", args=[litto.code, membership.pk]), follow=True
    ).content.decode()
    assert not Membership.objects.filter(user=editor).exists()
    undo = re.search(r'action="([^"]+restore/[^"]+)"', page)
    assert undo

    as_manager.post(undo.group(1))

    assert Membership.objects.get(user=editor).role == Role.EDITOR


def test_an_undo_that_nobody_signed_brings_nobody_in(as_manager: Client, litto: City) -> None:
    address = reverse("accounts:member-restore", args=[litto.code])

    page = as_manager.post(f"{address}?back=made-up", follow=True).content.decode()

    assert "too long ago" in page


def test_a_member_of_another_city_is_not_found(as_manager: Client, litto: City) -> None:
    other = MembershipFactory.create()

    response = as_manager.post(reverse("accounts:member-remove", args=[litto.code, other.pk]))

    assert response.status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


def test_an_undo_of_another_city_brings_nobody_in(as_manager: Client, litto: City, viewer: User) -> None:
    other = MembershipFactory.create(role=Role.MANAGER)
    guest = MembershipFactory.create(city=other.city)
    there = signed_in(other.user)
    page = there.post(
        reverse("accounts:member-remove", args=[other.city.code, guest.pk]), follow=True
    ).content.decode()
    undo = re.search(r'restore/(\?back=[^"]+)"', page)
    assert undo

    answer = as_manager.post(reverse("accounts:member-restore", args=[litto.code]) + undo.group(1))

    assert answer.status_code == 404
    assert not Membership.objects.filter(user=guest.user).exists()


@pytest.mark.parametrize("name", ["member-role", "member-remove"])
def test_who_gives_up_managing_is_led_to_a_page_they_may_see(
    as_manager: Client, litto: City, manager: User, name: str
) -> None:
    MembershipFactory.create(city=litto, role=Role.MANAGER)
    own = Membership.objects.get(user=manager)

    page = as_manager.post(
        reverse(f"accounts:{name}", args=[litto.code, own.pk]), {"role": Role.VIEWER}, follow=True
    )

    assert page.status_code == 200
    assert not Membership.objects.filter(user=manager, role=Role.MANAGER).exists()


def test_names_like_markup_are_shown_as_text(as_manager: Client, litto: City, members: str) -> None:
    MembershipFactory.create(city=litto, user__name=NASTY)

    page = as_manager.get(members).content.decode()

    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


def test_a_long_list_takes_as_many_queries_as_a_short_one(
    as_manager: Client, litto: City, members: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    def fill(rows: int) -> None:
        MembershipFactory.create_batch(rows, city=litto)
        InvitationFactory.create_batch(rows, city=litto)

    fill(2)
    with CaptureQueriesContext(connection) as short:
        as_manager.get(members)
    fill(48)

    with django_assert_num_queries(len(short)):
        as_manager.get(members)


def test_only_who_manages_is_offered_the_members(
    as_manager: Client, as_facilitator: Client, litto: City, members: str
) -> None:
    today = reverse("workshops:today", args=[litto.code])

    assert f'href="{members}"' in as_manager.get(today).content.decode()
    assert f'href="{members}"' not in as_facilitator.get(today).content.decode()
