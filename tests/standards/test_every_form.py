"""Every form on every page, with what somebody could put into each of its fields."""

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import pytest
from django.db import connection, reset_queries
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from ecosystem.access.policies import PARTICIPANT
from ecosystem.models import City, User
from tests.pages import SeenPage
from tests.strangers import FOREIGN, STRANGE, strangers_rows
from tests.whole import LOOKED_AT, Whole, undone

pytestmark = pytest.mark.django_db
# A number no database holds.
TOO_BIG, HIDDEN_TEXT = "9" * 30, "a\x0bb\x00c\ufffe"
# A number no language reads, and digits of another script.
IN_TURN = ("9" * 5000, "٣")
LONG = 10  # fields; that two forms share so many is no chance
SIGN_IN = "/sign-in/"
PASTED = "pasted\x0bfrom elsewhere"
# What is wrong with a text, or with what is no value or code, as forms say it beside their fields.
SAID = r"has a hidden character \(U\+000B\)|class=\"errorlist|class=\"field-error"
WRITES = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe]")
BESIDE = 1500  # characters of markup between a field and what is said about it
# What addresses read that no form of a page sends.
ASKED = (
    *("q", "view", "open", "find", "from", "to", "date", "one", "other", "out", "in", "steps", "colour"),
    *("size", "family", "layer", "resource", "kind", "focus", "partners", "seen", "name", "page", "order"),
    *("status", "token", "back", "next", "around", "path", "compare", "with", "all", "layers", "layers_from"),
)
# What scripts send, and pages that show a form only at times; a text behind '~'.
ELSEWHERE = {
    "accounts:login": "username password next",
    "accounts:password-reset-confirm": "new_password1 new_password2",
    "accounts:member-restore": "back",
    "register:stakeholder-restore": "",
    "register:map-place": "view key x y",
    "register:map-redraw": "token",
    "register:figures-stop": "",
    "register:family-show": "",
    "phones:enter": "~name family table",
    "phones:contribute": "key ~name family ~reason",
    "phones:dots": "key listing count",
    "phones:pledge": "key listing kind ~text",
    "phones:check": "",
    "workshops:listing-take": "stakeholder",
    "workshops:family-waive": "~reason",
    "workshops:teams-choose": "listing",
    "workshops:map-place": "view key x y",
    "workshops:map-redraw": "token",
    "workshops:figures-stop": "",
    "workshops:slide-restore": "",
    "workshops:room-open": "is_anonymous",
    "workshops:room-rehearse": "participants",
    "workshops:room-act": "act contribution",
    "workshops:room-stage": "stage",
    "workshops:room-lock": "",
    "workshops:room-park": "~text",
    "workshops:room-settle": "",
    "workshops:room-tables-remove": "",
    "workshops:room-clock": "step",
    "workshops:room-undo": "",
    "workshops:room-round": "state",
    "workshops:room-again": "",
    "workshops:room-next": "",
    "workshops:room-decide": "item kind value",
    "workshops:room-hands": "item kind value hands",
    "workshops:room-accept": "contribution family listing ~name ~why",
    "workshops:room-merge": "contribution family listing ~name ~why",
    "workshops:room-aside": "contribution family listing ~name ~why",
    "workshops:room-hide": "contribution family listing ~name ~why",
    "workshops:room-pledge-confirm": "",
    "workshops:room-pledge-decline": "",
    "workshops:room-wall-shows": "wall",
}


@dataclass(frozen=True)
class Sending:
    """What a browser sends by one form of a page, and who sends it."""

    name: str
    url: str
    method: str
    fields: tuple[tuple[str, tuple[str, ...]], ...]
    is_phone: bool
    typed: dict[str, str] = field(default_factory=dict, compare=False)

    def with_(self, value: str, *places: str) -> "Sending":
        """Return the same with another value in some fields."""
        return self.filled(dict.fromkeys(places, value))

    def filled(self, values: dict[str, str]) -> "Sending":
        """Return the same with other values."""
        fields = tuple((name, (values[name],) if name in values else old) for name, old in self.fields)
        return replace(self, fields=fields)

    @property
    def places(self) -> list[str]:
        """The names of its fields; those that differ by the number of a row once."""
        return list({_stem(name): name for name, _values in self.fields}.values())

    def by(self, client: Client) -> HttpResponse:
        """Send it."""
        data: dict[str, Any] = {name: list(values) for name, values in self.fields}
        return client.get(self.url, data) if self.method == "get" else client.post(self.url, data)


