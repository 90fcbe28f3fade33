"""From view to view the marks of a map travel, or are there at once; a presentation needs no network."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.graph.places import View
from ecosystem.models import City, User
from tests.factories import ListingFactory, SlideFactory, StakeholderFactory, WorkshopFactory
from workshops.presenting import map_to_take

SignIn = Callable[[Page, User], None]

# Turn to another view and note where a mark is at each step, until all stand still.
TRAVEL = """async (key) => {
  const { stage, data } = document.querySelector("ecosystem-map");
  const seen = [stage.at(key).join()];
  const move = stage.network.moveNode;
  stage.network.moveNode = function (id, x, y) {
    if (id === key) seen.push([x, y].join());
    return move.call(this, id, x, y);
  };
  document.querySelector("[data-view=network]").click();
  while (stage.isMoving) await new Promise(requestAnimationFrame);
  return { seen, to: data.views.network.places[key].join() };
}"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_marks_travel_from_view_to_view_unless_less_motion_is_asked_for(
    page: Page, live_app: str, sign_in: SignIn, viewer: User, litto: City, motion: str
) -> None:
    office = StakeholderFactory.create(city=litto, name="Water Office")
    for number in range(5):
        StakeholderFactory.create(city=litto, family=office.family, name=f"Other {number}")
    page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
    sign_in(page, viewer)
    page.goto(live_app + reverse("register:map", args=[litto.code]))
    expect(page.get_by_role("application", name="Map")).to_be_visible()

    travelled = page.evaluate(TRAVEL, f"s{office.pk}")

    start, *steps = travelled["seen"]
    assert steps[-1] == travelled["to"] != start
    between = set(steps) - {start, travelled["to"]}
    assert bool(between) == (motion == "no-preference")


def test_a_presentation_is_stepped_by_keyboard_from_a_file_without_network(
    page: Page, litto: City, tmp_path: Path, axe: Callable[[Page], None]
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    here = ListingFactory.create(workshop=workshop, name="Water Office")
    ListingFactory.create(workshop=workshop, name="Kiosko Lab")
    for position, (caption, focus) in enumerate((("All of us", None), ("The office alone", here))):
        SlideFactory.create(workshop=workshop, caption=caption, position=position, focus=focus)
    file = tmp_path / "a map with spaces.html"
    file.write_bytes(map_to_take(workshop, "html", View.ECOSYSTEM, {}).content)
    page.context.set_offline(True)
    page.goto(file.as_uri())

    page.get_by_role("button", name="Present").press("Enter")
    shown = page.get_by_role("dialog", name="Presentation")
    expect(shown.get_by_role("heading", name="All of us")).to_be_visible()
    expect(shown.locator("[data-slide]:visible text").filter(has_text="Kiosko")).not_to_have_count(0)
    page.keyboard.press("ArrowRight")
    expect(shown.get_by_role("heading", name="The office alone")).to_be_visible()
    expect(shown.get_by_role("heading", name="All of us")).to_be_hidden()
    expect(shown.locator("[data-slide]:visible text").filter(has_text="Kiosko")).to_have_count(0)
    axe(page)
    page.keyboard.press("Home")
    expect(shown.get_by_role("status")).to_have_text("1 of 2: All of us")
    page.keyboard.press("Escape")
    expect(shown).to_have_count(0)
    expect(page.get_by_role("button", name="Present")).to_be_focused()
