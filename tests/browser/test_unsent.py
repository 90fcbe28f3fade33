"""A session ends while somebody types: what they typed waits until they are signed in again."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from ecosystem.models import City, Relation, Stakeholder, User
from tests.factories import (
    PASSWORD,
    FamilyFactory,
    ListingFactory,
    MembershipFactory,
    RelationFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Answer, Partnership

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
WAITS = "What you typed waits in this tab"
OFFERED = "not saved yet"


@pytest.fixture
def office(live_app: str, litto: City) -> Stakeholder:
    """An entry of the register with one relation."""
    family = FamilyFactory.create(city=litto, names={"en": "Local authorities"})
    office = StakeholderFactory.create(city=litto, name="Water and Sanitation Office", family=family)
    union = StakeholderFactory.create(city=litto, name="Water carriers’ union", family=family)
    RelationFactory.create(source=office, target=union)
    return office


@pytest.fixture
def at_form(page: Page, live_app: str, office: Stakeholder, facilitator: User, sign_in: SignIn) -> Page:
    """The office's form with something typed into it, after the session has ended."""
    sign_in(page, facilitator)
    page.goto(f"{live_app}{office.get_absolute_url()}edit/")
    page.get_by_label("Area").fill("Port-Bas")
    page.get_by_role("button", name="One more relation").click()
    added = page.locator(".relation-row").last
    added.get_by_label("Relation").select_option("funds")
    added.get_by_role("combobox", name="With whom").fill("Water carriers’ union")
    Session.objects.all().delete()
    return page


def sign_in_again(page: Page, user: User) -> None:
    page.get_by_label("Email address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_a_long_form_is_saved_after_signing_in_again(
    at_form: Page, office: Stakeholder, facilitator: User, axe: Axe
) -> None:
    address = at_form.url
    at_form.get_by_role("button", name="Save", exact=True).click()
    expect(at_form.get_by_text(WAITS)).to_be_visible()
    at_form.get_by_label("Password").fill("a slip of the keyboard")
    at_form.get_by_role("button", name="Sign in").click()
    expect(at_form.get_by_text(WAITS)).to_be_visible()
    axe(at_form)
    sign_in_again(at_form, facilitator)

    expect(at_form).to_have_url(address)
    expect(at_form.get_by_text(OFFERED)).to_be_visible()
    axe(at_form)
    at_form.get_by_role("button", name="Save it now").click()

    expect(at_form.get_by_role("status").filter(has_text="is saved")).to_be_visible()
    office.refresh_from_db()
    assert office.area == "Port-Bas"
    assert Relation.objects.filter(source=office, kind="funds").exists()
    at_form.goto(address)
    expect(at_form.get_by_role("heading", level=1)).to_be_visible()
    expect(at_form.get_by_text(OFFERED)).to_have_count(0)


def test_what_is_thrown_away_is_gone(at_form: Page, facilitator: User) -> None:
    at_form.get_by_role("button", name="Save", exact=True).click()
    sign_in_again(at_form, facilitator)
    at_form.get_by_role("button", name="Throw it away").click()

    expect(at_form.get_by_text(OFFERED)).to_have_count(0)
    at_form.reload()
    expect(at_form.get_by_role("heading", level=1)).to_be_visible()
    expect(at_form.get_by_text(OFFERED)).to_have_count(0)


def test_nobody_else_who_signs_in_there_sees_it(at_form: Page, litto: City, facilitator: User) -> None:
    other = MembershipFactory.create(city=litto, role=2).user
    address = at_form.url
    at_form.get_by_role("button", name="Save", exact=True).click()
    sign_in_again(at_form, other)
    expect(at_form).to_have_url(address)
    expect(at_form.get_by_text(OFFERED)).to_have_count(0)
    expect(at_form.locator("unsent-form:defined")).to_be_attached()
    assert at_form.evaluate("Object.keys(sessionStorage).filter((key) => key.startsWith('form-'))") == []


def test_what_the_page_asks_by_itself_does_not_leave_a_form_half_typed(
    at_form: Page, live_app: str, litto: City, facilitator: User, sign_in: SignIn
) -> None:
    sign_in(at_form, facilitator)
    at_form.goto(live_app + reverse("register:stakeholder-create", args=[litto.code]))
    Session.objects.all().delete()
    at_form.get_by_label("Name", exact=True).fill("Eau pour Tous")
    with at_form.expect_response(lambda response: "/twins/" in response.url):
        at_form.get_by_label("Short name").focus()
    at_form.get_by_label("Family").select_option("Local authorities")
    at_form.get_by_role("button", name="Add to the register").click()
    sign_in_again(at_form, facilitator)
    at_form.get_by_role("button", name="Save it now").click()

    expect(at_form.get_by_role("heading", name="Eau pour Tous")).to_be_visible()


def test_a_form_that_was_open_while_somebody_signed_in_anew_is_not_lost(
    at_form: Page, context: BrowserContext, office: Stakeholder, facilitator: User, sign_in: SignIn, axe: Axe
) -> None:
    sign_in(at_form, facilitator)
    context.clear_cookies(name="csrftoken")
    at_form.get_by_role("button", name="Save", exact=True).click()
    expect(at_form.get_by_role("heading", name="This page was open for too long")).to_be_visible()
    axe(at_form)
    at_form.get_by_role("link", name="Back to what you typed").click()
    at_form.get_by_role("button", name="Save it now").click()

    expect(at_form.get_by_role("status").filter(has_text="is saved")).to_be_visible()
    office.refresh_from_db()
    assert office.area == "Port-Bas"


def test_an_answer_and_a_partner_chosen_after_the_session_ended_are_kept(
    page: Page, live_app: str, office: Stakeholder, facilitator: User, sign_in: SignIn
) -> None:
    workshop = WorkshopFactory.create(city=office.city)
    listing = ListingFactory.create(workshop=workshop, family=office.family, name="Kiosk keepers")
    parts = [workshop.city.code, workshop.pk]
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:identification-listing", args=[*parts, listing.pk]))
    expect(page.locator("answer-row:defined").first).to_be_attached()
    Session.objects.all().delete()
    page.get_by_role("group", name="How ready are they").get_by_text("curious").click()
    expect(page.get_by_text(WAITS)).to_be_visible()
    sign_in_again(page, facilitator)
    page.get_by_role("button", name="Save it now").click()
    expect(page.get_by_role("group", name="How ready are they").get_by_label("curious")).to_be_checked()
    assert Answer.objects.get(listing=listing, question="readiness").value == 2

    page.goto(live_app + reverse("workshops:partnering", args=parts))
    Session.objects.all().delete()
    page.get_by_role("button", name="Choose Kiosk keepers").click()
    sign_in_again(page, facilitator)
    expect(page.get_by_text(OFFERED)).to_be_visible()
    page.get_by_role("button", name="Save it now").click()
    expect(page.get_by_text(OFFERED)).to_have_count(0)
    assert Partnership.objects.filter(listing=listing).exists()
