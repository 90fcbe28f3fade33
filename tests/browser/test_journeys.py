"""The three journeys on the demo city, from signing in to the result."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize, expect

from ecosystem import demo
from ecosystem.models import City, Stakeholder, User
from tests.seeds import loadseed
from workshops.models import Listing, Partnership, Proposal, Workshop

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]
WALL: ViewportSize = {"width": 1920, "height": 1080}
PHONE: ViewportSize = {"width": 320, "height": 700}


@pytest.fixture
def litto_demo(live_app: str, tmp_path: Path, settings: object) -> City:
    """The demo city as `serve` loads it, with accounts of its own."""
    settings.VAR_DIR = tmp_path  # type: ignore[attr-defined]
    loadseed(demo=True, yes=True)
    return City.objects.get(is_fictional=True)


def sign_in_as(page: Page, address: str, role: str) -> None:
    """Sign in with one of the accounts that `serve` prints."""
    account = next(account for account in demo.accounts() if account.role == role)
    page.goto(address)
    page.get_by_label("Email address").fill(account.email)
    page.get_by_label("Password").fill(account.password)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.both_databases
def test_a_facilitator_goes_from_today_through_the_steps_to_the_map(
    page: Page, live_app: str, litto_demo: City, axe: Axe
) -> None:
    workshop = Workshop.objects.get(title="Prepaid water kiosks")
    sign_in_as(page, live_app, "facilitator")
    expect(page.get_by_role("heading", name="Prepaid water kiosks")).to_be_visible()

    page.get_by_role("link", name="Assess 10 stakeholders more").click()
    page.get_by_role("link", name=re.compile("^Assess ")).click()
    page.get_by_role("group", name=re.compile("ready are they")).get_by_text("works with it").click()
    expect(page.get_by_text("saved").first).to_be_visible()

    page.get_by_role("link", name=re.compile("3 Partnering")).click()
    axe(page)
    free = Listing.objects.of(workshop).filter(partnership=None, name="Eaux du Littoral").get()
    page.get_by_role("button", name=f"Choose {free.name}").click()
    card = page.get_by_role("article", name=free.name)
    card.get_by_label("First action").fill("Open the meters' data")
    card.get_by_label("First action").press("Tab")
    expect(card.get_by_text("saved")).to_be_visible()
    assert Partnership.objects.get(listing=free).first_action == "Open the meters' data"

    page.get_by_role("link", name="The plan on one page").click()
    expect(page.get_by_text("Open the meters' data")).to_be_visible()
    axe(page)

    page.goto(f"{live_app}{reverse('workshops:map', args=[litto_demo.code, workshop.pk])}")
    expect(page.get_by_text("4 partners").first).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Layers of the digital city").click()
    page.get_by_label("Find a stakeholder on the map").fill("Kiosko Lab")
    page.get_by_label("Find a stakeholder on the map").press("Enter")
    expect(page.get_by_role("region", name="Chosen stakeholder")).to_contain_text("Kiosko Lab")
    page.get_by_text("Download", exact=True).click()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Map to take along")).click()
    assert download.value.suggested_filename.endswith(".html")


def test_the_wall_shows_each_view_and_no_control(
    page: Page, live_app: str, litto_demo: City, sign_in: SignIn, axe: Axe
) -> None:
    workshop = Workshop.objects.get(title="Prepaid water kiosks")
    sign_in(page, User.objects.get(email="viewer@litto.example"))
    page.set_viewport_size(WALL)

    for view in ("ecosystem", "layers", "influence", "network"):
        wall = reverse("workshops:map-wall", args=[litto_demo.code, workshop.pk])
        page.goto(f"{live_app}{wall}?view={view}")
        expect(page.get_by_role("heading", level=1)).to_have_text("Prepaid water kiosks")
        assert page.locator("button, input, select, form").count() == 0
        axe(page)


def test_staff_accept_what_a_workshop_learnt(page: Page, live_app: str, litto_demo: City, axe: Axe) -> None:
    sign_in_as(page, live_app, "editor")
    page.get_by_role("link", name="proposals to accept or refuse").click()
    axe(page)
    proposal = Proposal.objects.pending().filter(field="readiness").select_related("listing").first()
    assert proposal
    name, level = proposal.listing.name, proposal.value["level"]

    page.get_by_role("button", name=re.compile(f"Accept the ticked ones.*{re.escape(name)}")).click()

    expect(page.get_by_role("status")).to_contain_text(f"The register now says so about {name}.")
    assert Stakeholder.objects.get(city=litto_demo, name=name).readiness == level


def test_an_admin_adds_a_city_and_invites_its_manager(page: Page, live_app: str, litto_demo: City) -> None:
    sign_in_as(page, live_app, "admin")
    page.goto(f"{live_app}{reverse('admin:ecosystem_city_add')}")
    page.get_by_role("textbox", name="Short name in addresses").fill("porto-seco")
    page.get_by_role("textbox", name="Name:", exact=True).fill("Porto Seco")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("was added successfully")).to_be_visible()

    page.goto(f"{live_app}{reverse('register:families', args=['porto-seco'])}")
    expect(page.get_by_role("heading", name="Local authorities")).to_be_visible()

    page.goto(f"{live_app}{reverse('accounts:members', args=['porto-seco'])}")
    page.get_by_label("Email address").fill("mayor@porto.example")
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_label("Link for mayor@porto.example")).to_have_value(re.compile("/invitation/"))


def test_steps_and_plan_fit_a_small_phone(
    page: Page, live_app: str, litto_demo: City, sign_in: SignIn, axe: Axe
) -> None:
    workshop = Workshop.objects.get(title="Prepaid water kiosks")
    sign_in(page, User.objects.get(email="facilitator@litto.example"))
    page.set_viewport_size(PHONE)
    pages = [
        reverse(f"workshops:{name}", args=[litto_demo.code, workshop.pk])
        for name in ("partnering", "plan", "map")
    ]

    for address in [*pages, reverse("workshops:proposals", args=[litto_demo.code])]:
        page.goto(f"{live_app}{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        axe(page)
