"""A manager words, draws, orders and hides the city's families; none is ever deleted."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ecosystem.models import City, Family, Stakeholder
from tests.factories import FamilyFactory, LayerFactory, StakeholderFactory
from tests.pages import SeenPage

FAMILIES = "/register/litto/families/"


@pytest.fixture
def ngos(litto: City) -> Family:
    return FamilyFactory.create(
        city=litto, code="ngo", mark="NG", position=1, names={"en": "NGOs", "fr": "ONG"}
    )


@pytest.fixture
def citizens(litto: City) -> Family:
    return FamilyFactory.create(city=litto, code="citizens", mark="CI", position=2, names={"en": "Citizens"})


def order_shown(client: Client) -> list[str]:
    words = [word.strip() for word in SeenPage(client.get(FAMILIES)).words]
    return [word for word in words if word in {"NGOs", "Citizens"}]


def test_families_show_how_many_belong_to_them(as_viewer: Client, ngos: Family, litto: City) -> None:
    StakeholderFactory.create(city=litto, family=ngos)

    page = SeenPage(as_viewer.get(FAMILIES))

    assert page.links["1 stakeholder"] == f"/register/litto/?family={ngos.pk}"
    assert "Add a family" not in page.links
    assert "Hide : NGOs" not in page.buttons


def test_a_manager_adds_a_family_with_questions(as_manager: Client, ngos: Family) -> None:
    layer = LayerFactory.create()
    form = SeenPage(as_manager.get(f"{FAMILIES}add/")).form("mark")

    response = as_manager.post(
        f"{FAMILIES}add/",
        {
            **form,
            "name": "Religious communities",
            "mark": "rc",
            "prompts": "Who is trusted in the quarter?\nWho gathers people weekly?",
            "layers": [str(layer.pk)],
        },
        follow=True,
    )

    added = Family.objects.get(code="religious-communities")
    assert "“Religious communities” is a family now." in SeenPage(response).text
    assert added.mark == "RC"
    assert added.prompt_list == ["Who is trusted in the quarter?", "Who gathers people weekly?"]
    assert list(added.layers.all()) == [layer]
    assert added.position > ngos.position


def test_renaming_keeps_the_other_languages(as_manager: Client, ngos: Family) -> None:
    form = SeenPage(as_manager.get(f"{FAMILIES}{ngos.pk}/edit/")).form("mark")

    as_manager.post(f"{FAMILIES}{ngos.pk}/edit/", {**form, "name": "Associations"})

    ngos.refresh_from_db()
    assert ngos.names == {"en": "Associations", "fr": "ONG"}
    assert ngos.code == "ngo"


def test_two_families_never_share_a_mark(as_manager: Client, ngos: Family, citizens: Family) -> None:
    form = SeenPage(as_manager.get(f"{FAMILIES}{citizens.pk}/edit/")).form("mark")

    response = as_manager.post(f"{FAMILIES}{citizens.pk}/edit/", {**form, "name": "People", "mark": "NG"})

    page = SeenPage(response)
    assert response.status_code == 422
    assert "Another family has this mark. Choose two other letters." in page.text
    assert page.form("mark")["name"] == ["People"]
    assert "Edit Citizens" in page.text


def test_a_family_without_a_name_is_refused(as_manager: Client, litto: City) -> None:
    response = as_manager.post(f"{FAMILIES}add/", {"name": " "})

    assert response.status_code == 422
    assert "Say what the family is called." in SeenPage(response).text


def test_families_change_places(as_manager: Client, ngos: Family, citizens: Family) -> None:
    assert order_shown(as_manager) == ["NGOs", "Citizens"]

    response = as_manager.post(f"{FAMILIES}{citizens.pk}/move/", {"way": "up"}, follow=True)

    assert "“Citizens” is number 1 now." in SeenPage(response).text
    assert order_shown(as_manager) == ["Citizens", "NGOs"]
    as_manager.post(f"{FAMILIES}{citizens.pk}/move/", {"way": "up"})
    as_manager.post(f"{FAMILIES}{citizens.pk}/move/", {"way": "down"}, headers={"HX-Request": "true"})
    assert order_shown(as_manager) == ["NGOs", "Citizens"]


def test_a_hidden_family_is_not_offered_but_keeps_its_stakeholders(
    as_manager: Client, ngos: Family, citizens: Family, litto: City
) -> None:
    member = StakeholderFactory.create(city=litto, family=ngos, name="Eau pour Tous")

    page = SeenPage(as_manager.post(f"{FAMILIES}{ngos.pk}/hide/", follow=True))

    assert "“NGOs” is hidden." in page.text
    assert "Undo" in page.buttons
    assert "NGOs" not in SeenPage(as_manager.get("/register/litto/add/")).text
    assert SeenPage(as_manager.get(f"/register/litto/{member.pk}/edit/")).form()["family"] == [str(ngos.pk)]
    assert Stakeholder.objects.get().family == ngos

    as_manager.post(f"{FAMILIES}{ngos.pk}/show/")

    assert "NGOs" in SeenPage(as_manager.get("/register/litto/add/")).text


def test_only_managers_change_families(as_editor: Client, as_stranger: Client, ngos: Family) -> None:
    assert as_editor.get(f"{FAMILIES}add/").status_code == 403
    for verb in ("edit", "move", "hide", "show"):
        assert as_editor.post(f"{FAMILIES}{ngos.pk}/{verb}/").status_code == 403
        assert as_stranger.post(f"{FAMILIES}{ngos.pk}/{verb}/").status_code == 404


def test_another_citys_families_are_out_of_reach(as_manager: Client, litto: City) -> None:
    foreign = FamilyFactory.create()

    for verb in ("edit", "move", "hide", "show"):
        assert as_manager.post(f"{FAMILIES}{foreign.pk}/{verb}/").status_code == 404


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>'])
def test_family_names_that_look_like_markup_show_as_text(as_manager: Client, litto: City, name: str) -> None:
    family = FamilyFactory.create(city=litto, names={"en": name}, meanings={"en": name})

    for address in (FAMILIES, f"{FAMILIES}{family.pk}/edit/", "/register/litto/", "/register/litto/add/"):
        html = as_manager.get(address).content.decode()
        assert "alert(1)" in html
        assert "<img src=x" not in html
        assert "<script>alert" not in html


def test_the_families_page_asks_as_often_for_50_as_for_2(as_manager: Client, litto: City) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_manager.get(FAMILIES)
        return len(asked)

    FamilyFactory.create_batch(2, city=litto)
    queries()
    few = queries()
    FamilyFactory.create_batch(48, city=litto)

    assert queries() == few
