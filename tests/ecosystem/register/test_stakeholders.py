"""The list is searched, narrowed, sorted and shared; a stakeholder's page says all that is known."""

import re
from datetime import date
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ecosystem.models import City, Gain, Means, Relation, RelationKind, ResourceKind, Stakeholder
from tests.factories import (
    CommitmentMeansFactory,
    FamilyFactory,
    InterestFactory,
    LayerFactory,
    RelationFactory,
    ResourceFactory,
    StakeholderFactory,
    TagFactory,
)
from tests.pages import SeenPage

LIST = "/register/litto/"
HTMX = {"HX-Request": "true"}
DANGEROUS = ("<img src=x onerror=alert(1)>", '"><script>alert(1)</script>')


def names_in(client: Client, query: str = "") -> list[str]:
    """Return the names the list shows, in its order."""
    page = SeenPage(client.get(LIST + query))
    stored = set(Stakeholder.objects.values_list("name", flat=True))
    return [word.strip() for word in page.words if word.strip() in stored]


@pytest.fixture
def office(litto: City) -> Stakeholder:
    return StakeholderFactory.create(
        city=litto, name="Water and Sanitation Office", short_name="OEA", description="Licenses the kiosks."
    )


@pytest.fixture
def mutual(litto: City) -> Stakeholder:
    return StakeholderFactory.create(city=litto, name="Savings mutual Solida", area="Port-Bas")


@pytest.mark.parametrize("words", ["sanitation", "oea", "licenses KIOSKS", "pipes", "inspectors"])
def test_search_finds_names_short_names_descriptions_tags_and_resources(
    as_viewer: Client, litto: City, office: Stakeholder, mutual: Stakeholder, words: str
) -> None:
    office.tags.add(TagFactory.create(city=litto, name="pipes"))
    ResourceFactory.create(stakeholder=office, kind=ResourceKind.HUMAN, description="Two inspectors")

    assert names_in(as_viewer, f"?q={words}") == ["Water and Sanitation Office"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("École de l’Eau", "ecole de l'eau"),
        ("École de l’Eau", "ÉCOLE"),
        ("Ecole de l'eau", "école l’eau"),
        ("Œuvres sociales", "oeuvre"),
        ("ВОДОКАНАЛ", "водоканал"),
        ("Straßenbau", "STRASSE"),
        ("İstanbul Su", "istanbul"),
        ("مَدْرَسَة", "مدرسة"),
        ("100% Eau_claire", "% _"),
    ],
)
def test_search_minds_neither_case_nor_accents_in_any_script(
    as_viewer: Client, litto: City, office: Stakeholder, name: str, words: str
) -> None:
    StakeholderFactory.create(city=litto, name=name)

    assert names_in(as_viewer, f"?{urlencode({'q': words})}") == [name]


def test_list_sorts_letters_with_accents_beside_those_without(as_viewer: Client, litto: City) -> None:
    for name in ("Zoo", "Ékoué", "eThekwini", "Eau", "École"):
        StakeholderFactory.create(city=litto, name=name)

    assert names_in(as_viewer) == ["Eau", "École", "Ékoué", "eThekwini", "Zoo"]
    assert names_in(as_viewer, "?order=-name") == ["Zoo", "eThekwini", "Ékoué", "École", "Eau"]


def test_list_narrows_by_family_layer_and_resource(
    as_viewer: Client, office: Stakeholder, mutual: Stakeholder
) -> None:
    layer = LayerFactory.create()
    mutual.layers.add(layer)
    ResourceFactory.create(stakeholder=mutual, kind=ResourceKind.FINANCIAL)

    assert names_in(as_viewer) == ["Savings mutual Solida", "Water and Sanitation Office"]
    assert names_in(as_viewer, f"?family={office.family_id}") == ["Water and Sanitation Office"]
    assert names_in(as_viewer, f"?layer={layer.pk}") == ["Savings mutual Solida"]
    assert names_in(as_viewer, "?resource=financial") == ["Savings mutual Solida"]
    assert names_in(as_viewer, f"?resource=financial&family={office.family_id}") == []


def test_list_narrows_by_status(as_viewer: Client, litto: City) -> None:
    today = timezone.localdate()
    StakeholderFactory.create(city=litto, name="Fresh", confirmed_on=today)
    StakeholderFactory.create(city=litto, name="Stale", confirmed_on=date(2020, 1, 1))
    StakeholderFactory.create(city=litto, name="Gone", confirmed_on=today, archived_at=timezone.now())

    assert names_in(as_viewer) == ["Fresh", "Stale"]
    assert names_in(as_viewer, "?status=confirm") == ["Stale"]
    assert names_in(as_viewer, "?status=archived") == ["Gone"]
    assert names_in(as_viewer, "?status=all") == ["Fresh", "Gone", "Stale"]


