"""Names and family of an entry are changed in the row of the city's map."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Family, Stakeholder
from tests.factories import FamilyFactory, StakeholderFactory
from tests.pages import SeenPage
from tests.rows import event, redraw, row_form

HTMX = {"HX-Request": "true"}


@pytest.fixture
def lab(litto: City) -> Stakeholder:
    """An entry among the firms."""
    firms = FamilyFactory.create(city=litto, names={"en": "Firms"})
    return StakeholderFactory.create(city=litto, name="Kiosko Lab", short_name="KL", family=firms)


@pytest.fixture
def start_ups(lab: Stakeholder) -> Family:
    """Another family of the city."""
    return FamilyFactory.create(city=lab.city, names={"en": "Start-ups"})


def url(name: str, *parts: object) -> str:
    """Return an address of the city's map."""
    return reverse(f"register:{name}", args=["litto", *parts])


def change(client: Client, entry: Stakeholder, **changed: object) -> Any:
    """Save the row beside the map with some fields `changed` ('_' stays '_')."""
    sent = row_form(client, url("map-change", entry.pk)) | changed
    return client.post(url("map-change", entry.pk), sent, headers=HTMX)


def named(entry: Stakeholder) -> tuple[str, str, str]:
    """Return what is stored."""
    entry = Stakeholder.objects.get(pk=entry.pk)
    return (entry.name, entry.short_name, str(entry.family))


def test_names_and_family_are_changed_with_undo_and_redo(
    as_editor: Client, lab: Stakeholder, start_ups: Family
) -> None:
    done = change(as_editor, lab, name="  Kiosko   Works ", short_name="", family=start_ups.pk)

    assert event(done)["said"] == (
        "The name is Kiosko Works. Kiosko Works: short name none. Kiosko Works is in the family Start-ups."
    )
    after = ("Kiosko Works", "", "Start-ups")
    assert named(lab) == after
    assert Stakeholder.objects.get(pk=lab.pk).version == lab.version + 1
    back = redraw(as_editor, url("map-redraw"), event(done)["undo"])
    assert back["said"].startswith("The name is Kiosko Lab. Kiosko Lab: short name KL.")
    assert named(lab) == ("Kiosko Lab", "KL", "Firms")
    redraw(as_editor, url("map-redraw"), back["undo"])
    assert named(lab) == after


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 500}, "at most"),
        ({"name": "a\x0bb"}, "hidden character"),
        ({"short_name": "x" * 21}, "at most 20"),
        ({"name": "water office"}, "The register already has an active stakeholder with this name."),
        ({"family": "0"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    as_editor: Client, lab: Stakeholder, changed: dict[str, str], words: str
) -> None:
    StakeholderFactory.create(city=lab.city, name="Water Office", family=lab.family)

    refused = change(as_editor, lab, readiness="4", **changed)

    assert refused.status_code == 422
    assert words in SeenPage(refused).text
    assert SeenPage(refused).form("shown")["readiness"] == ["4"]
    assert named(lab) == ("Kiosko Lab", "KL", "Firms")
    assert Stakeholder.objects.get(pk=lab.pk).readiness == lab.readiness


def test_families_of_elsewhere_and_hidden_ones_are_not_offered_but_for_ones_own(
    as_editor: Client, lab: Stakeholder
) -> None:
    foreign = FamilyFactory.create()
    hidden = FamilyFactory.create(city=lab.city, visibility=Family.Visibility.HIDDEN)
    for family in (foreign, hidden):
        assert change(as_editor, lab, family=family.pk).status_code == 422

    Stakeholder.objects.filter(pk=lab.pk).update(family=hidden)
    assert event(change(as_editor, lab, name="Kiosko"))["said"] == "The name is Kiosko."


def test_a_name_somebody_gave_meanwhile_is_not_overwritten_unseen(
    as_editor: Client, lab: Stakeholder
) -> None:
    sent = row_form(as_editor, url("map-change", lab.pk)) | {"name": "Kiosko Works"}
    Stakeholder.objects.filter(pk=lab.pk).update(name="Kiosko House")

    refused = as_editor.post(url("map-change", lab.pk), sent, headers=HTMX)

    assert "Somebody changed Kiosko House meanwhile" in SeenPage(refused).text
    assert "The name is Kiosko House." in SeenPage(refused).text
    assert SeenPage(refused).form("shown")["name"] == ["Kiosko Works"]
    as_editor.post(url("map-change", lab.pk), SeenPage(refused).form("shown"), headers=HTMX)
    assert named(lab)[0] == "Kiosko Works"
