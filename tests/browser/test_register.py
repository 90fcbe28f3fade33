"""Staff keep the register: they search, add, edit, settle a conflict, archive and take it back."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, expect

from ecosystem.models import City, Stakeholder, User
from tests.factories import (
    FamilyFactory,
    InterestFactory,
    LayerFactory,
    MembershipFactory,
    ProfileStatementFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
)

SignIn = Callable[[Page, User], None]
Check = Callable[[Page], None]


@pytest.fixture
def litto(live_app: str, litto: City) -> City:
    """Litto with three stakeholders in two families."""
    layers = [LayerFactory.create(names={"en": name}) for name in ("Data production", "Uses and users")]
    office_family = FamilyFactory.create(
        city=litto, code="authority", mark="LA", names={"en": "Local authorities"}
    )
    ngos = FamilyFactory.create(city=litto, code="ngo", mark="NG", names={"en": "NGOs"})
    ngos.layers.add(layers[0])
    ProfileStatementFactory.create(
        family=FamilyFactory.create(city=None, code="ngo"), resource="data", texts={"en": "Knows the demand."}
    )
    office = StakeholderFactory.create(
        city=litto, name="Water and Sanitation Office", short_name="OEA", family=office_family
    )
    union = StakeholderFactory.create(city=litto, name="Water carriers’ union", family=ngos)
    StakeholderFactory.create(city=litto, name="Radio Lagune", family=ngos)
    InterestFactory.create(stakeholder=office, description="Prices that residents can check")
    ResourceFactory.create(stakeholder=office, description="List of 312 licensed kiosks")
    RelationFactory.create(source=office, target=union, note="Licences")
    return litto


@pytest.fixture
def register(page: Page, live_app: str, litto: City, editor: User, sign_in: SignIn) -> Page:
    """The register's list, open in the editor's browser."""
    sign_in(page, editor)
    page.goto(f"{live_app}/register/litto/")
    return page


def row(page: Page, name: str) -> Locator:
    return page.get_by_role("link", name=name, exact=True)


def test_search_and_filters_narrow_the_list_in_place(register: Page) -> None:
    expect(register.locator("#register-count")).to_have_text("3 of 3 stakeholders")

    register.get_by_label("Search the register").fill("water")

    expect(register.locator("#register-count")).to_have_text("2 of 3 stakeholders")
    expect(register).to_have_url(re.compile(r"/register/litto/\?q=water$"))
    register.locator("summary", has_text="family").click()
    register.get_by_label("NGOs").check()
    expect(register.locator("#register-count")).to_have_text("1 of 3 stakeholders")
    expect(row(register, "Water carriers’ union")).to_be_visible()
    expect(row(register, "Water and Sanitation Office")).to_have_count(0)

    register.reload()

    expect(register.locator("#register-count")).to_have_text("1 of 3 stakeholders")
    register.get_by_role("link", name="Clear all").click()
    expect(register.locator("#register-count")).to_have_text("3 of 3 stakeholders")


def test_a_stakeholder_is_added_with_rows_suggestions_and_a_type_ahead(register: Page) -> None:
    register.get_by_role("link", name="Add a stakeholder").click()
    register.wait_for_url("**/add/")
    register.get_by_label("Name", exact=True).fill("Eau pour Tous")
    register.get_by_label("Family").select_option("NGOs")
    expect(register.get_by_label("Data production")).to_be_checked()

    register.get_by_text("NGOs typically: 1 line to check").click()
    register.get_by_role("button", name="Take over: Knows the demand.").click()
    expect(register.get_by_label("data: In your city's words")).to_have_value("Knows the demand.")
    expect(register.get_by_label("data: Level")).to_have_value("0")

    register.get_by_role("button", name="One more relation").click()
    added = register.locator(".relation-row").last
    expect(added.get_by_label("Relation")).to_be_focused()
    added.get_by_label("Relation").select_option("funds")
    other = added.get_by_role("combobox", name="With whom")
    other.press_sequentially("sanit")
    register.get_by_role("option", name="Water and Sanitation Office").wait_for()
    other.press("ArrowDown")
    other.press("Enter")
    expect(other).to_have_value("Water and Sanitation Office")
    register.get_by_role("button", name="Add to the register").click()

    expect(register.get_by_role("heading", name="Eau pour Tous")).to_be_visible()
    expect(register.get_by_role("status")).to_contain_text("“Eau pour Tous” is in the register.")
    expect(register.get_by_role("main")).to_contain_text("Knows the demand.")
    expect(register.get_by_role("link", name="Water and Sanitation Office")).to_be_visible()


def test_a_likely_twin_is_offered_while_the_name_is_typed(register: Page, axe: Check) -> None:
    register.get_by_role("link", name="Add a stakeholder").click()

    register.get_by_label("Name", exact=True).fill("radio lagune")
    register.get_by_label("Short name").focus()

    expect(register.get_by_text("It may be in the register already:")).to_be_visible()
    expect(register.get_by_role("link", name="Radio Lagune")).to_be_visible()
    axe(register)


def test_errors_stand_first_with_the_focus_and_lead_to_their_fields(register: Page, axe: Check) -> None:
    register.get_by_role("link", name="Add a stakeholder").click()
    register.get_by_label("Short name").fill("EPT")

    register.get_by_role("button", name="Add to the register").click()

    summary = register.get_by_role("alert")
    expect(summary).to_be_focused()
    axe(register)
    expect(register.get_by_label("Short name")).to_have_value("EPT")
    summary.get_by_role("link", name="Name").click()
    expect(register.get_by_label("Name", exact=True)).to_be_focused()


def test_two_people_edit_one_stakeholder_and_neither_loses(
    register: Page, browser: Browser, litto: City, sign_in: SignIn, axe: Check
) -> None:
    office = Stakeholder.objects.get(short_name="OEA")
    context = browser.new_context()
    second = context.new_page()
    sign_in(second, MembershipFactory.create(city=litto, role=2, user__name="Kossi Mensah").user)
    address = f"{register.url}{office.pk}/edit/"
    for page in (register, second):
        page.goto(address)
    second.get_by_label("Area").fill("Port-Bas")
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("status")).to_contain_text("is saved")
    context.close()
    register.get_by_label("Area").fill("Whole city")
    register.get_by_label("Source").fill("A phone call")

    register.get_by_role("button", name="Save", exact=True).click()

    heading = register.get_by_role("heading", name="Somebody else saved this entry while you were writing")
    expect(heading).to_be_focused()
    axe(register)
    expect(register.get_by_text("Kossi Mensah saved it on")).to_be_visible()
    area = register.get_by_role("group", name="Area")
    area.get_by_label("Theirs").check()
    register.get_by_role("button", name="Save what is chosen").click()
    expect(register.get_by_role("status")).to_contain_text("is saved")
    office.refresh_from_db()
    assert (office.area, office.source) == ("Port-Bas", "A phone call")


def test_a_form_that_was_changed_asks_before_it_is_left(register: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    register.on("dialog", stay)
    row(register, "Radio Lagune").click()
    register.get_by_role("link", name="Edit").click()
    register.get_by_role("link", name="Cancel").click()
    register.wait_for_url(re.compile(r"/register/litto/\d+/$"))
    assert asked == []
    register.get_by_role("link", name="Edit").click()
    register.get_by_label("Area").press_sequentially("Hills")

    register.get_by_role("link", name="Cancel").click(no_wait_after=True)

    expect(register.get_by_label("Area")).to_have_value("Hills")
    assert asked == ["beforeunload"]
    register.get_by_role("button", name="Save", exact=True).click()
    expect(register.get_by_role("status")).to_contain_text("is saved")
    assert asked == ["beforeunload"]


def test_archiving_is_undone_with_one_click(register: Page) -> None:
    row(register, "Radio Lagune").click()

    register.get_by_role("button", name="Archive").click()

    expect(register.get_by_role("status")).to_contain_text("“Radio Lagune” is archived.")
    register.get_by_role("button", name="Undo").click()
    expect(register.get_by_role("status")).to_contain_text("“Radio Lagune” is back in the register.")
    expect(register.get_by_role("button", name="Archive")).to_be_visible()


def test_an_entry_is_confirmed_in_the_list(register: Page) -> None:
    register.get_by_role("button", name="confirm Radio Lagune").click()

    expect(register.get_by_role("status").filter(has_text="confirmed today")).to_be_visible()
    expect(register.get_by_role("button", name="confirm Radio Lagune")).to_have_count(0)
    expect(register.get_by_role("button", name="confirm Water carriers’ union")).to_be_visible()


def test_the_list_is_worked_by_keyboard_alone(register: Page) -> None:
    search = register.get_by_label("Search the register")
    expect(search).to_have_attribute("aria-keyshortcuts", "Alt+S")
    # A bare sign does nothing: whoever dictates, or a screen reader, would press it unawares.
    for sign in ("/", "s", "e"):
        register.keyboard.press(sign)
    expect(search).not_to_be_focused()
    register.keyboard.press("Alt+s")
    expect(search).to_be_focused()
    # The letter counts, wherever a keyboard has it.
    search.blur()
    elsewhere = "{ key: 's', code: 'KeyQ', altKey: true, bubbles: true }"
    register.evaluate(f"document.body.dispatchEvent(new KeyboardEvent('keydown', {elsewhere}))")
    expect(search).to_be_focused()
    register.keyboard.type("water")
    expect(register.locator("#register-count")).to_have_text("2 of 3 stakeholders")
    register.keyboard.press("ArrowDown")
    expect(row(register, "Water and Sanitation Office")).to_be_focused()
    register.keyboard.press("ArrowDown")
    expect(row(register, "Water carriers’ union")).to_be_focused()
    register.keyboard.press("e")
    expect(register.get_by_role("heading", name="Edit Water carriers’ union")).to_be_visible()
    register.get_by_label("Short name").focus()
    register.keyboard.type("UPE")
    register.keyboard.press("Enter")
    expect(register.get_by_role("heading", name="Water carriers’ union UPE")).to_be_visible()


def test_families_move_without_losing_the_focus(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn
) -> None:
    sign_in(page, manager)
    page.goto(f"{live_app}/register/litto/families/")
    names = page.get_by_role("heading", level=2)
    expect(names).to_have_text(["Local authorities", "NGOs"])

    page.get_by_role("button", name="Move Local authorities down").press("Enter")

    expect(names).to_have_text(["NGOs", "Local authorities"])
    expect(page.get_by_role("status")).to_contain_text("“Local authorities” is number 2 now.")


def pages_of(city: City) -> list[str]:
    pk = Stakeholder.objects.of(city).get(short_name="OEA").pk
    family = city.families.get(code="ngo").pk
    return [
        "", "?q=nothing", "add/", f"add/?family={family}", f"{pk}/", f"{pk}/edit/", "families/",
        "families/add/", f"families/{family}/edit/",
    ]  # fmt: skip


def test_no_page_of_the_register_has_a_barrier(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn, axe: Check
) -> None:
    sign_in(page, manager)

    for address in pages_of(litto):
        page.goto(f"{live_app}/register/litto/{address}")
        axe(page)


def test_no_page_of_the_register_scrolls_sideways_on_a_small_phone(
    page: Page, live_app: str, litto: City, manager: User, sign_in: SignIn
) -> None:
    Stakeholder.objects.filter(short_name="OEA").update(
        name="Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
    )
    page.set_viewport_size({"width": 320, "height": 640})
    sign_in(page, manager)

    for address in pages_of(litto):
        page.goto(f"{live_app}/register/litto/{address}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address


def test_filter_menus_stay_on_a_small_phone(register: Page) -> None:
    register.set_viewport_size({"width": 320, "height": 640})

    for summary in register.locator(".filter-menu > summary").all():
        summary.click()
        assert register.evaluate("document.documentElement.scrollWidth") <= 320
        summary.press("Escape")


def test_names_that_look_like_markup_run_nothing(register: Page, live_app: str, litto: City) -> None:
    names = ("<img src=x onerror=alert(1)>", '"><script>alert(1)</script>')
    for name in names:
        entry = StakeholderFactory.create(city=litto, name=name, family=litto.families.first())
        RelationFactory.create(source=entry, target=Stakeholder.objects.get(short_name="OEA"))
    register.on("dialog", lambda dialog: pytest.fail(f"a name ran as script: {dialog.message}"))
    office = Stakeholder.objects.get(short_name="OEA")

    for address in ("", f"{office.pk}/", f"{office.pk}/edit/"):
        register.goto(f"{live_app}/register/litto/{address}")

    register.locator(".relation-row").last.get_by_role("combobox", name="With whom").press_sequentially(
        "alert"
    )
    for name in names:
        expect(register.get_by_role("option", name=name)).to_be_visible()
