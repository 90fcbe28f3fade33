"""Reading the city's map around somebody and between two, and finding who is in a closed group."""

import itertools

import pytest
from django.test import Client
from django.urls import reverse

from ecosystem.models import City, RelationKind, Stakeholder
from tests.crowds import fill
from tests.factories import FamilyFactory, RelationFactory, StakeholderFactory


@pytest.fixture
def chain(litto: City) -> list[Stakeholder]:
    """Four stakeholders in a row; the last two are in tension with the first."""
    family = FamilyFactory.create(city=litto)
    row = [
        StakeholderFactory.create(city=litto, family=family, name=name)
        for name in ("Water Office", "Kiosko Lab", "Jeton Pay", "Eau pour Tous")
    ]
    for source, target in itertools.pairwise(row):
        RelationFactory.create(source=source, target=target, kind=RelationKind.FUNDS)
    RelationFactory.create(source=row[0], target=row[3], kind=RelationKind.TENSION)
    return row


def read(client: Client, city: City, **asked: str) -> str:
    """Return the page's words for what is asked."""
    return client.get(reverse("register:map", args=[city.code]), asked).content.decode()


def test_around_somebody_up_to_three_relations(
    as_viewer: Client, litto: City, chain: list[Stakeholder]
) -> None:
    assert "Water Office has relations with 1 stakeholder." in read(as_viewer, litto, about="Water Office")
    page = read(as_viewer, litto, about="water office", steps="3")
    assert "Water Office reaches 3 stakeholders over up to 3 relations." in page
    assert f's{chain[3].pk}"' in page.split("data-keys=")[1].split(">")[0]


def test_the_way_between_two_and_the_two_compared(
    as_viewer: Client, litto: City, chain: list[Stakeholder]
) -> None:
    page = read(as_viewer, litto, about="Water Office", to="Jeton Pay")

    assert "From Water Office to Jeton Pay it is 2 relations, by 1 way." in page
    assert "Both are tied to" in page


def test_two_without_a_way_are_said_to_have_none(
    as_viewer: Client, litto: City, chain: list[Stakeholder]
) -> None:
    page = read(as_viewer, litto, about="Water Office", to="Jeton Pay", over="tension")

    assert "No way over these relations leads from Water Office to Jeton Pay." in page


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"about": "Nobody"}, "Nobody on the map is called “Nobody”."),
        ({"about": "Kiosko Lab", "to": "Kiosko Lab"}, "Choose somebody else to compare with."),
        ({"about": "Kiosko Lab", "steps": "9"}, "9 is not one of the available choices."),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field(
    as_viewer: Client, litto: City, chain: list[Stakeholder], asked: dict[str, str], words: str
) -> None:
    page = read(as_viewer, litto, **asked)

    assert words in page
    assert "data-reading" not in page


def test_htmx_is_given_the_reading_alone(as_viewer: Client, litto: City, chain: list[Stakeholder]) -> None:
    answer = as_viewer.get(
        reverse("register:map", args=[litto.code]), {"about": "Kiosko Lab"}, headers={"HX-Request": "true"}
    )

    assert "Kiosko Lab has relations with 2 stakeholders." in answer.content.decode()
    assert b"<ecosystem-map" not in answer.content


def test_of_a_large_map_only_those_that_are_read_about_are_drawn(
    as_viewer: Client, litto: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("ecosystem.register.atlas", "ecosystem.maps.reading"):
        monkeypatch.setattr(f"{module}.MOST_SINGLE", 50)
    fill(litto, 60)
    somebody = Stakeholder.objects.exclude(relations_out=None).earliest("pk")

    sheet = as_viewer.get(
        reverse("register:map", args=[litto.code]), {"about": somebody.name, "steps": "1"}
    ).context["map"]

    assert {row.key for row in sheet.rows} == set(sheet.part.reading.keys)
    assert f"s{somebody.pk}" in sheet.part.reading.keys


def test_finding_somebody_opens_the_group_they_are_in(
    as_viewer: Client, litto: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecosystem.register.atlas.MOST_SINGLE", 50)
    fill(litto, 60)
    address = reverse("register:map", args=[litto.code])
    closed = as_viewer.get(address).context["map"]
    hidden = next(name for name in closed.names if name not in {row.name for row in closed.rows})

    found = as_viewer.get(address, {"find": hidden}).context["map"]

    assert hidden in {row.name for row in found.rows}
    assert found.payload["marks"][found.payload["show"]]["name"] == hidden
