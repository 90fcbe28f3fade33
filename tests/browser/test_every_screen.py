"""Every screen on the smallest phone, mirrored and with large letters: all in sight, nothing too small."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, ViewportSize

from ecosystem.models import City, Family, Membership, Role, Stakeholder, User
from tests.seeds import loadseed
from workshops import room as rooms
from workshops.models import Workshop

SignIn = Callable[[Page, User], None]
SMALLEST: ViewportSize = {"width": 320, "height": 640}
CITY_PAGES = (
    "accounts:members",
    "register:stakeholder-list",
    "register:stakeholder-create",
    "register:families",
    "workshops:today",
    "workshops:list",
    "workshops:create",
    "workshops:proposals",
)
WORKSHOP_PAGES = (
    *("edit", "listing", "identification", "partnering", "plan", "what-if", "figures", "then"),
    *("presentation-edit", "map-links", "paper", "room", "room-tables", "scribe-ballot", "scribe-sheet"),
)
PUBLIC_PAGES = ("accounts:login", "accounts:password-reset", "accounts:password-reset-sent", "phones:code")

# How far the page goes beyond the screen, and what is to blame.
BEYOND = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return "";
  const wide = [...document.querySelectorAll("body *")].filter((each) => {
    const box = each.getBoundingClientRect();
    return box.width && (box.right > root.clientWidth + 1 || box.left < -1);
  });
  return wide.slice(0, 3).map((each) => each.outerHTML.slice(0, 90)).join(" | ") || "something";
}"""

# WCAG 2.2, 2.5.8: 24 by 24, or so much room around; links in a sentence are free.
TOO_SMALL = """() => {
  const shown = (each) =>
    each.checkVisibility({ opacityProperty: true }) && !each.closest(".visually-hidden");
  const all = [...document.querySelectorAll("a[href], button, select, summary, input:not([type=hidden])")]
    .filter((each) => shown(each) && each.getBoundingClientRect().width > 1);
  const area = (each) => (each.closest("label") ?? each).getBoundingClientRect();
  const isInline = (each) => each.matches("a") && getComputedStyle(each).display === "inline";
  return all.filter((each) => !isInline(each)).filter((each) => {
    const box = area(each);
    if (box.width >= 24 && box.height >= 24) return false;
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    return all.some((other) => {
      if (other === each || each.contains(other) || other.contains(each)) return false;
      const near = area(other);
      const across = Math.max(near.left - x, 0, x - near.right);
      const down = Math.max(near.top - y, 0, y - near.bottom);
      return Math.hypot(across, down) < 12;
    });
  }).map((each) => each.outerHTML.slice(0, 90));
}"""


@pytest.fixture
def demo(live_app: str) -> City:
    """The demo city, one of whose names is as long as German makes them, another as long as Arabic."""
    loadseed(demo=True, yes=True)
    city = City.objects.get(is_fictional=True)
    entries = list(Stakeholder.objects.of(city).active()[:2])
    entries[0].name = "Wasserversorgungsgenossenschaft der nördlichen Stadtbezirke"
    entries[1].name = "جمعية مستخدمي مياه الشرب في الأحياء الشمالية من مدينة ليتو"
    Stakeholder.objects.bulk_update(entries, ["name"])
    return city


def addresses_of(city: City) -> list[str]:
    """Return one address of each kind of page that people of a city work with."""
    workshop = Workshop.objects.get(title="Prepaid water kiosks")
    long_name = Stakeholder.objects.get(name__startswith="Wasserversorgung")
    listing = workshop.listings.current().first()
    assert listing is not None
    rooms.open_room(workshop)
    return [
        *(reverse(name, args=[city.code]) for name in CITY_PAGES),
        long_name.get_absolute_url(),
        reverse("register:stakeholder-edit", args=[city.code, long_name.pk]),
        reverse("register:family-edit", args=[city.code, Family.objects.of(city).first().pk]),  # type: ignore[union-attr]
        *(reverse(f"workshops:{name}", args=[city.code, workshop.pk]) for name in WORKSHOP_PAGES),
        reverse("workshops:identification-listing", args=[city.code, workshop.pk, listing.pk]),
        reverse("accounts:password-change"),
        "/no/such/page/",
    ]


def wrong_with(page: Page) -> list[str]:
    """Return what is beyond the screen in three ways of reading, and which targets are too small."""
    found = [f"beyond: {blame}" if (blame := page.evaluate(BEYOND)) else ""]
    found += [f"too small: {each}" for each in page.evaluate(TOO_SMALL)]
    page.evaluate("document.documentElement.dir = 'rtl'")
    found.append(f"mirrored: {blame}" if (blame := page.evaluate(BEYOND)) else "")
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'")
    found.append(f"large letters: {blame}" if (blame := page.evaluate(BEYOND)) else "")
    page.set_viewport_size(SMALLEST)
    return [each for each in found if each]


def test_every_screen_fits_the_smallest_phone_mirrored_and_with_large_letters(
    page: Page, live_app: str, demo: City, sign_in: SignIn
) -> None:
    page.set_viewport_size(SMALLEST)
    found = {}
    for name in PUBLIC_PAGES:
        page.goto(live_app + reverse(name))
        found[name] = wrong_with(page)
    sign_in(page, Membership.objects.get(city=demo, role=Role.MANAGER).user)
    for address in addresses_of(demo):
        page.goto(live_app + address)
        found[address] = wrong_with(page)

    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_a_page_that_is_too_wide_or_has_a_target_too_small_is_found(page: Page) -> None:
    page.set_viewport_size(SMALLEST)
    page.set_content(
        "<div style='width: 900px'>wide</div>"
        "<button style='width: 12px; height: 12px; padding: 0'></button><button>next</button>"
    )

    assert [each.split(":")[0] for each in wrong_with(page)] == [
        "beyond",
        "too small",
        "mirrored",
        "large letters",
    ]
