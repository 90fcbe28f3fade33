"""Which few would do: the sets the room could choose, under what it asks of them."""

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City
from tests.factories import ListingFactory, NeedMatchFactory, RelationFactory
from tests.workshops.views.lacking import lacking, listed
from workshops.covering import Wish, teams_of
from workshops.models import Partnership, Workshop


@pytest.fixture
def workshop(litto: City) -> Workshop:
    return lacking(litto, data="Fill levels by the hour", human="Somebody to sort")


def names(teams: tuple[object, ...]) -> list[list[str]]:
    """Return the members of each set by name."""
    return [[listing.name for listing in team.members] for team in teams]  # type: ignore[attr-defined]


def address(workshop: Workshop, name: str = "teams") -> str:
    """Return the address of the page."""
    return reverse(f"workshops:{name}", args=[workshop.city.code, workshop.pk])


@pytest.mark.django_db
def test_all_smallest_sets_are_named_the_likeliest_first(workshop: Workshop) -> None:
    listed(workshop, "Pickers", readiness=5, human=3)
    listed(workshop, "Drivers", readiness=1, human=3)
    listed(workshop, "Sensors", data=3)

    found = teams_of(workshop, Wish())

    assert names(found.sets) == [["Pickers", "Sensors"], ["Sensors", "Drivers"]]
    assert found.sentence == "2 together are enough. There are 2 such sets:"
    assert names(found.robust) == [["Pickers", "Drivers"]]
    assert [(need.label, listing.name) for need, listing in found.alone] == [
        ("Fill levels by the hour", "Sensors")
    ]


@pytest.mark.django_db
def test_must_not_with_and_tension_are_kept_to(workshop: Workshop) -> None:
    pickers, drivers = listed(workshop, "Pickers", readiness=5, human=3), listed(workshop, "Drivers", human=2)
    sensors = listed(workshop, "Sensors", data=3)
    RelationFactory.create(source=pickers.stakeholder, target=sensors.stakeholder, kind="tension")

    left = teams_of(workshop, Wish(without=frozenset({pickers.pk}))).sets
    assert {frozenset(each) for each in names(left)} == {frozenset({"Drivers", "Sensors"})}
    both = teams_of(workshop, Wish(must=frozenset({pickers.pk, drivers.pk}))).sets
    assert {frozenset(each) for each in names(both)} == {frozenset({"Pickers", "Drivers", "Sensors"})}
    peaceful = teams_of(workshop, Wish(keeps_peace=True)).sets
    assert {frozenset(each) for each in names(peaceful)} == {frozenset({"Drivers", "Sensors"})}
    nobody = teams_of(workshop, Wish(keeps_peace=True, must=frozenset({pickers.pk})))
    assert nobody.sets == ()
    assert nobody.sentence == "No set meets all of them under these conditions."


@pytest.mark.django_db
def test_a_need_nobody_brings_is_told_and_left_out(workshop: Workshop, as_viewer: Client) -> None:
    listed(workshop, "Pickers", human=3)

    page = as_viewer.get(address(workshop)).content.decode()

    assert "1 is enough. There is 1 such set:" in page
    assert "Left out, since nobody listed brings it:" in page
    assert "Fill levels by the hour" in page


@pytest.mark.django_db
def test_it_says_why_there_is_nothing_to_search_for(workshop: Workshop) -> None:
    assert teams_of(workshop, Wish()).sentence == "Nobody listed brings what is needed yet."
    workshop.needs.all().delete()
    assert teams_of(workshop, Wish()).sentence == (
        "No needs are written down yet: say first what the project lacks."
    )


@pytest.mark.django_db
def test_a_set_is_chosen_with_one_button(
    workshop: Workshop, as_facilitator: Client, as_viewer: Client
) -> None:
    pickers, sensors = listed(workshop, "Pickers", human=3), listed(workshop, "Sensors", data=3)
    elsewhere = ListingFactory.create(workshop__city=workshop.city)
    assert "Choose 2 more" in as_facilitator.get(address(workshop)).content.decode()

    said = {"listing": [pickers.pk, sensors.pk, elsewhere.pk, "x"]}
    assert as_viewer.post(address(workshop, "teams-choose"), said).status_code == 403
    page = as_facilitator.post(address(workshop, "teams-choose"), said, follow=True).content.decode()

    assert "2 partners are chosen." in page
    assert set(Partnership.objects.values_list("listing", flat=True)) == {pickers.pk, sensors.pk}
    assert "all are partners" in as_facilitator.get(address(workshop)).content.decode()


@pytest.mark.django_db
def test_what_nobody_confirmed_is_said_of_each_set_of_the_needs_and_of_the_plan(
    workshop: Workshop, as_facilitator: Client
) -> None:
    pickers = listed(workshop, "Pickers", human=3, data=2, is_partner=True)
    NeedMatchFactory.create(need=workshop.needs.get(kind="human"), listing=pickers)

    needs = as_facilitator.get(address(workshop, "partnering")).content.decode()

    assert "1 of them only by a match nobody has confirmed" in needs
    sets = as_facilitator.get(address(workshop)).content.decode()
    assert "1 need only by a match nobody has confirmed" in sets
    only = '<bdi>Pickers</bdi> <span class="quiet">only by a match nobody has confirmed</span>'
    for page in (needs, as_facilitator.get(address(workshop, "plan")).content.decode()):
        assert page.count(only) == 1
        assert only in page.split("Fill levels by the hour")[1]

    NeedMatchFactory.create(need=workshop.needs.get(kind="data"), listing=pickers)
    for name in ("partnering", "teams", "plan"):
        assert "nobody has confirmed" not in as_facilitator.get(address(workshop, name)).content.decode()
