"""Signing in and out, and passwords."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ecosystem.accounts import throttling
from ecosystem.models import City, User
from tests.factories import PASSWORD, CityFactory, MembershipFactory, UserFactory

LOGIN = reverse("accounts:login")
NEW_PASSWORD = "canoe-and-dune-31"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more: str) -> object:
    """Send the sign-in form."""
    return client.post(LOGIN, {"username": email, "password": password, **more}, follow=True)


def test_the_right_password_leads_to_the_only_city(viewer: User, litto: City) -> None:
    response = sign_in(Client(), viewer.email)

    assert response.redirect_chain[-1][0] == reverse("workshops:today", args=[litto.code])


def test_the_address_may_be_typed_in_capitals(viewer: User) -> None:
    assert sign_in(Client(), viewer.email.upper()).redirect_chain


def test_who_is_in_several_cities_chooses(viewer: User) -> None:
    MembershipFactory.create(user=viewer, city=CityFactory.create(name="Porto Seco"))

    page = sign_in(Client(), viewer.email).content.decode()

    assert "Porto Seco" in page
    assert "Litto" in page


def test_who_is_in_no_city_is_told_what_to_do(db: None) -> None:
    page = sign_in(Client(), UserFactory.create().email).content.decode()

    assert "Ask a manager of your city to invite you" in page


@pytest.mark.parametrize("email", ["nobody@litto.example", None])
def test_a_wrong_password_and_an_unknown_address_sound_the_same(viewer: User, email: str | None) -> None:
    page = sign_in(Client(), email or viewer.email, "wrong").content.decode()

    assert "do not belong together" in page


def test_signing_in_goes_on_to_the_page_asked_for_and_to_no_other_host(viewer: User, litto: City) -> None:
    register = reverse("register:stakeholder-list", args=[litto.code])

    assert sign_in(Client(), viewer.email, next=register).redirect_chain[-1][0] == register
    away = sign_in(Client(), viewer.email, next="https://evil.example/")
    assert not any("evil" in url for url, _status in away.redirect_chain)


def test_after_six_wrong_attempts_the_right_password_waits_too(viewer: User) -> None:
    client = Client()
    for _attempt in range(6):
        sign_in(client, viewer.email, "wrong")

    response = sign_in(client, viewer.email)

    assert response.status_code == 429
    assert "_auth_user_id" not in client.session
    assert "15 minutes" in response.content.decode()
    assert sign_in(Client(REMOTE_ADDR="10.0.0.7"), viewer.email).redirect_chain


def test_one_person_who_is_locked_out_leaves_the_hall_alone(viewer: User, editor: User) -> None:
    client = Client()
    for _attempt in range(6):
        sign_in(client, viewer.email, "wrong")

    assert sign_in(Client(), editor.email).redirect_chain


def test_capitals_give_no_further_attempts(viewer: User) -> None:
    client = Client()
    for attempt in range(6):
        sign_in(client, viewer.email.upper() if attempt % 2 else viewer.email, "wrong")

    assert sign_in(client, viewer.email.title()).status_code == 429


def test_one_persons_wrong_attempts_lock_nobody_else_in_the_same_hall(viewer: User, editor: User) -> None:
    client = Client()
    for _attempt in range(6):
        sign_in(client, viewer.email, "wrong")

    assert sign_in(Client(), editor.email).redirect_chain


def test_one_name_tried_from_many_addresses_waits(
    viewer: User, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "MOST_PER_NAME", 8)
    for number in range(8):
        assert sign_in(Client(REMOTE_ADDR=f"10.0.1.{number}"), viewer.email, "wrong").status_code == 200

    assert sign_in(Client(REMOTE_ADDR="10.0.1.99"), viewer.email).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.1.99"), editor.email).redirect_chain


def test_many_names_tried_from_one_address_wait(viewer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttling, "MOST_PER_ADDRESS", 8)
    for number in range(8):
        assert sign_in(Client(), f"somebody-{number}@litto.example", "wrong").status_code == 200

    assert sign_in(Client(), viewer.email).status_code == 429
    assert sign_in(Client(REMOTE_ADDR="10.0.1.99"), viewer.email).redirect_chain


def test_wrong_attempts_of_the_day_before_make_nobody_wait(
    viewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttling, "MOST_PER_NAME", 1)
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC)):
        sign_in(Client(REMOTE_ADDR="10.0.1.1"), viewer.email, "wrong")
        assert sign_in(Client(), viewer.email).status_code == 429

    with time_machine.travel(datetime(2026, 3, 3, 9, tzinfo=UTC)):
        assert sign_in(Client(), viewer.email).redirect_chain


def test_the_admin_locks_as_well(superuser: User) -> None:
    client = Client()
    for _attempt in range(6):
        client.post(reverse("admin:login"), {"username": superuser.email, "password": "wrong"})

    assert sign_in(client, superuser.email).status_code == 429


def test_signing_out_ends_the_session(as_viewer: Client, litto: City) -> None:
    as_viewer.post(reverse("accounts:logout"))

    response = as_viewer.get(reverse("workshops:today", args=[litto.code]))
    assert response.status_code == 302


def test_a_new_password_signs_other_devices_out(viewer: User, litto: City) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client, viewer.email)

    response = here.post(
        reverse("accounts:password-change"),
        {"old_password": PASSWORD, "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD},
    )

    today = reverse("workshops:today", args=[litto.code])
    assert response.status_code == 302
    assert here.get(today).status_code == 200
    assert elsewhere.get(today).status_code == 302


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_works_once(viewer: User) -> None:
    client = Client()
    client.post(reverse("accounts:password-reset"), {"email": viewer.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link

    form = client.get(link.group(1), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})

    assert sign_in(Client(), viewer.email, NEW_PASSWORD).redirect_chain
    assert "works no more" in Client().get(link.group(1)).content.decode()


def test_a_new_password_by_mail_ends_the_wait_after_wrong_attempts(viewer: User) -> None:
    client = Client()
    for _attempt in range(6):
        sign_in(client, viewer.email, "wrong")
    client.post(reverse("accounts:password-reset"), {"email": viewer.email})
    link = re.search(r"https?://[^/]+(/\S+)", mail.outbox[0].body)
    assert link

    form = client.get(link.group(1), follow=True)
    client.post(form.request["PATH_INFO"], {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD})

    assert sign_in(client, viewer.email, NEW_PASSWORD).status_code == 200
    assert "_auth_user_id" in client.session


def test_asking_for_a_link_never_tells_whether_an_address_has_an_account(viewer: User) -> None:
    answers = [
        Client().post(reverse("accounts:password-reset"), {"email": email}, follow=True).content.decode()
        for email in (viewer.email, "nobody@litto.example")
    ]
    answers = [re.sub(r"[A-Za-z0-9]{64}", "token", answer) for answer in answers]

    assert answers[0] == answers[1]
    assert [message.to for message in mail.outbox] == [[viewer.email]]


def test_nobodys_letter_box_is_filled_with_links(viewer: User) -> None:
    for _time in range(5):
        sent = Client().post(reverse("accounts:password-reset"), {"email": viewer.email})
        assert sent.status_code == 302
    assert len(mail.outbox) == 3

    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        Client().post(reverse("accounts:password-reset"), {"email": viewer.email})
    assert len(mail.outbox) == 4


def test_there_is_no_open_sign_up(db: None) -> None:
    page = Client().get(LOGIN).content.decode().lower()

    assert "sign up" not in page
    assert "register" not in page


def test_a_form_sent_without_its_token_gets_a_friendly_page(viewer: User) -> None:
    client = Client(enforce_csrf_checks=True)

    response = client.post(LOGIN, {"username": viewer.email, "password": PASSWORD})

    assert response.status_code == 403
    assert "reload the page" in response.content.decode()
