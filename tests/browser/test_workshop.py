"""The facilitator's journey through a workshop, by keyboard: set it up, name who belongs at the table."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from ecosystem.models import City, Domain, Family, User
from tests.factories import (
    AnswerFactory,
    DomainFactory,
    FamilyFactory,
    LayerFactory,
    ListingFactory,
    NeedFactory,
    PartnershipFactory,
    ProfileStatementFactory,
    StakeholderFactory,
    WorkshopFactory,
)
from workshops.models import Listing, Workshop

SignIn = Callable[[Page, User], None]
Axe = Callable[[Page], None]


@pytest.fixture
def domain(db: None) -> Domain:
    """The domain the project belongs to."""
    return DomainFactory.create(names={"en": "Manage urban services"})


@pytest.fixture
def families(litto: City, domain: Domain) -> tuple[Family, Family]:
    """Two families at the table, one with a typical profile, and one in the drawer."""
    layer = LayerFactory.create(names={"en": "Uses and users"})
    reference = FamilyFactory.create(city=None, code="informal")
    ProfileStatementFactory.create(domain=domain, family=reference, texts={"en": "Wants steady sales"})
    keepers = FamilyFactory.create(
        city=litto,
        code="informal",
        names={"en": "Informal providers"},
        prompts={"en": "Who sells water by hand?"},
    )
    keepers.layers.add(layer)
    offices = FamilyFactory.create(city=litto, names={"en": "Local authorities"})
    FamilyFactory.create(city=litto, names={"en": "Media"}, visibility=Family.Visibility.DRAWER)
    return keepers, offices


@pytest.fixture
def kiosks(litto: City, domain: Domain, families: tuple[Family, Family]) -> Workshop:
    """A workshop in its first step."""
    workshop = WorkshopFactory.create(city=litto, domain=domain, title="Prepaid water kiosks")
    NeedFactory.create(workshop=workshop, label="Someone to train the keepers")
    return workshop


@pytest.fixture
def at_the_table(
    page: Page, live_app: str, sign_in: SignIn, facilitator: User, kiosks: Workshop, families: object
) -> Page:
    """Step 1 as the facilitator sees it."""
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:listing", args=[kiosks.city.code, kiosks.pk]))
    return page


def card(page: Page, name: str) -> Locator:
    """Return a family's card."""
    return page.get_by_role("region", name=name)


def field(page: Page, name: str) -> Locator:
    """Return the field in which somebody of a family is named."""
    return page.get_by_label(f"Name somebody: {name}").and_(page.locator("input"))


def test_a_workshop_is_set_up_and_moved_on_by_keyboard(
    page: Page,
    live_app: str,
    sign_in: SignIn,
    facilitator: User,
    litto: City,
    families: tuple[Family, Family],
    axe: Axe,
) -> None:
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:today", args=[litto.code]))
    axe(page)
    page.get_by_role("link", name="Set up a workshop").press("Enter")
    page.get_by_role("button", name="Start the workshop").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Give the project a title")
    axe(page)

    page.get_by_label("Title").fill("Prepaid water kiosks")
    page.get_by_label("Domain").select_option("Manage urban services")
    row = page.locator(".need-row").first
    row.get_by_label("What is lacking").fill("Someone to train the keepers")
    row.get_by_label("Resource").select_option("human")
    page.get_by_role("button", name="One more need").press("Enter")
    expect(page.get_by_label("What is lacking").last).to_be_focused()
    page.get_by_role("button", name="Start the workshop").press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Who belongs at the table?")
    expect(page.get_by_role("complementary")).to_contain_text("Someone to train the keepers")
    page.get_by_role("button", name="Go on to Identification").press("Enter")
    expect(page.get_by_role("link", name="2 Identification")).to_have_attribute("aria-current", "step")
    page.get_by_role("link", name="1 Listing").press("Enter")
    expect(page.get_by_text("the room is here")).to_be_visible()


def test_what_phones_will_see_is_shown_at_set_up_and_cannot_be_pressed(
    page: Page,
    live_app: str,
    litto: City,
    families: tuple[Family, Family],
    facilitator: User,
    sign_in: SignIn,
    axe: Axe,
) -> None:
    kiosks = WorkshopFactory.create(city=litto, title="Prepaid water kiosks")
    ListingFactory.create(workshop=kiosks, name="Harbour bank", family=families[0])
    page.set_viewport_size({"width": 320, "height": 700})
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:edit", args=[litto.code, kiosks.pk]))

    phones = page.locator(".phone-preview")
    expect(phones).to_have_count(3)
    expect(phones.nth(1).locator("h1")).to_have_text("How ready are they for digital?")
    expect(phones.nth(1).get_by_text("Harbour bank")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    axe(page)

    page.get_by_role("link", name="Cancel").focus()
    page.keyboard.press("Tab")
    # Past the phones, to nothing within them.
    assert page.evaluate("document.activeElement.closest('.phone-preview')") is None
    box = phones.nth(0).locator("button").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.get_by_role("heading", name="What phones will see")).to_be_visible()


