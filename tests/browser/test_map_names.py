"""Names on a large map: from nearer more of them find room, and none meets another."""

from collections.abc import Callable
from itertools import combinations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from ecosystem.models import City, User
from tests.crowds import fill

# Remember each line of letters drawn on the sheet of what stands still, with the room it takes on the screen.
REMEMBER = """() => {
  window.drawn = [];
  const draw = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (line, x, y) {
    const { width } = this.measureText(line);
    const size = parseFloat(this.font.match(/([\\d.]+)px/)[1]);
    const start = this.textAlign === "left" ? x : this.textAlign === "right" ? x - width : x - width / 2;
    const at = this.getTransform().transformPoint({ x: start, y: y - 0.6 * size });
    const end = this.getTransform().transformPoint({ x: start + width, y });
    window.drawn.push([line, at.x, at.y, end.x, end.y]);
    return draw.call(this, line, x, y);
  };
}"""
Line = tuple[str, float, float, float, float]


@pytest.fixture
def crowd(
    page: Page, live_app: str, litto: City, viewer: User, sign_in: Callable[[Page, User], None]
) -> Page:
    """The map of 200 stakeholders, ready to be moved."""
    fill(litto, 200)
    sign_in(page, viewer)
    page.goto(f"{live_app}{reverse('register:map', args=[litto.code])}")
    page.locator(".map-picture").hover()
    expect(page.locator("[data-canvas]")).to_be_visible()
    return page


def lines_drawn(page: Page) -> list[Line]:
    """Return the lines of names and words drawn since the last time; what stands within marks is shorter."""
    page.wait_for_timeout(400)
    lines: list[Line] = [tuple(line) for line in page.evaluate("window.drawn.splice(0)")]
    return list({(line[0], round(line[1])): line for line in lines if len(line[0]) > 4}.values())


def numbers(lines: list[Line]) -> set[str]:
    """Return the numbers of the organisations whose names are among the lines."""
    return {line[0].split()[-1] for line in lines if line[0][-1].isdigit() and "Family" not in line[0]}


def test_from_nearer_more_names_find_room_and_none_meets_another(crowd: Page) -> None:
    closer = crowd.get_by_role("button", name="Closer")
    crowd.evaluate(REMEMBER)
    crowd.get_by_role("button", name="Further away").click()
    lines_drawn(crowd)
    crowd.get_by_role("button", name="Whole map").click()
    whole = lines_drawn(crowd)
    closer.click()
    closer.click()
    lines_drawn(crowd)
    closer.click()
    near = lines_drawn(crowd)

    assert len(numbers(near) - numbers(whole)) > 10
    assert not [
        (one[0], other[0])
        for one, other in combinations(near, 2)
        if one[1] < other[3] and other[1] < one[3] and one[2] < other[4] and other[2] < one[4]
    ]
