"""Presenting a workshop's map by keyboard, and choosing states of then and now by slider."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, User
from tests.factories import DrawnRelationFactory, FamilyFactory, ListingFactory, SlideFactory, WorkshopFactory
from workshops.snapshots import keep_state

SignIn = Callable[[Page, User], None]


def test_a_presentation_is_stepped_and_left_by_keyboard(
    page: Page, live_app: str, sign_in: SignIn, viewer: User, litto: City, axe: Callable[[Page], None]
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    ListingFactory.create(workshop=workshop, name="Water Office")
    for position, caption in enumerate(("All of us", "Who is missing")):
        SlideFactory.create(workshop=workshop, caption=caption, position=position)
    sign_in(page, viewer)

    page.goto(live_app + reverse("workshops:presentation", args=[litto.code, workshop.pk]))
    expect(page.get_by_role("heading", name="All of us")).to_be_visible()
    expect(page.get_by_role("heading", name="Who is missing")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Who is missing")).to_be_visible()
    expect(page.get_by_role("status")).to_have_text("2 of 2: Who is missing")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("status")).to_have_text("2 of 2: Who is missing")
    axe(page)
    page.keyboard.press("Escape")
    expect(page).to_have_url(re.compile(r"/map/$"))


def test_what_is_set_on_the_map_need_not_be_typed_again_for_a_new_state(
    page: Page, live_app: str, sign_in: SignIn, facilitator: User, litto: City, axe: Callable[[Page], None]
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    ngos, firms = (FamilyFactory.create(city=litto, names={"en": name}) for name in ("NGOs", "Firms"))
    office = ListingFactory.create(workshop=workshop, name="Water Office", family=ngos)
    bank = ListingFactory.create(workshop=workshop, name="Port Bank", family=firms)
    DrawnRelationFactory.create(source=office, target=bank, kind="funds")
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:map", args=[litto.code, workshop.pk]))
    expect(page.locator("[data-canvas]")).to_be_visible()

    page.get_by_role("link", name="Network").click()
    page.get_by_role("checkbox", name="Firms").uncheck()
    page.get_by_role("radio", name="funds").check()
    page.get_by_label("Partners only").check()
    page.get_by_label("Find a stakeholder on the map").fill("Water Office")
    page.get_by_text("Read and present").click()
    page.get_by_role("link", name="Add this state to the presentation").click()

    form = page.locator(".slide-form")
    for label, value in {
        "View": "network",
        "Only this family": ngos.code,
        "Only this kind of relation": "funds",
        "Only this stakeholder and whom it works with": str(office.pk),
    }.items():
        expect(form.get_by_label(re.compile(f"^{label}"))).to_have_value(value)
    expect(form.get_by_label("Partners only")).to_be_checked()
    axe(page)
    form.get_by_label("Caption").fill("Who is funded")
    page.get_by_role("button", name="Add this state to the presentation").click()
    expect(page.get_by_role("listitem").filter(has_text="Who is funded")).to_contain_text("Water Office")


def test_the_slider_chooses_a_state(
    page: Page, live_app: str, sign_in: SignIn, facilitator: User, litto: City, axe: Callable[[Page], None]
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    keep_state(workshop, "Empty", by=facilitator)
    ListingFactory.create(workshop=workshop, name="Water Office")
    keep_state(workshop, "With the office", by=facilitator)
    sign_in(page, facilitator)

    page.goto(live_app + reverse("workshops:then", args=[litto.code, workshop.pk]))
    expect(page.get_by_text("Joined")).to_be_visible()
    page.get_by_role("slider", name="Then").press("ArrowRight")
    expect(page.get_by_role("heading", name="0 changes")).to_be_visible()
    expect(page.get_by_role("combobox", name="Then")).to_contain_text("With the office")
    axe(page)
    page.goto(live_app + reverse("workshops:presentation-edit", args=[litto.code, workshop.pk]))
    axe(page)
