"""Each answer tells the browser what it may do: run our own files, and nothing else."""

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from ecosystem.models import City


def policy_of(client: Client, url: str) -> dict[str, str]:
    """Return the directives of an answer's Content-Security-Policy."""
    header = client.get(url)["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


@pytest.mark.parametrize("page", ["accounts:login", "missing", "register:map"])
def test_scripts_and_styles_come_from_us_alone(as_viewer: Client, litto: City, page: str) -> None:
    url = "/no/such/page/" if page == "missing" else reverse(page, args=[litto.code] if "map" in page else [])

    policy = policy_of(Client() if page == "accounts:login" else as_viewer, url)

    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"


def test_pages_are_neither_framed_nor_sniffed_nor_told_to_others(db: None) -> None:
    answer = Client().get(reverse("accounts:login"))

    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize(("failure", "status"), [(RuntimeError, 500), (OperationalError, 503)])
def test_a_failure_carries_the_policy_too_and_leaves_no_copy(
    as_viewer: Client, litto: City, monkeypatch: pytest.MonkeyPatch, failure: type[Exception], status: int
) -> None:
    def fail(_city: City) -> None:
        raise failure

    monkeypatch.setattr("workshops.views.today.today_of", fail)
    as_viewer.raise_request_exception = False

    answer = as_viewer.get(litto.get_absolute_url())

    assert answer.status_code == status
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("is_secure", [False, True])
def test_a_host_that_is_not_ours_is_refused_under_the_policy(
    db: None, settings: object, is_secure: bool
) -> None:
    settings.SECURE_SSL_REDIRECT = is_secure  # type: ignore[attr-defined]

    answer = Client(headers={"host": "evil.example"}).get(reverse("accounts:login"))

    assert answer.status_code == 400
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert "evil" not in answer.content.decode()
