"""Staff add and change stakeholders on one page; nothing typed is lost, nothing unseen is overwritten."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from ecosystem.models import City, Family, Gain, Relation, RelationKind, ResourceKind, Stakeholder, User
from tests.conftest import signed_in
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
from tests.pages import SeenPage

ADD = "/register/litto/add/"
Values = dict[str, str | list[str]]


@pytest.fixture
def ngos(litto: City) -> Family:
    return FamilyFactory.create(city=litto, code="ngo", mark="NG", names={"en": "NGOs"})


@pytest.fixture
def office(litto: City, ngos: Family) -> Stakeholder:
    return StakeholderFactory.create(
        city=litto, family=ngos, name="Water Office", description="Licenses kiosks.", area="Whole city"
    )


@pytest.fixture
def as_second_editor(litto: City) -> Client:
    return signed_in(MembershipFactory.create(city=litto, role=2, user__name="Kossi Mensah").user)


def send(client: Client, address: str, changes: Values | None = None) -> HttpResponse:
    """Open the form at `address`, change what `changes` says and send it as a browser would."""
    form = SeenPage(client.get(address)).form()
    return client.post(address, {**form, **(changes or {})})


def edit_address(stakeholder: Stakeholder) -> str:
    return f"/register/litto/{stakeholder.pk}/edit/"


def test_a_new_stakeholder_is_added_with_all_its_parts(
    as_editor: Client, editor: User, office: Stakeholder, ngos: Family
) -> None:
    response = send(
        as_editor,
        ADD,
        {
            "name": "  Eau pour   Tous ",
            "family": str(ngos.pk),
            "website": "eau.example",
            "tags": "water, Water, youth",
            "interests-social-level": "3",
            "interests-social-description": "Reach the hills",
            "resources-data-level": "0",
            "means-pilot-level": "1",
            "relations-0-kind": "funds",
            "relations-0-way": "in",
            "relations-0-other": "water office",
        },
    )

    added = Stakeholder.objects.get(name="Eau pour Tous")
    assert response.url == added.get_absolute_url()
    assert added.website == "https://eau.example"
    assert sorted(tag.name for tag in added.tags.all()) == ["Water", "youth"]
    assert [(row.kind, row.level, row.description) for row in added.interests.all()] == [
        (Gain.SOCIAL, 3, "Reach the hills")
    ]
    assert [(row.kind, row.level) for row in added.resources.all()] == [(ResourceKind.DATA, None)]
    assert added.updated_by == editor
    text = SeenPage(as_editor.get(response.url)).text
    assert "“Eau pour Tous” is in the register." in text
    assert "is funded by NG : NGOs Water Office" in text


def test_a_new_stakeholder_stands_where_its_family_usually_does(as_editor: Client, ngos: Family) -> None:
    layer = LayerFactory.create()
    ngos.layers.add(layer)

    send(as_editor, ADD, {"name": "Eau pour Tous", "family": str(ngos.pk)})

    assert list(Stakeholder.objects.get(name="Eau pour Tous").layers.all()) == [layer]


def test_a_refused_form_says_what_to_mend_and_keeps_what_was_typed(as_editor: Client, litto: City) -> None:
    response = send(
        as_editor,
        ADD,
        {
            "short_name": "EPT",
            "website": "not a page",
            "interests-social-description": "Reach the hills",
            "relations-0-kind": "funds",
            "relations-0-other": "Nobody we know",
            "relations-0-note": "Since 2021",
        },
    )

    page = SeenPage(response)
    assert response.status_code == 422
    assert "Mend 5 places, then save" in page.text
    assert page.links["Name"] == "#id_name"
    assert page.text.count("Say what it is called.") == 2
    assert page.text.count("The register has no “Nobody we know”.") == 2
    form = page.form()
    assert form["short_name"] == ["EPT"]
    assert form["website"] == ["not a page"]
    assert form["interests-social-description"] == ["Reach the hills"]
    assert form["relations-0-note"] == ["Since 2021"]
    assert not Stakeholder.objects.exists()


def test_likely_twins_are_offered_before_anything_is_written(
    as_editor: Client, office: Stakeholder, ngos: Family
) -> None:
    asked = {"name": "The water offices", "family": str(ngos.pk), "area": "Port-Bas"}

    response = send(as_editor, ADD, asked)

    page = SeenPage(response)
    assert response.status_code == 422
    assert page.links["Water Office"] == office.get_absolute_url()
    assert "It is another one: save anyway" in page.buttons
    assert page.form()["area"] == ["Port-Bas"]
    assert Stakeholder.objects.count() == 1

    as_editor.post(ADD, {**page.form(), "another": str(office.pk)})

    assert Stakeholder.objects.filter(name="The water offices").exists()


def test_twins_show_while_a_name_is_typed(as_editor: Client, office: Stakeholder) -> None:
    page = SeenPage(as_editor.get(f"{ADD}twins/", {"name": "water office"}, headers={"HX-Request": "true"}))

    assert "Water Office" in page.links
    assert "the same name" in page.text


def test_an_archived_twin_is_offered_too(as_editor: Client, office: Stakeholder) -> None:
    Stakeholder.objects.update(archived_at=timezone.now())

    text = SeenPage(as_editor.get(f"{ADD}twins/", {"name": "water office"})).text

    assert "Water Office archived" in text


def test_the_familys_profile_is_suggested_not_written(as_editor: Client, ngos: Family) -> None:
    method = FamilyFactory.create(city=None, code="ngo")
    ProfileStatementFactory.create(family=method, resource="data", texts={"en": "Knows the demand."})

    page = SeenPage(as_editor.get(f"{ADD}?family={ngos.pk}&name=Eau"))

    assert "NGOs typically: 1 line to check" in page.text
    assert "Knows the demand." in page.text
    assert page.form()["name"] == ["Eau"]
    assert page.form()["family"] == [str(ngos.pk)]
    assert page.form()["resources-data-description"] == [""]


def test_choosing_another_family_moves_the_layers_unless_they_were_chosen_by_hand(
    as_editor: Client, litto: City, ngos: Family
) -> None:
    usual, chosen = LayerFactory.create(), LayerFactory.create()
    ngos.layers.add(usual)
    address = f"{ADD}typical/?family={ngos.pk}"

    assert f'value="{usual.pk}" ' in _checked_layers(as_editor.get(address))
    assert f'value="{chosen.pk}" ' in _checked_layers(as_editor.get(f"{address}&layers={chosen.pk}"))
    assert f'value="{usual.pk}" ' not in _checked_layers(as_editor.get(f"{address}&layers={chosen.pk}"))


def _checked_layers(response: HttpResponse) -> str:
    return " ".join(line for line in response.content.decode().splitlines() if "checked" in line)


def test_an_edit_changes_adds_and_removes(as_editor: Client, office: Stakeholder, litto: City) -> None:
    InterestFactory.create(stakeholder=office, kind=Gain.PROFIT)
    ResourceFactory.create(stakeholder=office, kind=ResourceKind.DATA, level=1)
    tie = RelationFactory.create(source=office, target__city=litto)

    response = send(
        as_editor,
        edit_address(office),
        {
            "area": "Port-Bas",
            "interests-profit-level": "",
            "resources-data-level": "3",
            "relations-0-DELETE": "on",
        },
    )

    office.refresh_from_db()
    assert response.status_code == 302
    assert office.area == "Port-Bas"
    assert not office.interests.exists()
    assert office.resources.get().level == 3
    assert not Relation.objects.filter(pk=tie.pk).exists()


def test_an_edit_without_change_keeps_everything(as_editor: Client, office: Stakeholder, litto: City) -> None:
    InterestFactory.create(stakeholder=office, kind=Gain.PROFIT, description="Sales")
    RelationFactory.create(target=office, source__city=litto, kind=RelationKind.FUNDS, note="Since 2021")
    before = SeenPage(as_editor.get(office.get_absolute_url())).text.split("Area")[0]

    send(as_editor, edit_address(office))

    after = SeenPage(as_editor.get(office.get_absolute_url())).text.split("Area")[0]
    assert after == before


def test_a_name_somebody_else_bears_is_refused(as_editor: Client, office: Stakeholder, litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Waste Office")

    response = send(as_editor, edit_address(office), {"name": "waste office"})

    assert response.status_code == 422
    assert "already has an active stakeholder with this name" in SeenPage(response).text
    assert "Edit Water Office" in SeenPage(response).text


def test_relations_reach_only_the_own_citys_register(as_editor: Client, office: Stakeholder) -> None:
    foreign = StakeholderFactory.create(name="Foreign Bank")

    response = send(
        as_editor, edit_address(office), {"relations-0-kind": "funds", "relations-0-other": foreign.name}
    )

    assert response.status_code == 422
    assert not Relation.objects.exists()


def two_saves(first: Client, second: Client, office: Stakeholder, *changes: Values) -> HttpResponse:
    """Let both open the form, the first save, then the second; return what the second is answered."""
    form = SeenPage(second.get(edit_address(office))).form()
    assert send(first, edit_address(office), changes[0]).status_code == 302
    return second.post(edit_address(office), {**form, **changes[1]})


def test_the_second_save_overwrites_nothing_and_shows_both_versions(
    as_editor: Client, as_second_editor: Client, office: Stakeholder
) -> None:
    response = two_saves(
        as_editor,
        as_second_editor,
        office,
        {"area": "Port-Bas", "interests-profit-level": "2"},
        {"area": "Quartier Nord", "source": "A phone call"},
    )

    page = SeenPage(response)
    office.refresh_from_db()
    assert response.status_code == 409
    assert office.area == "Port-Bas"
    assert "Somebody else saved this entry while you were writing" in page.text
    assert "Area you both changed it Theirs, in the register now Port-Bas Yours Quartier Nord" in page.text
    assert "Source you changed it Theirs, in the register now empty Yours A phone call" in page.text
    assert (
        "What it would gain: profit they changed it Theirs, in the register now clear Yours empty"
        in page.text
    )
    assert page.form()["area"] == ["Quartier Nord"]


def test_the_versions_are_joined_place_by_place(
    as_editor: Client, as_second_editor: Client, office: Stakeholder
) -> None:
    response = two_saves(
        as_editor,
        as_second_editor,
        office,
        {"area": "Port-Bas", "interests-profit-level": "2"},
        {"area": "Quartier Nord", "source": "A phone call"},
    )

    done = as_second_editor.post(edit_address(office), {**SeenPage(response).form(), "choose-area": "mine"})

    office.refresh_from_db()
    assert done.status_code == 302
    assert office.area == "Quartier Nord"
    assert office.source == "A phone call"
    assert office.interests.get().level == 2


def test_a_place_both_changed_must_be_decided(
    as_editor: Client, as_second_editor: Client, office: Stakeholder
) -> None:
    response = two_saves(as_editor, as_second_editor, office, {"area": "Port-Bas"}, {"area": "Nord"})

    again = as_second_editor.post(edit_address(office), SeenPage(response).form())

    office.refresh_from_db()
    assert again.status_code == 409
    assert "Choose theirs or yours." in SeenPage(again).text
    assert office.area == "Port-Bas"


def test_a_third_version_can_be_written_by_hand(
    as_editor: Client, as_second_editor: Client, office: Stakeholder
) -> None:
    response = two_saves(as_editor, as_second_editor, office, {"area": "Port-Bas"}, {"area": "Nord"})

    as_second_editor.post(
        edit_address(office), {**SeenPage(response).form(), "area": "Port-Bas and Nord", "take": "mine"}
    )

    office.refresh_from_db()
    assert office.area == "Port-Bas and Nord"


def test_a_relation_added_from_the_other_end_is_not_lost(
    as_editor: Client, as_second_editor: Client, office: Stakeholder, litto: City
) -> None:
    bank = StakeholderFactory.create(city=litto, name="Bank")
    form = SeenPage(as_second_editor.get(edit_address(office))).form()
    send(as_editor, edit_address(bank), {"relations-0-kind": "funds", "relations-0-other": office.name})

    response = as_second_editor.post(edit_address(office), {**form, "area": "Nord"})
    assert response.status_code == 409
    assert "is funded by Bank" in SeenPage(response).text

    done = as_second_editor.post(edit_address(office), SeenPage(response).form())

    office.refresh_from_db()
    assert done.status_code == 302
    assert office.area == "Nord"
    assert Relation.objects.get().source == bank


def test_only_editors_reach_the_forms(
    as_viewer: Client, as_stranger: Client, office: Stakeholder, ngos: Family
) -> None:
    for address in (ADD, edit_address(office), f"{ADD}twins/", f"{ADD}typical/"):
        assert as_viewer.get(address).status_code == 403
        assert as_stranger.get(address).status_code == 404
    sent = {"name": "Intruder", "family": str(ngos.pk)}
    assert as_viewer.post(ADD, sent).status_code == 403
    assert as_viewer.post(edit_address(office), sent).status_code == 403
    assert Stakeholder.objects.get() == office


def test_another_citys_stakeholder_cannot_be_edited(as_editor: Client, litto: City) -> None:
    foreign = StakeholderFactory.create()

    assert as_editor.get(edit_address(foreign)).status_code == 404
    assert as_editor.post(edit_address(foreign), {"name": "Taken"}).status_code == 404
