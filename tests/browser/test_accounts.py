"""People sign in, are invited and join, with a mouse, by keyboard and on a phone."""

from collections.abc import Callable

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Browser, Page, ViewportSize, expect

from ecosystem.models import City, Role, User
from tests.factories import PASSWORD, CityFactory, InvitationFactory, MembershipFactory, UserFactory

SignIn = Callable[[Page, User], None]
Check = Callable[[Page], None]
NEW_PASSWORD = "canoe-and-dune-31"
PHONE: ViewportSize = {"width": 320, "height": 640}


def test_a_wrong_password_is_refused_and_the_right_one_opens_the_city(
    page: Page, live_app: str, litto: City, viewer: User
) -> None:
    page.goto(f"{live_app}{reverse('accounts:login')}")
    page.get_by_label("Email address").fill(viewer.email)
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    expect(page.get_by_text("do not belong together")).to_have_count(1)
    expect(page.get_by_label("Email address")).to_have_value(viewer.email)

    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page).to_have_url(f"{live_app}{litto.get_absolute_url()}")


def test_the_keyboard_alone_signs_in(page: Page, live_app: str, litto: City, viewer: User) -> None:
    page.goto(f"{live_app}{reverse('accounts:login')}")
    expect(page.get_by_label("Email address")).to_be_focused()

    page.keyboard.type(viewer.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_app}{litto.get_absolute_url()}")


def test_somebody_invited_joins_and_appears_in_the_list(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn, browser: Browser
) -> None:
    sign_in(page, manager)
    page.goto(f"{live_app}{reverse('accounts:members', args=[litto.code])}")
    page.get_by_label("Email address", exact=True).fill("awa@litto.example")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_label("Link for awa@litto.example").input_value()

    elsewhere = browser.new_context()
    guest = elsewhere.new_page()
    page.get_by_role("button", name="Copy awa@litto.example").click()
    expect(page.get_by_role("status")).to_have_text("The link is copied.")
    guest.goto(link)
    guest.get_by_label("Your name").fill("Awa Mensah")
    guest.get_by_label("Password", exact=True).fill(NEW_PASSWORD)
    guest.get_by_label("Password confirmation").fill(NEW_PASSWORD)
    guest.get_by_role("button", name="Make my account and join").click()
    expect(guest.get_by_text("Welcome to Litto.")).to_be_visible()
    elsewhere.close()

    page.reload()
    expect(page.get_by_role("rowheader", name="Awa Mensah")).to_be_visible()
    expect(page.get_by_label("Link for awa@litto.example")).to_have_count(0)


def test_a_member_taken_out_by_mistake_is_brought_back(
    page: Page, live_app: str, litto: City, manager: User, editor: User, sign_in: SignIn
) -> None:
    sign_in(page, manager)
    page.goto(f"{live_app}{reverse('accounts:members', args=[litto.code])}")

    page.get_by_role("button", name=f"Remove {editor}").click()
    expect(page.get_by_role("row", name=str(editor))).to_have_count(0)
    page.get_by_role("button", name="Undo").click()

    expect(page.get_by_role("row", name=str(editor))).to_have_count(1)


def addresses_for_everybody(city: City, user: User) -> list[str]:
    """Return the pages that nobody needs to be signed in for."""
    ended = InvitationFactory.create(city=city, ends_at="2020-01-01T00:00Z")
    known = InvitationFactory.create(city=city, email=user.email)
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    token = default_token_generator.make_token(user)
    return [
        reverse("accounts:login"),
        reverse("accounts:password-reset"),
        reverse("accounts:password-reset-sent"),
        reverse("accounts:password-reset-confirm", args=[uid, token]),
        reverse("accounts:password-reset-confirm", args=[uid, "used-up"]),
        reverse("accounts:password-reset-done"),
        *(
            reverse("accounts:accept", args=[row.token])
            for row in (InvitationFactory.create(city=city), ended, known)
        ),
    ]


def looks_right(page: Page, axe: Check) -> None:
    """Fail on what axe finds, and on a page wider than the phone it is read on."""
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], page.url
    for control in page.locator("main").locator("input, select, button").all():
        box = control.bounding_box()
        assert box is None or box["x"] + box["width"] <= PHONE["width"], (page.url, control)


def test_every_page_before_signing_in_is_accessible_and_fits_a_phone(
    page: Page, live_app: str, litto: City, axe: Check
) -> None:
    page.set_viewport_size(PHONE)
    for path in addresses_for_everybody(litto, UserFactory.create()):
        page.goto(f"{live_app}{path}")
        looks_right(page, axe)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_of_a_manager_is_accessible_and_fits_a_phone(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn, axe: Check, scheme: str
) -> None:
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size(PHONE)
    invited = InvitationFactory.create(city=litto)
    MembershipFactory.create(city=litto, user__name="Awa Mensah-Lagune of the Water and Sanitation Office")
    MembershipFactory.create(user=manager, city=CityFactory.create(name="Porto Seco"), role=Role.VIEWER)
    sign_in(page, manager)
    for path in (
        reverse("accounts:cities"),
        reverse("accounts:members", args=[litto.code]),
        reverse("accounts:password-change"),
        reverse("accounts:accept", args=[invited.token]),
    ):
        page.goto(f"{live_app}{path}")
        looks_right(page, axe)
