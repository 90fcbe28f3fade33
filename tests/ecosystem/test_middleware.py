"""What every answer of the product has in common."""

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from ecosystem.models import City


def test_a_part_asked_for_after_the_session_ended_sends_the_whole_page_to_sign_in(litto: City) -> None:
    part = reverse("workshops:today", args=[litto.code])

    answer = Client().post(
        part, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/register/litto/?q=water"}
    )

    assert answer.status_code == 204
    assert answer["HX-Redirect"].endswith("?next=/register/litto/%3Fq%3Dwater&unsaved=1")


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        ("http://testserver/register/litto/?q=water", "/register/litto/%3Fq%3Dwater"),
        ("https://evil.example/register/litto/", "/register/litto/families/add/"),
        ("", "/register/litto/families/add/"),
    ],
)
def test_what_was_sent_after_the_session_ended_leads_back_to_its_page(
    litto: City, referer: str, back: str
) -> None:
    sent_to = reverse("register:family-create", args=[litto.code])

    answer = Client().post(sent_to, headers={"Referer": referer})

    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/sign-in/?next={back}&unsaved=1")


def test_a_look_after_the_session_ended_leads_back_to_what_was_asked_for(litto: City) -> None:
    page = reverse("register:stakeholder-list", args=[litto.code])

    answer = Client().get(page, headers={"Referer": "http://testserver/workshops/litto/"})

    assert answer["Location"].endswith(f"/sign-in/?next={page}")


def test_a_page_of_somebody_signed_in_stays_out_of_caches(litto: City, as_viewer: Client) -> None:
    answer = as_viewer.get(reverse("workshops:today", args=[litto.code]))

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_while_the_database_is_away_every_page_asks_to_come_back(litto: City, as_viewer: Client) -> None:
    as_viewer.raise_request_exception = False

    def away(*_args: object) -> None:
        raise OperationalError("connection refused")

    with connection.execute_wrapper(away):
        answer = as_viewer.get(reverse("workshops:today", args=[litto.code]))

    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert "Everything saved is kept" in answer.content.decode()


def test_a_failure_of_ours_says_so_without_detail(
    litto: City, as_viewer: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_viewer.raise_request_exception = False
    monkeypatch.setattr(City, "get_absolute_url", lambda _city: 1 / 0)

    answer = as_viewer.get(reverse("accounts:cities"))

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()
