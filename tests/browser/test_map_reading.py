"""Reading the map: around somebody, between two, in another look."""

import itertools
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, RelationKind, Stakeholder, User
from tests.factories import FamilyFactory, RelationFactory, ResourceFactory, StakeholderFactory


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
