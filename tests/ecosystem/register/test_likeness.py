"""Entries that may be the same are found, with the reason; neighbours are not taken for twins."""

import pytest

from ecosystem.models import City
from ecosystem.register.likeness import Reason, likely_twins, likeness, reasons_between
from tests.factories import StakeholderFactory


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Water and Sanitation Office", "water and  sanitation office", Reason.SAME_NAME),
        ("École Polytechnique", "ecole polytechnique", Reason.SAME_NAME),
        ("Kiosk keepers' association", "Kiosk keepers\u2019 Association", Reason.SAME_NAME),
        ("Flussbad Berlin e.V.", "Flussbad Berlin", Reason.SAME_NAME),
        ("Climate Group Harbour", "Harbour Climate Group", Reason.SAME_NAME),
        ("Eau pour Tous", "Eaux pour Tous", Reason.SIMILAR_NAME),
        ("Savings mutual Solida", "Savings mutual Solida of the North", Reason.SIMILAR_NAME),
        ("Polytehcnic of Litto", "Polytechnic of Litto", Reason.SIMILAR_NAME),
        ("TU Berlin", "Technische Universität Berlin", Reason.ABBREVIATION),
        ("DWD", "Deutscher Wetterdienst (DWD)", Reason.ABBREVIATION),
        ("OEA", "Office de l'eau et de l'assainissement", Reason.ABBREVIATION),
        (
            "SenMVKU",
            "Senatsverwaltung für Mobilität, Verkehr, Klimaschutz und Umwelt",
            Reason.ABBREVIATION,
        ),
    ],
)
def test_likely_twins_are_recognised(one: str, other: str, reason: Reason) -> None:
    assert reasons_between(likeness(one), likeness(other)) == (reason,)
    assert reasons_between(likeness(other), likeness(one)) == (reason,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straßen- und Grünflächenamt Fhain-Xberg", "Straßen- und Grünflächenamt Neukölln"),
        ("District 11 committee", "District 12 committee"),
        ("Quartier Nord committee", "Quartier Sud committee"),
        ("Water Office", "Office of Youth"),
        ("Kiosk", "Kiosk keepers association"),
        ("مياه المدينة", "كهرباء المدينة"),
        ("", "Water Office"),
    ],
)
def test_neighbours_are_not_twins(one: str, other: str) -> None:
    assert reasons_between(likeness(one), likeness(other)) == ()


def test_a_short_name_counts_as_a_name() -> None:
    assert reasons_between(likeness("Eaux du Littoral", "EDL"), likeness("EDL")) == (Reason.ABBREVIATION,)


@pytest.mark.parametrize("website", ["https://www.eau.example/", "http://eau.example", "HTTPS://EAU.EXAMPLE"])
def test_the_same_website_is_a_reason_however_it_is_written(website: str) -> None:
    one = likeness("Eaux du Littoral", website=website)
    other = likeness("Harbour utility", website="https://eau.example")

    assert reasons_between(one, other) == (Reason.WEBSITE,)


def test_pages_of_one_portal_are_different_websites() -> None:
    one = likeness("Parks", website="https://city.example/parks/")
    other = likeness("Roads", website="https://city.example/roads/")

    assert reasons_between(one, other) == ()


def test_a_broken_website_compares_to_nothing() -> None:
    one = likeness("One", website="http://[broken")

    assert reasons_between(one, likeness("Two words", website="http://[broken")) == ()


def test_dirty_spreadsheet_entries_find_their_twin_and_leave_the_third_alone(litto: City) -> None:
    site = "https://city.example/env/"
    department = StakeholderFactory.create(
        city=litto, name="Department for Mobility, Transport, Climate and Environment", website=site
    )
    group = StakeholderFactory.create(city=litto, name="Cross-department climate group", website=site)

    twins = likely_twins(litto, name=" DepMTCE \n", website="https://city.example/env")

    assert [(twin.stakeholder, twin.reasons) for twin in twins] == [
        (department, (Reason.ABBREVIATION, Reason.WEBSITE)),
        (group, (Reason.WEBSITE,)),
    ]


def test_the_surest_twin_comes_first(litto: City) -> None:
    StakeholderFactory.create(city=litto, name="Eaux pour Tous")
    same = StakeholderFactory.create(city=litto, name="Eau pour tous")

    assert likely_twins(litto, name="EAU POUR TOUS")[0].stakeholder == same


def test_another_citys_entries_are_never_offered(litto: City) -> None:
    StakeholderFactory.create(name="Eau pour Tous")

    assert likely_twins(litto, name="Eau pour Tous") == []