@pytest.fixture
def whole(litto: City, manager: User, caplog: pytest.LogCaptureFixture) -> Whole:
    """Litto with two of everything, browsers that show a failure as a page, and a log that is not filled."""
    caplog.set_level(logging.CRITICAL, "django.request")
    city = Whole(litto, manager, "Water")
    city.grow(2)
    city.member.raise_request_exception = city.phone.client.raise_request_exception = False
    return city


def browser(whole: Whole, sending: Sending) -> Client:
    """Return who sends it."""
    return whole.phone.client if sending.is_phone else whole.member


def sendings(whole: Whole) -> list[Sending]:
    """Return what can be sent from the pages of the product, each form of its kind once."""
    found: dict[tuple[str, str, frozenset[str]], Sending] = {}
    for address in LOOKED_AT:
        url, is_phone = whole.url(address), address.policy == PARTICIPANT
        page = whole.browser(address).get(url)
        if page.status_code != 200 or not page["Content-Type"].startswith("text/html"):
            continue
        asked = Sending(address.name, url, "get", tuple((name, ("",)) for name in ASKED), is_phone)
        for sending in [asked, *_sent_from(page, url, is_phone=is_phone)]:
            kind = (sending.name, sending.method, frozenset(_stem(name) for name, _ in sending.fields))
            found.setdefault(kind, sending)
    return [*found.values(), *_sent_elsewhere(whole)]


def _sent_elsewhere(whole: Whole) -> Iterator[Sending]:
    """Yield what no page's form sends, with rows of the city where it names some."""
    known = {name: str(row) for name, row in whole.rows.items()} | {
        "key": str(uuid4()),
        "item": str(whole.room.rounds.get().items.earliest("pk").pk),
    }
    for address in LOOKED_AT:
        if address.name in ELSEWHERE:
            names = ELSEWHERE[address.name].split()
            fields = tuple((name.strip("~"), (known.get(name.strip("~"), "1"),)) for name in names)
            typed = {name.strip("~"): "text" for name in names if name.startswith("~")}
            is_phone = address.policy == PARTICIPANT
            yield Sending(address.name, whole.url(address), "post", fields, is_phone, typed)


def _sent_from(page: HttpResponse, url: str, *, is_phone: bool) -> Iterator[Sending]:
    for form in SeenPage(page).forms:
        action = urlsplit(form["action"] or url)
        fields = {name: tuple(values) for name, values in form["fields"].items()}
        fields |= {name: (value,) for name, value in form["buttons"].items()}
        fields |= {name: tuple(values) for name, values in parse_qs(action.query).items()}
        fields.pop("csrfmiddlewaretoken", None)
        path = action.path or url
        name = resolve(path).view_name
        yield Sending(name, path, form["method"], tuple(fields.items()), is_phone, form["typed"])


def _stem(name: str) -> str:
    """Return a field's name without the number or the kind of its row."""
    return re.sub(r"-[a-z_]+-(?=[a-z]+$)", "-*-", re.sub(r"\d+", "#", name))


def answered(whole: Whole, sending: Sending) -> tuple[HttpResponse, list[str]]:
    """Send it, take back what it wrote, and return the answer and what the database was told."""
    client = browser(whole, sending)
    # The log of a walk would grow beyond its end.
    reset_queries()
    with undone(client), CaptureQueriesContext(connection) as queries:
        answer = sending.by(client)
    assert not answer.headers.get("Location", "").startswith(f"{SIGN_IN}?next"), sending.name
    return answer, [query["sql"] for query in queries]


def test_every_address_that_takes_a_form_is_tried(whole: Whole) -> None:
    """So that no form is left out below: ELSEWHERE says what is sent where no page's form sends to."""
    tried = {sending.name for sending in sendings(whole) if sending.method == "post"}
    takes = set()
    for address in LOOKED_AT:
        is_phone = address.policy == PARTICIPANT
        answer, _told = answered(whole, Sending(address.name, whole.url(address), "post", (), is_phone))
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            takes.add(address.name)

    assert takes - tried == set()
    assert set(ELSEWHERE) <= takes


def one_by_one(sendings: list[Sending]) -> Iterator[tuple[Sending, list[str]]]:
    """Yield each form with the fields worth a look one by one.

    None of what is asked in an address: nothing there is refused for another's sake. Of a long form that
    stands on two pages, to add and to edit, each field once.
    """
    known = set()
    for sending in sendings:
        places = sending.places if sending.method == "post" else []
        if len(places) < LONG:
            yield sending, places
            continue
        area = sending.name.partition(":")[0]
        yield sending, [place for place in places if (area, _stem(place)) not in known]
        known |= {(area, _stem(place)) for place in places}


