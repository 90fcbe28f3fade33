"""A facilitator walks through two stakeholders, by keyboard only, and nothing is lost on the way."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ecosystem.models import City, User
from tests.factories import (
    AnswerFactory,
    FamilyFactory,
    ListingFactory,
    ProfileStatementFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Listing, Question

HOLDS = re.compile("^holds.*Wants a better")
SignIn = Callable[[Page, User], None]
KEEPERS, CARRIERS = "Kiosk keepers’ association", "Water carriers’ union"


@pytest.fixture
def keepers(litto: City) -> Listing:
    """The first of two listed stakeholders; the register knows its readiness and one resource."""
    family = FamilyFactory.create(city=litto, code="provider", names={"en": "Small and informal providers"})
    entry = StakeholderFactory.create(city=litto, name=KEEPERS, family=family)
    workshop = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    first = ListingFactory.create(workshop=workshop, name=KEEPERS, family=family, stakeholder=entry)
    ListingFactory.create(workshop=workshop, name=CARRIERS, family=family)
    AnswerFactory.create(
        listing=first,
        question=Question.RESOURCE,
        kind="data",
        value=2,
        note="Demand by hour",
        origin="register",
    )
    ProfileStatementFactory.create(
        family=FamilyFactory.create(city=None, code="provider"),
        domain=workshop.domain,
        gain="profit",
        texts={"en": "Wants a better organised offer that earns more."},
    )
    return first


@pytest.fixture
def at_keepers(page: Page, live_app: str, keepers: Listing, facilitator: User, sign_in: SignIn) -> Page:
    """The questions about the keepers, opened by the facilitator."""
    sign_in(page, facilitator)
    workshop = keepers.workshop
    page.goto(
        live_app
        + reverse("workshops:identification-listing", args=[workshop.city.code, workshop.pk, keepers.pk])
    )
    return page


def row(page: Page, legend: str) -> Locator:
    """Return the row with this legend."""
    return page.locator("answer-row").filter(has=page.get_by_role("group", name=legend))


def test_two_stakeholders_by_keyboard_alone(
    page: Page, live_app: str, keepers: Listing, facilitator: User, sign_in: SignIn
) -> None:
    sign_in(page, facilitator)
    workshop = keepers.workshop
    page.goto(live_app + reverse("workshops:identification", args=[workshop.city.code, workshop.pk]))
    page.get_by_role("link", name=f"Assess {KEEPERS}").press("Enter")
    expect(page.get_by_role("heading", name=KEEPERS)).to_be_visible()
    expect(page.locator("answer-row:defined").first).to_be_attached()

    ready = row(page, "How ready are they")
    ready.get_by_role("radio", name="avoids it").focus()
    page.keyboard.press("3")
    expect(ready.get_by_role("radio", name="starting")).to_be_checked()
    expect(ready.get_by_role("status")).to_contain_text("saved")
    page.keyboard.press("ArrowRight")
    expect(ready.get_by_role("radio", name="works with it")).to_be_checked()

    matters = row(page, "How much does this project matter")
    matters.get_by_role("radio").first.focus()
    page.keyboard.press("?")
    expect(matters.get_by_role("radio", name="do not know")).to_be_checked()
    expect(matters.get_by_role("status")).to_contain_text("saved")

    page.keyboard.press("Alt+n")
    expect(page.get_by_role("heading", name=CARRIERS)).to_be_visible()
    expect(page.locator("answer-row:defined").first).to_be_attached()
    influence = row(page, "How much influence")
    influence.get_by_role("radio").first.focus()
    page.keyboard.press("5")
    expect(influence.get_by_role("status")).to_contain_text("saved")

    page.keyboard.press("Alt+p")
    expect(row(page, "How ready are they").get_by_role("radio", name="works with it")).to_be_checked()
    expect(row(page, "How much does this").get_by_role("radio", name="do not know")).to_be_checked()


def test_what_the_register_knows_is_confirmed_by_choosing_it(at_keepers: Page) -> None:
    data = row(at_keepers, "Data")
    expect(data.get_by_role("status")).to_contain_text("from the register")

    data.get_by_role("button", name="Confirm").press("Enter")

    expect(data.get_by_role("status")).to_contain_text("saved")
    expect(data.get_by_role("radio", name="clear")).to_be_focused()
    at_keepers.reload()
    expect(data.get_by_role("status")).not_to_contain_text("from the register")
    expect(data.get_by_role("textbox")).to_have_value("Demand by hour")


def test_enter_in_a_note_saves_it_and_clears_nothing(at_keepers: Page) -> None:
    data = row(at_keepers, "Data")

    data.get_by_role("textbox").fill("Demand by street")
    at_keepers.keyboard.press("Enter")

    expect(data.get_by_role("status")).to_contain_text("saved")
    at_keepers.reload()
    expect(data.get_by_role("radio", name="clear")).to_be_checked()
    expect(data.get_by_role("textbox")).to_have_value("Demand by street")


def test_clearing_opens_the_row_again_and_stays_in_it(at_keepers: Page) -> None:
    profit = row(at_keepers, "Profit")
    profit.get_by_role("radio", name="strong").check()
    expect(profit.get_by_role("status")).to_contain_text("saved")

    profit.get_by_role("button", name="Clear").press("Enter")

    expect(profit.get_by_role("status")).to_contain_text("open again")
    expect(profit.get_by_role("radio", name="strong")).not_to_be_checked()
    expect(profit.get_by_role("radio", name="none")).to_be_focused()


def test_what_cannot_be_sent_says_so_and_is_sent_when_the_connection_is_back(at_keepers: Page) -> None:
    ready = row(at_keepers, "How ready are they")
    at_keepers.context.set_offline(True)

    ready.get_by_role("radio", name="curious").check()

    expect(ready.get_by_role("status")).to_contain_text("Not saved: no connection.")
    expect(ready.get_by_role("radio", name="curious")).to_be_checked()
    assert not Answer.objects.filter(question=Question.READINESS).exists()

    at_keepers.context.set_offline(False)

    expect(ready.get_by_role("status")).to_contain_text("saved")
    expect(ready.get_by_role("status")).not_to_contain_text("Not saved")
    at_keepers.reload()
    expect(ready.get_by_role("radio", name="curious")).to_be_checked()


def test_a_typical_statement_that_holds_fills_its_row(at_keepers: Page) -> None:
    at_keepers.get_by_role("button", name=HOLDS).press("Enter")

    profit = row(at_keepers, "Profit")
    expect(profit.get_by_role("status")).to_contain_text("from the profile")
    expect(profit.get_by_role("radio", name="some")).to_be_checked()
    expect(at_keepers.get_by_role("button", name=HOLDS)).to_be_focused()


def test_saving_moves_nothing_on_the_page(at_keepers: Page) -> None:
    influence = row(at_keepers, "How much influence")

    def place() -> object:
        return influence.evaluate("row => row.getBoundingClientRect().top + scrollY")

    before = place()

    for legend, choice in (("How ready are they", "curious"), ("Profit", "some"), ("Visibility", "agreed")):
        line = row(at_keepers, legend)
        line.get_by_role("radio", name=choice, exact=True).check()
        expect(line.get_by_role("status")).to_contain_text("saved")
    row(at_keepers, "Data").get_by_role("button", name="Confirm").click()
    expect(row(at_keepers, "Data").get_by_role("status")).to_contain_text("saved")

    assert place() == before


def test_without_script_a_row_is_saved_by_its_button(
    browser_context_args: dict[str, object],
    page: Page,
    live_app: str,
    keepers: Listing,
    facilitator: User,
    sign_in: SignIn,
) -> None:
    browser = page.context.browser
    assert browser is not None
    with browser.new_context(**browser_context_args, java_script_enabled=False) as context:  # type: ignore[arg-type]
        plain = context.new_page()
        sign_in(plain, facilitator)
        workshop = keepers.workshop
        plain.goto(
            live_app
            + reverse("workshops:identification-listing", args=[workshop.city.code, workshop.pk, keepers.pk])
        )
        interest = row(plain, "How much does this project matter")
        interest.get_by_role("radio", name="high", exact=True).check()
        interest.get_by_role("button", name="Save").click()

        expect(plain.get_by_text("Kept.")).to_be_visible()
        expect(interest.get_by_role("radio", name="high", exact=True)).to_be_checked()


def test_the_pages_are_accessible_and_fit_a_phone(
    at_keepers: Page, axe: Callable[[Page], None], keepers: Listing
) -> None:
    axe(at_keepers)
    at_keepers.set_viewport_size({"width": 320, "height": 640})
    axe(at_keepers)
    assert at_keepers.evaluate("document.documentElement.scrollWidth") == 320

    at_keepers.goto(at_keepers.url.removesuffix(f"{keepers.pk}/"))
    axe(at_keepers)
    assert at_keepers.evaluate("document.documentElement.scrollWidth") == 320