def test_list_sorts_by_name_and_by_confirmation(as_viewer: Client, litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Alpha", confirmed_on=date(2026, 5, 1))
    StakeholderFactory.create(city=litto, name="Beta", confirmed_on=date(2026, 1, 1))

    assert names_in(as_viewer, "?order=-name") == ["Beta", "Alpha"]
    assert names_in(as_viewer, "?order=confirmed") == ["Beta", "Alpha"]
    assert names_in(as_viewer, "?order=-confirmed") == ["Alpha", "Beta"]


@pytest.mark.parametrize("query", ["?family=x&layer=99999", "?order=owner", "?status=odd", "?page=99"])
def test_list_takes_nonsense_as_no_filter(as_viewer: Client, office: Stakeholder, query: str) -> None:
    assert names_in(as_viewer, query) == ["Water and Sanitation Office"]


def test_list_says_how_many_of_how_many(as_viewer: Client, office: Stakeholder, mutual: Stakeholder) -> None:
    assert "1 of 2 stakeholders" in SeenPage(as_viewer.get(f"{LIST}?q=water")).text
    assert "0 stakeholders" in SeenPage(as_viewer.get(f"{LIST}?status=archived")).text


def test_htmx_gets_only_the_results_and_a_shareable_address(as_viewer: Client, office: Stakeholder) -> None:
    response = as_viewer.get(f"{LIST}?q=water&status=&family=", headers=HTMX)

    page = SeenPage(response)
    assert response.headers["HX-Push-Url"] == f"{LIST}?q=water"
    assert "Water and Sanitation Office" in page.text
    assert "Add a stakeholder" not in page.text


def test_a_filter_that_is_on_can_be_taken_off(
    as_viewer: Client, office: Stakeholder, mutual: Stakeholder
) -> None:
    page = SeenPage(as_viewer.get(f"{LIST}?q=water&family={office.family_id}"))

    assert page.links["“water” take this filter off"] == f"?family={office.family_id}"
    assert page.links[f"{office.family} take this filter off"] == "?q=water"


def test_long_lists_come_in_pages_that_keep_the_filters(as_viewer: Client, litto: City) -> None:
    family = FamilyFactory.create(city=litto)
    StakeholderFactory.create_batch(51, city=litto, family=family)

    first = SeenPage(as_viewer.get(f"{LIST}?family={family.pk}"))
    second = SeenPage(as_viewer.get(f"{LIST}?family={family.pk}&page=2"))

    assert "1 to 50 of 51" in first.text
    assert first.links["Next"] == f"?family={family.pk}&page=2"
    assert "51 to 51 of 51" in second.text


@pytest.mark.parametrize(
    "address", [LIST, f"{LIST}?q=stakeholder&status=all", "/register/litto/choices/?q=s"]
)
def test_lists_ask_the_database_as_often_for_50_rows_as_for_2(
    as_editor: Client, litto: City, address: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert as_editor.get(address).status_code == 200
        return len(asked)

    family, layer, tag = (
        FamilyFactory.create(city=litto),
        LayerFactory.create(),
        TagFactory.create(city=litto),
    )

    def add(number: int) -> None:
        for stakeholder in StakeholderFactory.create_batch(number, city=litto, family=family):
            stakeholder.layers.add(layer)
            stakeholder.tags.add(tag)
            ResourceFactory.create(stakeholder=stakeholder)

    add(2)
    as_editor.get(address)
    few = queries()
    add(48)

    assert queries() == few


def test_an_empty_register_offers_the_first_step(as_editor: Client, litto: City) -> None:
    page = SeenPage(as_editor.get(LIST))

    assert "The register is empty" in page.text
    assert page.links["Add the first stakeholder"] == "/register/litto/add/"


def test_an_empty_register_tells_viewers_the_truth_without_a_button(as_viewer: Client, litto: City) -> None:
    page = SeenPage(as_viewer.get(LIST))

    assert "The register is empty" in page.text
    assert "Add the first stakeholder" not in page.links


def test_a_search_without_result_offers_the_way_back(as_viewer: Client, office: Stakeholder) -> None:
    page = SeenPage(as_viewer.get(f"{LIST}?q=nobody"))

    assert "Nothing in the register matches" in page.text
    assert page.links["Show all stakeholders"] == LIST


def test_families_with_nobody_are_named(as_editor: Client, office: Stakeholder, litto: City) -> None:
    media = FamilyFactory.create(city=litto, names={"en": "Media"}, position=30001)

    page = SeenPage(as_editor.get(LIST))

    assert "nobody yet from" in page.text
    assert page.links["Media"] == f"/register/litto/add/?family={media.pk}"


def test_viewers_see_no_controls_that_change(as_viewer: Client, office: Stakeholder) -> None:
    listed = SeenPage(as_viewer.get(LIST))
    shown = SeenPage(as_viewer.get(office.get_absolute_url()))

    assert "Water and Sanitation Office" in listed.text
    assert "Add a stakeholder" not in listed.links
    assert "confirm" not in listed.buttons
    assert "Edit" not in shown.links
    assert not {"Archive", "Confirm today"} & set(shown.buttons)


def test_members_of_another_city_find_nothing(as_stranger: Client, office: Stakeholder) -> None:
    assert as_stranger.get(LIST).status_code == 404
    assert as_stranger.get(office.get_absolute_url()).status_code == 404


def test_another_citys_stakeholder_is_not_found_under_this_one(as_viewer: Client, litto: City) -> None:
    other = StakeholderFactory.create()

    assert as_viewer.get(f"{LIST}{other.pk}/").status_code == 404
    assert other.name not in SeenPage(as_viewer.get(f"{LIST}?status=all")).text


@pytest.mark.parametrize("name", DANGEROUS)
def test_names_that_look_like_markup_show_as_text(as_editor: Client, litto: City, name: str) -> None:
    entry = StakeholderFactory.create(city=litto, name=name, short_name=name[:20], description=name)
    RelationFactory.create(source=entry, target=StakeholderFactory.create(city=litto, name=f"{name} 2"))
    addresses = [
        LIST,
        f"{LIST}?q={name}",
        f"{LIST}{entry.pk}/",
        f"{LIST}{entry.pk}/edit/",
        f"{LIST}choices/?q=alert",
    ]

    for address in addresses:
        response = as_editor.get(address)
        assert "alert(1)" in response.content.decode()
        assert "<img src=x" not in response.content.decode()
        assert "<script>alert" not in response.content.decode()


def test_a_stakeholders_page_says_who_what_it_wants_brings_and_how_to_commit_it(
    as_viewer: Client, office: Stakeholder
) -> None:
    InterestFactory.create(
        stakeholder=office, kind=Gain.EFFICIENCY, level=3, description="Fewer trips to read meters"
    )
    ResourceFactory.create(stakeholder=office, kind=ResourceKind.DATA, level=None, description="Kiosk list")
    CommitmentMeansFactory.create(stakeholder=office, kind=Means.PILOT, level=3, description="Port-Bas")
    Stakeholder.objects.filter(pk=office.pk).update(
        source="Organisation chart", confirmed_on=date(2026, 10, 6)
    )

    text = SeenPage(as_viewer.get(office.get_absolute_url())).text

    assert "Licenses the kiosks." in text
    assert "efficiency Fewer trips to read meters strong" in text
    assert "data Kiosk list not known how much" in text
    assert "pilot action Port-Bas agreed" in text
    assert "Source Organisation chart" in text
    assert "Last confirmed 6 October 2026" in text


def test_relations_are_said_from_both_ends(
    as_viewer: Client, office: Stakeholder, mutual: Stakeholder
) -> None:
    RelationFactory.create(source=office, target=mutual, kind=RelationKind.FUNDS, note="Since 2021")
    RelationFactory.create(
        source=mutual, target=office, kind=RelationKind.SHARES, direction=Relation.Direction.MUTUAL
    )

    funder = SeenPage(as_viewer.get(office.get_absolute_url())).text
    funded = SeenPage(as_viewer.get(mutual.get_absolute_url())).text

    assert f"funds {mutual.family.mark} : {mutual.family} Savings mutual Solida Since 2021 clear" in funder
    assert "exchanges data or information with" in funder
    assert f"is funded by {office.family.mark} : {office.family} Water and Sanitation Office" in funded


def test_a_stakeholders_page_asks_as_often_with_50_relations_as_with_2(
    as_viewer: Client, office: Stakeholder
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            as_viewer.get(office.get_absolute_url())
        return len(asked)

    RelationFactory.create_batch(2, source=office)
    queries()
    few = queries()
    RelationFactory.create_batch(48, source=office)

    assert queries() == few


@pytest.mark.parametrize("words", ["\x00", "w " * 300])
def test_searches_survive_words_nobody_types(as_viewer: Client, office: Stakeholder, words: str) -> None:
    assert as_viewer.get("/register/litto/choices/", {"q": words}).status_code == 200
    assert as_viewer.get(LIST, {"q": words}).status_code == 200


def test_the_type_ahead_puts_names_that_start_alike_first(
    as_viewer: Client, office: Stakeholder, litto: City
) -> None:
    StakeholderFactory.create(city=litto, name="Borehole owners", description="They sell water.")
    StakeholderFactory.create(city=litto, name="Ministry of Water")

    offered = as_viewer.get("/register/litto/choices/?q=water").content.decode()

    assert re.findall('value="([^"]*)"', offered) == [
        "Water and Sanitation Office",
        "Ministry of Water",
        "Borehole owners",
    ]


def test_the_type_ahead_offers_active_stakeholders_by_name_or_short_name(
    as_viewer: Client, office: Stakeholder, mutual: Stakeholder, litto: City
) -> None:
    StakeholderFactory.create(city=litto, name="Old Water Board", archived_at=timezone.now())

    offered = as_viewer.get("/register/litto/choices/?q=water").content.decode()

    assert 'value="Water and Sanitation Office"' in offered
    assert "Old Water Board" not in offered
    assert "Savings" not in offered
