"""Every page of the URL conf: as axe sees it, and on the smallest phone, mirrored and with large letters."""

from collections.abc import Callable

from django.urls import reverse
from playwright.sync_api import Page, ViewportSize

from ecosystem.models import City, Stakeholder, User
from tests.conftest import signed_in
from tests.whole import LOOKED_AT, Whole, is_page
from workshops.access import COOKIE

SignIn = Callable[[Page, User], None]
Axe = Callable[..., None]
LONG = "Niederschlagswasserbewirtschaftungsgesellschaft der Hafenstadt"
ARABIC = "جمعية مستخدمي مياه الشرب في الأحياء الشمالية من مدينة ليتو"
# So tall that nothing which sticks to an edge of the screen lies over something else.
DESK: ViewportSize = {"width": 1280, "height": 4000}
SMALLEST: ViewportSize = {"width": 320, "height": 640}
# Nobody reads these on a phone: they hang on a wall, or come out of a printer.
ELSEWHERE = ("wall", "paper-", "presentation")

# What makes the page wider than the screen: the innermost element without which it is not.
BEYOND = """() => {
  const root = document.documentElement;
  const fits = () => root.scrollWidth <= root.clientWidth;
  if (fits()) return "";
  let blame = document.body;
  const isIt = (each) => {
    each.style.setProperty("display", "none", "important");
    const found = fits();
    each.style.removeProperty("display");
    return found;
  };
  for (let next = blame; next; next = [...blame.children].find(isIt)) blame = next;
  return `${root.scrollWidth} wide by ${blame.outerHTML.slice(0, 150)}`;
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


def barriers(page: Page, axe: Axe) -> list[str]:
    """Return what axe finds in light, and the contrast it lacks in dark."""
    found = []
    for scheme, rules in (("light", ()), ("dark", ("color-contrast",))):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        try:
            axe(page, rules=rules)
        except AssertionError as error:
            found.append(f"{scheme}: {error}")
    page.emulate_media(color_scheme="light")
    return found


def beyond(page: Page) -> list[str]:
    """Return what is beyond the smallest screen in three ways of reading, and which targets are too small."""
    page.set_viewport_size(SMALLEST)
    page.evaluate("document.fonts.ready.then(() => true)")
    found = [f"beyond: {blame}" if (blame := page.evaluate(BEYOND)) else ""]
    found += [f"too small: {each}" for each in page.evaluate(TOO_SMALL)]
    page.evaluate("document.documentElement.dir = 'rtl'")
    found.append(f"mirrored: {blame}" if (blame := page.evaluate(BEYOND)) else "")
    page.set_viewport_size({"width": 640, "height": 640})
    page.evaluate("document.documentElement.dir = 'ltr'; document.documentElement.style.fontSize = '200%'")
    found.append(f"large letters: {blame}" if (blame := page.evaluate(BEYOND)) else "")
    page.set_viewport_size(DESK)
    return [each for each in found if each]


def all_wrong(page: Page, urls: dict[str, str], axe: Axe) -> list[str]:
    """Return what is wrong with which page, a line each."""
    page.set_viewport_size(DESK)
    found = []
    for name, url in urls.items():
        page.goto(url, wait_until="domcontentloaded")
        wrong = barriers(page, axe)
        if not any(word in name for word in ELSEWHERE):
            wrong += beyond(page)
        found += [f"{name}: {each}" for each in wrong]
    return found


def fails_with(found: list[str]) -> None:
    """Fail with all that was found, in full."""
    assert not found, "\n".join(found)


def test_no_page_has_a_barrier_and_all_fit_the_smallest_phone_mirrored_and_with_large_letters(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn, axe: Axe
) -> None:
    whole = Whole(litto, manager, LONG)
    whole.grow(2)
    Stakeholder.objects.filter(pk=whole.rows["stakeholder"]).update(name=ARABIC)
    urls = {address.name: live_app + url for address, url in whole.pages()}
    sign_in(page, manager)
    secret = whole.phone.client.cookies[COOKIE].value
    page.context.add_cookies([{"name": COOKIE, "value": secret, "url": live_app}])

    assert len(urls) > 50
    fails_with(all_wrong(page, urls, axe))


def test_no_page_of_a_city_that_has_nothing_yet_and_none_before_the_door_has_a_barrier(
    page: Page, live_app: str, litto: City, manager: User, viewer: User, sign_in: SignIn, axe: Axe
) -> None:
    public = ("accounts:login", "accounts:password-reset", "phones:code")
    urls = {name: live_app + reverse(name) for name in public} | {"missing": f"{live_app}/no/such/page/"}
    fails_with(all_wrong(page, urls, axe))

    client = signed_in(manager)
    of_city = {a.name: reverse(a.name, args=[litto.code]) for a in LOOKED_AT if set(a.parts) == {"city"}}
    sign_in(page, manager)
    urls = {name: live_app + url for name, url in of_city.items() if is_page(client.get(url))}
    fails_with(all_wrong(page, urls, axe))

    sign_in(page, viewer)
    fails_with(all_wrong(page, {"forbidden": live_app + of_city["workshops:create"]}, axe))


def test_a_page_with_a_barrier_too_wide_or_with_a_target_too_small_is_found(page: Page, axe: Axe) -> None:
    page.route(
        "**/wrong/",
        lambda route: route.fulfill(
            content_type="text/html",
            body="<style>@media (prefers-color-scheme: dark) { body { background: #333 } }</style>"
            "<meta name=viewport content='width=device-width'><img src=x><p>Hardly seen</p>"
            "<div style='width: 900px'>wide</div>"
            "<button style='width: 12px; height: 12px; padding: 0'></button><button>next</button>",
        ),
    )

    found = all_wrong(page, {"wrong": "http://127.0.0.1/wrong/"}, axe)

    assert [each.split(": ")[1] for each in found] == [
        *("light", "dark", "beyond", "too small", "mirrored", "large letters"),
    ]
    assert "image-alt" in found[0]
