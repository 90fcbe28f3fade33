"""Name and family of somebody listed are changed in the workshop map's row; the register keeps its own."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, Family
from tests.factories import FamilyFactory, ListingFactory, StakeholderFactory, WorkshopFactory
from tests.pages import SeenPage
from tests.rows import event, redraw, row_form
from workshops.listing import waive
from workshops.models import Listing, WaivedFamily

HTMX = {"HX-Request": "true"}
HINT = "Name and family are this workshop's; the register keeps its own."


@pytest.fixture
def keepers(litto: City) -> Listing:
    """Somebody the room named, who is not in the register."""
    firms = FamilyFactory.create(city=litto, names={"en": "Firms"})
    workshop = WorkshopFactory.create(city=litto)
    return ListingFactory.create(workshop=workshop, name="Kiosk keepers", family=firms)


@pytest.fixture
def citizens(keepers: Listing) -> Family:
    """Another family of the city."""
    return FamilyFactory.create(city=keepers.workshop.city, names={"en": "Citizens"})


def url(name: str, listing: Listing, *parts: object) -> str:
    """Return an address of the workshop's map."""
    return reverse(f"workshops:{name}", args=[listing.workshop.city.code, listing.workshop_id, *parts])


def change(client: Client, listing: Listing, **changed: object) -> Any:
    """Save the row beside the map with some fields `changed`."""
    address = url("map-change", listing, listing.pk)
    return client.post(address, row_form(client, address) | changed, headers=HTMX)


def named(listing: Listing) -> tuple[str, str]:
    """Return what is stored."""
    listing = Listing.objects.get(pk=listing.pk)
    return (listing.name, str(listing.family))


def test_name_and_family_are_changed_with_undo_and_redo(
    as_facilitator: Client, keepers: Listing, citizens: Family
) -> None:
    waive(keepers.workshop, citizens, reason="nobody there")

    done = change(as_facilitator, keepers, name=" Women at  the kiosks", family=citizens.pk)

    after = ("Women at the kiosks", "Citizens")
    assert event(done)["said"] == (
        "The name is Women at the kiosks. Women at the kiosks is in the family Citizens."
    )
    assert named(keepers) == after
    assert not WaivedFamily.objects.exists()
    back = redraw(as_facilitator, url("map-redraw", keepers), event(done)["undo"])
    assert back["said"] == "The name is Kiosk keepers. Kiosk keepers is in the family Firms."
    assert named(keepers) == ("Kiosk keepers", "Firms")
    redraw(as_facilitator, url("map-redraw", keepers), back["undo"])
    assert named(keepers) == after


def test_what_somebody_of_the_register_is_called_here_leaves_the_register_as_it_is(
    as_facilitator: Client, keepers: Listing
) -> None:
    entry = StakeholderFactory.create(city=keepers.workshop.city, name="Water Office")
    office = ListingFactory.create(
        workshop=keepers.workshop, stakeholder=entry, name=entry.name, family=entry.family
    )
    shown = [SeenPage(as_facilitator.get(url("map-change", row, row.pk))).text for row in (office, keepers)]
    assert [HINT in text for text in shown] == [True, False]

    change(as_facilitator, office, name="The water people")

    entry.refresh_from_db()
    assert (named(office)[0], entry.name) == ("The water people", "Water Office")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"name": " "}, "This field is required."),
        ({"name": "x" * 500}, "at most"),
        ({"name": "water office"}, "A stakeholder with this name is already listed."),
        ({"family": "0"}, "Select a valid choice."),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_typed_is_lost(
    as_facilitator: Client, keepers: Listing, changed: dict[str, str], words: str
) -> None:
    ListingFactory.create(workshop=keepers.workshop, name="Water Office", family=keepers.family)

    refused = change(as_facilitator, keepers, influence="4", **changed)

    assert refused.status_code == 422
    assert words in SeenPage(refused).text
    assert SeenPage(refused).form("shown")["influence"] == ["4"]
    assert named(keepers) == ("Kiosk keepers", "Firms")
    assert not keepers.answers.exists()


def test_a_family_of_elsewhere_is_not_to_be_had(as_facilitator: Client, keepers: Listing) -> None:
    assert change(as_facilitator, keepers, family=FamilyFactory.create().pk).status_code == 422
    assert named(keepers)[1] == "Firms"
