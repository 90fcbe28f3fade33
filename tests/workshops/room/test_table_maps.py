"""Two tables compared as maps: every difference between them, and nothing that is not theirs to know."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import Family, User
from tests.factories import ContributionFactory, FamilyFactory, ParticipantFactory, TableFactory
from workshops import rating
from workshops.models import Room, Round, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(room: Room) -> Family:
    return FamilyFactory.create(city=room.workshop.city, names={"en": "NGOs"})


@pytest.fixture
def pair(room: Room) -> tuple[Table, Table]:
    return TableFactory.create(room=room, name="Rose"), TableFactory.create(room=room, name="Blue")


def compared(client: Client, room: Room, *tables: Table, view: str = "ecosystem") -> str:
    """Return the page that compares two tables, or the first two."""
    address = reverse("workshops:room-tables-compare", args=[room.workshop.city.code, room.workshop.pk])
    asked = dict(zip(("one", "other"), (table.pk for table in tables), strict=False))
    answer = client.get(address, {"view": view, **asked})
    assert answer.status_code == 200
    return answer.content.decode()


def rate(asked: Round, table: Table, *values: int) -> None:
    """Let the people of a table say how ready somebody is."""
    item = asked.items.select_related("round__room").get(question="readiness")
    for value in values:
        rating.answer(item, ParticipantFactory.create(room=table.room, table=table), said=str(value))


def test_who_was_named_at_one_table_only_is_told_and_both_are_drawn(
    room: Room, family: Family, pair: tuple[Table, Table], as_facilitator: Client
) -> None:
    rose, blue = pair
    for table in pair:
        ContributionFactory.create(room=room, table=table, name="Women and Water", family=family)
    ContributionFactory.create(room=room, table=rose, name="Port Estates", family=family)
    ContributionFactory.create(room=room, table=blue, name="Someone without a family", family=None)

    page = compared(as_facilitator, room, rose, blue)

    assert "2 differences" in page
    at_rose, at_blue = page.split("Only at Blue")[1].split("Only at Rose")[::-1]
    assert "Port Estates" in at_rose
    assert "Someone without a family" in at_blue
    assert page.count('class="map-picture"') == 2


def test_ratings_that_differ_are_told_after_the_reveal_only(
    room: Room, asked: Round, pair: tuple[Table, Table], facilitator: User, as_facilitator: Client
) -> None:
    rate(asked, pair[0], 1, 1, 2)
    rate(asked, pair[1], 5, 4, 5)
    hidden = compared(as_facilitator, room, *pair)
    assert "named the same stakeholders and see them alike" in hidden
    assert "This table has named nobody yet." in hidden

    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    page = compared(as_facilitator, room, *pair)
    assert "Seen differently" in page
    assert "<bdi>1</bdi> at <bdi>Rose</bdi>, <bdi>5</bdi> at <bdi>Blue</bdi>" in page


def test_under_three_answers_a_table_says_nothing(
    room: Room, asked: Round, pair: tuple[Table, Table], facilitator: User, as_facilitator: Client
) -> None:
    rate(asked, pair[0], 1, 2)
    rate(asked, pair[1], 5, 5, 5)
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    page = compared(as_facilitator, room, *pair)

    assert "Only at Blue" in page
    assert "This table has named nobody yet." in page


@pytest.mark.parametrize("view", ["ecosystem", "layers", "influence", "network", "nonsense"])
def test_each_view_can_be_compared(
    room: Room, family: Family, pair: tuple[Table, Table], as_facilitator: Client, view: str
) -> None:
    ContributionFactory.create(room=room, table=pair[0], name="Port Estates", family=family)

    assert "Only at Rose" in compared(as_facilitator, room, *pair, view=view)


def test_one_table_alone_and_twice_the_same_are_said_to_be_too_few(
    room: Room, as_facilitator: Client
) -> None:
    rose = TableFactory.create(room=room, name="Rose")
    assert "it takes two tables" in compared(as_facilitator, room)
    TableFactory.create(room=room, name="Blue")

    assert "Choose two different tables." in compared(as_facilitator, room, rose, rose)


def test_the_page_costs_as_many_queries_for_many_names_as_for_few(
    room: Room, family: Family, pair: tuple[Table, Table], as_facilitator: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            compared(as_facilitator, room, *pair)
        return len(queries)

    ContributionFactory.create(room=room, table=pair[0], name="Port Estates", family=family)
    cost()
    few = cost()
    for number in range(20):
        ContributionFactory.create(
            room=room, table=pair[number % 2], name=f"Body {number}x{number}", family=family
        )

    assert cost() == few