def test_names_are_listed_removed_and_brought_back_by_keyboard(at_the_table: Page, axe: Axe) -> None:
    page = at_the_table
    keepers = card(page, "Informal providers")
    expect(keepers).to_contain_text("Nobody sits here yet")
    field(page, "Informal providers").fill("Tanker drivers")
    page.keyboard.press("Enter")
    expect(keepers.get_by_role("link", name="Tanker drivers")).to_be_visible()
    expect(field(page, "Informal providers")).to_be_focused()
    page.keyboard.type("Night tap repairers")
    page.keyboard.press("Enter")
    expect(keepers.get_by_role("listitem")).to_have_count(2)
    expect(page.get_by_role("link", name="1 Listing")).to_contain_text("2 listed · 1 empty chair")

    keepers.get_by_role("button", name="Remove Tanker drivers").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Tanker drivers is removed.")
    expect(keepers.get_by_role("listitem")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(keepers.get_by_role("listitem")).to_have_count(2)
    axe(page)


def test_the_register_answers_while_a_name_is_typed(
    at_the_table: Page, litto: City, families: tuple[Family, Family]
) -> None:
    page = at_the_table
    office = StakeholderFactory.create(city=litto, family=families[1], name="Water and Sanitation Office")
    field(page, "Local authorities").press_sequentially("sanit")
    expect(page.get_by_role("option", name="Water and Sanitation Office")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(card(page, "Local authorities").get_by_role("link", name=office.name)).to_be_visible()
    assert Listing.objects.get().stakeholder == office


def test_a_likely_twin_is_a_question(
    at_the_table: Page, litto: City, families: tuple[Family, Family], axe: Axe
) -> None:
    page = at_the_table
    known = StakeholderFactory.create(city=litto, family=families[0], name="Kiosk keepers' association")
    field(page, "Informal providers").fill("Kiosk keeper association")
    page.keyboard.press("Enter")
    expect(page.get_by_text("one of these?")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Yes, list this one").press("Enter")

    expect(card(page, "Informal providers").get_by_role("link", name=known.name)).to_be_visible()
    expect(page.get_by_text("one of these?")).to_have_count(0)
    assert Listing.objects.get().stakeholder == known


def test_a_listing_is_edited_in_place_and_escape_leaves_it(
    at_the_table: Page, kiosks: Workshop, families: tuple[Family, Family], axe: Axe
) -> None:
    page = at_the_table
    listing = ListingFactory.create(workshop=kiosks, family=families[0], name="Carriers")
    page.reload()
    page.get_by_role("link", name="Carriers").press("Enter")
    expect(page.get_by_label("Name", exact=True)).to_be_focused()
    axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Carriers")).to_be_focused()
    page.keyboard.press("Enter")
    page.get_by_label("Name", exact=True).fill("Water carriers")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Water carriers")).to_be_focused()
    listing.refresh_from_db()
    assert listing.name == "Water carriers"


def test_an_empty_chair_is_settled_with_a_reason_and_opened_again(at_the_table: Page) -> None:
    page = at_the_table
    chair = card(page, "Local authorities")
    chair.get_by_text("Does not apply here?").press("Enter")
    chair.get_by_label("Say why").fill("")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(chair).to_contain_text("Say why in a few words")
    chair.get_by_label("Say why").fill("Run by the province")
    page.keyboard.press("Enter")
    expect(chair).to_contain_text("Does not apply. Run by the province")
    chair.get_by_role("button", name="It does apply").press("Enter")
    expect(chair).to_contain_text("Nobody sits here yet")


def test_without_script_names_are_listed_too(
    browser: object, live_app: str, sign_in: SignIn, facilitator: User, kiosks: Workshop
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    sign_in(page, facilitator)
    page.goto(live_app + reverse("workshops:listing", args=[kiosks.city.code, kiosks.pk]))
    field(page, "Informal providers").fill("Tanker drivers")
    page.keyboard.press("Enter")

    expect(page.get_by_role("link", name="Tanker drivers")).to_be_visible()
    page.get_by_role("button", name="Remove Tanker drivers").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="Tanker drivers")).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_page_fits_a_small_phone(
    page: Page, live_app: str, sign_in: SignIn, facilitator: User, kiosks: Workshop, axe: Axe, scheme: str
) -> None:
    ListingFactory.create(
        workshop=kiosks,
        family=kiosks.city.families.first(),
        name="Genossenschaft der Wasserkioskbetreiberinnen des Nordviertels",
    )
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=scheme)
    sign_in(page, facilitator)
    addresses = [
        *(reverse(f"workshops:{name}", args=[kiosks.city.code]) for name in ("today", "list", "create")),
        *(reverse(f"workshops:{name}", args=[kiosks.city.code, kiosks.pk]) for name in ("edit", "listing")),
    ]
    for address in addresses:
        page.goto(live_app + address)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, address


def test_a_viewer_tries_what_would_come_of_another_set_of_partners(
    page: Page,
    live_app: str,
    sign_in: Callable[[Page, User], None],
    viewer: User,
    litto: City,
    axe: Callable[[Page], None],
) -> None:
    workshop = WorkshopFactory.create(city=litto)
    NeedFactory.create(workshop=workshop, kind="data", label="Sales by the hour")
    listing = ListingFactory.create(workshop=workshop, name="Water Office")
    AnswerFactory.create(listing=listing, question="resource", kind="data", value=3)
    PartnershipFactory.create(listing=listing)
    sign_in(page, viewer)
    page.goto(live_app + reverse("workshops:what-if", args=[litto.code, workshop.pk]))

    page.get_by_role("checkbox", name="Water Office").check()

    effect = page.get_by_role("region", name="What comes of it")
    expect(effect).to_contain_text("1 of 1 needs opens again.")
    expect(effect).to_contain_text("Sales by the hour")
    expect(page).to_have_url(re.compile(f"out={listing.pk}"))
    axe(page)
