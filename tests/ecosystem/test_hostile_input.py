"""Whatever is put into an address or a form, the answer is a page and never a failure of the server."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City
from tests.factories import FamilyFactory, ListingFactory, StakeholderFactory, WorkshopFactory

TEXTS = {
    "null": "\x00",
    "null within": "a\x00b",
    "wildcard": "%",
    "quote": "'",
    "digits of another script": "٣",
    "a number no database holds": "9" * 30,
    "a number no language reads": "9" * 5000,
    "too long": "x" * 5000,
    "markup": '"><script>alert(1)</script>',
}
TOO_BIG = 10**30


@pytest.fixture
def parts(litto: City) -> dict[str, int]:
    """The numbers of a workshop and a family of Litto."""
    return {
        "workshop": WorkshopFactory.create(city=litto).pk,
        "family": FamilyFactory.create(city=litto).pk,
        "stakeholder": StakeholderFactory.create(city=litto).pk,
        "listing": ListingFactory.create(workshop__city=litto).pk,
    }


def questions(parts: dict[str, int], text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield addresses that read what people type, with `text` in each place."""
    workshop, family = parts["workshop"], parts["family"]
    suggest = reverse("workshops:listing-suggest", args=["litto", workshop, family])
    yield suggest, {"q": text}
    yield reverse("register:stakeholder-choices", args=["litto"]), {"q": text}
    filters = ("q", "family", "layer", "resource", "status", "order", "page")
    yield reverse("register:stakeholder-list", args=["litto"]), dict.fromkeys(filters, text)
    yield reverse("register:family-typical", args=["litto"]), {"family": text}
    yield reverse("register:stakeholder-create", args=["litto"]), {"family": text}
    yield reverse("workshops:listing", args=["litto", workshop]), {"family": text}
    yield reverse("workshops:map", args=["litto", workshop]), {"view": text}
    yield reverse("workshops:what-if", args=["litto", workshop]), {"out": text, "in": text}
    yield reverse("register:map", args=["litto"]), {"view": text}


def forms(parts: dict[str, int], text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield addresses that take forms, with `text` in each field."""
    workshop, family = parts["workshop"], parts["family"]
    add = reverse("workshops:listing-add", args=["litto", workshop, family])
    yield add, {"name": text}
    yield add, {"name": "Keepers", "stakeholder": text}
    yield reverse("workshops:step", args=["litto", workshop]), {"step": text}
    move = {"view": "network", "key": text, "x": "1", "y": "2"}
    yield reverse("workshops:map-place", args=["litto", workshop]), move
    fields = ("name", "family", "website", "readiness", "tags", "layers", "confirmed_on")
    yield reverse("register:stakeholder-create", args=["litto"]), dict.fromkeys(fields, text)
    yield reverse("workshops:create", args=["litto"]), dict.fromkeys(("title", "domain", "date"), text)
    entry = reverse("register:stakeholder-edit", args=["litto", parts["stakeholder"]])
    yield entry, dict.fromkeys(fields, text) | {"version": "0"}
    here = f"relation-{text}"
    yield entry, {"version": "1", "asked": here, f"choose-{here}": "stored", "relations-TOTAL_FORMS": "0"}
    confirm = reverse("register:stakeholder-confirm", args=["litto", parts["stakeholder"]])
    yield confirm, {"version": text}
    decide = reverse("workshops:proposals-decide", args=["litto", parts["listing"]])
    yield decide, {"proposal": text, "version": text}
    yield reverse("accounts:login"), {"username": text, "password": text}
    yield reverse("accounts:password-reset"), {"email": text}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_odd_text_in_an_address_is_answered(as_facilitator: Client, parts: dict[str, int], text: str) -> None:
    answers = {url: as_facilitator.get(url, data).status_code for url, data in questions(parts, text)}

    assert {url: status for url, status in answers.items() if status >= 500} == {}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_odd_text_in_a_form_is_answered(as_facilitator: Client, parts: dict[str, int], text: str) -> None:
    answers = [(url, as_facilitator.post(url, data).status_code) for url, data in forms(parts, text)]

    assert [answer for answer in answers if answer[1] >= 500] == []


@pytest.mark.parametrize(
    "address",
    [
        f"/workshops/litto/{TOO_BIG}/listing/",
        f"/workshops/litto/{TOO_BIG}/map/",
        f"/register/litto/{TOO_BIG}/",
        f"/register/litto/map/stakeholder/{TOO_BIG}/",
    ],
)
def test_a_number_no_database_holds_is_not_found(as_facilitator: Client, address: str) -> None:
    assert as_facilitator.get(address).status_code == 404