def tried(sendings: list[Sending]) -> Iterator[tuple[str, Sending]]:
    """Yield each form with hostile values in each of its fields and in all.

    Where text is typed, a number is a text like any other.
    """
    for sending, places in one_by_one(sendings):
        alone = [[name] for name in places]
        numbers = [[name] for name in places if sending.typed.get(name) != "text"]
        for value, chosen in ((TOO_BIG, numbers), (HIDDEN_TEXT, alone)):
            for names in chosen if places else [sending.places]:
                yield f"{sending.name} {' '.join(names[:1])}: {value[:9]!r}", sending.with_(value, *names)
        mixed = {name: IN_TURN[number % 2] for number, name in enumerate(sending.places)}
        yield f"{sending.name}: odd numbers", sending.filled(mixed)


def test_nothing_put_into_a_field_breaks_a_page_or_reaches_the_database_with_hidden_characters(
    whole: Whole,
) -> None:
    all_forms = sendings(whole)
    broken, stored = [], []

    for what, sending in tried(all_forms):
        answer, told = answered(whole, sending)
        if answer.status_code >= 500:
            broken.append(what)
        # PostgreSQL refuses even a question with a null in it.
        if any("\x00" in sql or (WRITES.match(sql) and HIDDEN.search(sql)) for sql in told):
            stored.append(what)

    assert len(all_forms) > 80
    assert (broken, stored) == ([], [])


def said_badly(sending: Sending, place: str, answer: HttpResponse, kept: list[str]) -> str:
    """Return what is wrong with how a page answers what was pasted into one field, '' for nothing."""
    page, is_page = answer.content.decode(), answer["Content-Type"].startswith("text/html")
    if answer.status_code < 400:
        return ""
    if answer.status_code not in {409, 422}:
        return f"answers {answer.status_code}"
    fields = [found.start() for found in re.finditer(f'name="{re.escape(place)}"', page)]
    said = [found.start() for found in re.finditer(SAID, page)]
    lost = [text for text in kept if is_page and text not in page]
    if not said or lost:
        return f"loses {lost}" if lost else "does not say what is wrong"
    is_beside = not fields or min(abs(one - other) for one in fields for other in said) < BESIDE
    return "" if is_beside else "does not say it beside the field"


def test_what_is_refused_is_said_beside_its_field_and_nothing_else_is_lost(whole: Whole) -> None:
    found = {}
    for sending in sendings(whole):
        if sending.method != "post":
            continue
        texts = [name for name in sending.places if sending.typed.get(name) == "text"]
        for place in texts:
            others = {name: f"Kept {number}" for number, name in enumerate(texts) if name != place}
            answer, _told = answered(whole, sending.filled({place: PASTED} | others))
            wrong = said_badly(sending, place, answer, list(others.values()))
            if wrong:
                found[sending.name, _stem(place)] = wrong

    assert found == {}


def foreign_tried(sendings: list[Sending]) -> Iterator[tuple[str, str, Sending]]:
    """Yield each form with another city's row where it names a row, by its name where one types."""
    for sending, places in one_by_one(sendings):
        if sending.method == "get":
            for before in ("", "s"):
                value = f"{before}{FOREIGN}"
                yield f"{sending.name} {value}", value, sending.with_(value, *sending.places)
            continue
        now = {name: values[0] if values else "" for name, values in sending.fields}
        # A version is no row.
        for name in {*places} - {"version"}:
            number = re.sub(r"\d+", str(FOREIGN), now[name]) if re.search(r"\d", now[name]) else str(FOREIGN)
            value = STRANGE if name in sending.typed else number
            yield f"{sending.name} {name}", value, sending.with_(value, name)


def test_no_form_reaches_a_row_of_another_city(whole: Whole, stranger: User) -> None:
    strangers_rows(stranger.memberships.get().city, whole.workshop.domain)
    seen, written = [], []

    for what, value, sending in foreign_tried(sendings(whole)):
        answer, told = answered(whole, sending)
        if value != STRANGE and STRANGE.encode() in answer.content:
            seen.append(what)
        # As a number of a row: text that holds it was typed by whoever sent it.
        if any(WRITES.match(sql) and re.search(rf"(?<![\w'-]){FOREIGN}(?![\w'])", sql) for sql in told):
            written.append(what)

    assert (seen, written) == ([], [])
