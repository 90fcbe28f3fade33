"""Reading the map: around somebody, between two, in another look."""

import itertools
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, RelationKind, Stakeholder, User
from tests.factories import (
    FamilyFactory,
    ListingFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
    WorkshopFactory,
)


@pytest.fixture
def chain(litto: City) -> list[Stakeholder]:
    """Five stakeholders in a row."""
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    row = [
        StakeholderFactory.create(city=litto, family=family, name=name)
        for name in ("Water Office", "Kiosko Lab", "Jeton Pay", "Eau pour Tous", "AKL")
    ]
    for source, target in itertools.pairwise(row):
        RelationFactory.create(source=source, target=target, kind=RelationKind.FUNDS)
    ResourceFactory.create(stakeholder=row[0])
    return row


def test_a_viewer_reads_around_somebody_and_between_two(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    viewer: User,
    litto: City,
    chain: list[Stakeholder],
    axe: Callable[[Page], None],
) -> None:
    page.set_viewport_size({"width": 1280, "height": 1000})
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    page.get_by_text("Around and between").click()
    page.get_by_role("combobox", name="Who").fill("Kiosko Lab")
    page.get_by_role("button", name="Read", exact=True).click()

    said = page.get_by_role("status").filter(has_text="Kiosko Lab has relations with 2 stakeholders.")
    expect(said).to_have_count(1)
    expect(page.get_by_text("3 of 5 on the map").first).to_be_visible()
    expect(page).to_have_url(re.compile("about=Kiosko"))

    page.get_by_role("combobox", name="Compare with").fill("AKL")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_text("From Kiosko Lab to AKL it is 3 relations, by 1 way.").first).to_be_visible()
    axe(page)

    page.get_by_role("button", name="Show all again").click()
    expect(page.get_by_text("5 of 5 on the map").first).to_be_visible()
    expect(page).not_to_have_url(re.compile("about="))


def test_a_viewer_chooses_what_colour_and_size_say(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    viewer: User,
    litto: City,
    chain: list[Stakeholder],
    axe: Callable[[Page], None],
) -> None:
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    page.get_by_role("link", name="Network").click()
    page.get_by_role("combobox", name="Colour").select_option(label="Community")
    expect(page).to_have_url(re.compile("view=network.*colour=community"))
    page.get_by_role("checkbox", name="Community A").uncheck()
    expect(page.get_by_text("2 of 5 on the map").first).to_be_visible()

    page.get_by_role("combobox", name="Size").select_option(label="Betweenness")
    expect(page).to_have_url(re.compile("colour=community.*size=betweenness"))
    expect(page.get_by_text("Betweenness, 0 to 1")).to_be_visible()
    axe(page)


def test_reading_around_somebody_leaves_the_map_in_sight(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    facilitator: User,
    litto: City,
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    family = FamilyFactory.create(city=litto, names={"en": "Firms"}, mark="FI")
    for name in ("Water Office", "Kiosko Lab"):
        ListingFactory.create(workshop=workshop, name=name, family=family)
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:map", args=[litto.code, workshop.pk]))
    names = [page.get_by_text(name, exact=True) for name in ("Around and between", "Draw a relation")]
    names[0].click()
    fields = [page.get_by_role("combobox", name=name) for name in ("Who", "Compare with")]
    assert len({round(field.bounding_box()["y"]) for field in fields}) == 1  # type: ignore[index]
    assert len({round(name.bounding_box()["y"]) for name in names}) == 1  # type: ignore[index]
    fields[0].fill("Water Office")
    fields[1].fill("Kiosko Lab")
    page.get_by_role("button", name="Read", exact=True).click()
    expect(page.get_by_role("table").filter(has_text="Readiness").first).to_be_visible()
    canvas = page.locator("[data-canvas]").bounding_box()
    assert canvas
    assert canvas["y"] < 800 * 2 / 3

    page.set_viewport_size({"width": 360, "height": 740})
    assert len({round(field.bounding_box()["y"]) for field in fields}) == 1  # type: ignore[index]
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
