"""The figures told as a story: from the map, one kind of relation, another order, a definition, back."""

import re
from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, RelationKind, User
from tests.factories import FamilyFactory, RelationFactory, StakeholderFactory


def test_figures_are_narrowed_sorted_and_explained_in_place(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    viewer: User,
    litto: City,
    axe: Callable[[Page], None],
) -> None:
    family = FamilyFactory.create(city=litto, names={"en": "Local authorities"})
    names = ("Water Office", "District councils", "Eaux du Littoral", "Kiosk keepers’ association")
    office, *others = (StakeholderFactory.create(city=litto, family=family, name=name) for name in names)
    for other in others:
        RelationFactory.create(source=office, target=other, kind=RelationKind.GOVERNS)
    RelationFactory.create(source=others[0], target=others[1], kind=RelationKind.FUNDS)
    sign_in(page, viewer)
    page.set_viewport_size({"width": 1280, "height": 900})

    page.goto(live_app + reverse("register:map", args=[litto.code]))
    page.get_by_role("link", name="Figures").click()
    expect(page.get_by_role("heading", name="Figures of the map")).to_be_visible()
    axe(page)

    page.get_by_label("Relations").select_option("funds")
    expect(page.get_by_text("Little is known: 1 pair with a relation among 4 stakeholders.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/figures/\?kind=funds$"))
    page.get_by_role("link", name="Stakeholder", exact=True).click()
    expect(page.get_by_role("columnheader", name="Stakeholder")).to_have_attribute("aria-sort", "ascending")
    expect(page.get_by_role("rowheader").first).to_have_text("District councils")
    expect(page).to_have_url(re.compile(r"kind=funds&order=name$"))
    page.get_by_label("Strength").select_option("alike")
    expect(page).to_have_url(re.compile(r"kind=funds&strength=alike&order=name$"))

    page.get_by_text("Density: How it is defined").click()
    expect(page.get_by_text("Pairs with a tie, divided by n(n − 1)/2")).to_be_visible()

    page.reload()
    expect(page.get_by_label("Relations")).to_have_value("funds")
    page.set_viewport_size({"width": 360, "height": 740})
    axe(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.get_by_role("main").get_by_role("link", name="Map", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Who works with whom")
