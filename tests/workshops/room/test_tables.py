"""Tables, then the room: merged in any order, a late table too, who stands alone, where ratings differ."""

from itertools import permutations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ecosystem.models import Family, User
from tests.factories import ContributionFactory, FamilyFactory, ParticipantFactory, TableFactory
from tests.phones import phone_in
from workshops import rating, tables
from workshops.acting import undo_last
from workshops.models import Contribution, Listing, Participant, Room, Round, Table

pytestmark = pytest.mark.django_db


@pytest.fixture
def family(room: Room) -> Family:
    return FamilyFactory.create(city=room.workshop.city, names={"en": "NGOs"})


def name_at(table: Table, *names: str, family: Family | None = None) -> None:
    """Let a table name somebody."""
    for name in names:
        ContributionFactory.create(room=table.room, table=table, name=name, family=family)


def told(room: Room) -> list[tuple[str, tuple[str, ...]]]:
    """Return whom which tables named."""
    return [(named.name.casefold(), named.tables) for named in tables.named_by_tables(room)]


LISTS = {
    "Table 1": ("Tap repairers", "Women and Water"),
    "Table 2": ("tap repairers", "Port Estates"),
    "Table 3": ("Tap Repairers", "Women and Water"),
}


def test_it_says_how_many_tables_named_somebody_and_who_stands_alone(room: Room) -> None:
    for name, names in LISTS.items():
        name_at(TableFactory.create(room=room, name=name), *names)

    assert told(room) == [
        ("tap repairers", ("Table 1", "Table 2", "Table 3")),
        ("women and water", ("Table 1", "Table 3")),
        ("port estates", ("Table 2",)),
    ]
    assert [named.is_alone for named in tables.named_by_tables(room)] == [False, False, True]


@pytest.mark.parametrize("order", list(permutations(LISTS)))
def test_the_order_in_which_tables_come_in_changes_nothing(room: Room, order: tuple[str, ...]) -> None:
    for name in order:
        name_at(TableFactory.create(room=room, name=name), *LISTS[name])

    assert [(len(places), places) for _name, places in told(room)] == [
        (3, ("Table 1", "Table 2", "Table 3")),
        (2, ("Table 1", "Table 3")),
        (1, ("Table 2",)),
    ]


def test_a_late_table_counts_for_whom_is_listed_already(
    room: Room, family: Family, facilitator: User
) -> None:
    for name in ("Table 1", "Table 2"):
        name_at(TableFactory.create(room=room, name=name), "Tap repairers", family=family)
    [listed] = tables.list_shared(room, least=2, by=facilitator)

    name_at(TableFactory.create(room=room, name="Late"), "tap repairers")

    assert listed.name == "Tap repairers"
    assert told(room) == [("tap repairers", ("Late", "Table 1", "Table 2"))]
    assert [row.table.name for row in tables.named_by_tables(room)[0].waiting if row.table] == ["Late"]


def test_only_what_enough_tables_named_is_listed_at_once(
    room: Room, family: Family, facilitator: User
) -> None:
    for name, names in LISTS.items():
        name_at(TableFactory.create(room=room, name=name), *names, family=family)

    tables.list_shared(room, least=2, by=facilitator)

    listed = room.workshop.listings.current().values_list("name", flat=True)
    assert sorted(listed) == ["Tap repairers", "Women and Water"]


def test_hidden_words_count_for_no_table(room: Room) -> None:
    table = TableFactory.create(room=room)
    ContributionFactory.create(
        room=room, table=table, name="Somebody", state=Contribution.State.HIDDEN, why_hidden="a person"
    )

    assert told(room) == []


def test_who_sits_at_a_table_names_for_it(room: Room) -> None:
    table = TableFactory.create(room=room, name="Table 1")
    who = ParticipantFactory.create(room=room)
    ContributionFactory.create(room=room, participant=who, name="Tap repairers")
    assert told(room) == []

    Participant.objects.filter(pk=who.pk).update(table=table)

    assert told(room) == [("tap repairers", ("Table 1",))]
    assert tables.rows_of(room) == [tables.TableRow(table, people=1, named=1)]


def rate(asked: Round, table: Table, *values: int) -> None:
    """Let the people of a table answer the first question."""
    item = asked.items.select_related("round__room").get(question="readiness")
    for value in values:
        rating.answer(item, ParticipantFactory.create(room=table.room, table=table), said=str(value))


def test_tables_that_rate_apart_are_told_after_the_reveal_and_not_before(
    room: Room, asked: Round, facilitator: User
) -> None:
    rate(asked, TableFactory.create(room=room, name="Table 1"), 1, 1, 2)
    rate(asked, TableFactory.create(room=room, name="Table 2"), 4, 5, 4)
    rate(asked, TableFactory.create(room=room, name="Two people"), 3, 3)
    assert tables.rated_by_tables(room) == []

    rating.set_state(asked, Round.State.REVEALED, by=facilitator)

    [rated] = tables.rated_by_tables(room)
    assert rated.is_apart
    assert rated.medians == {"Table 1": 1, "Table 2": 4}
    assert (rated.low, rated.high) == ("Table 1", "Table 2")


def address(room: Room, name: str = "room-tables") -> str:
    return reverse(f"workshops:{name}", args=[room.workshop.city.code, room.workshop.pk])


def test_the_page_lists_one_by_one_and_asks_for_a_family(
    room: Room, family: Family, as_facilitator: Client
) -> None:
    name_at(TableFactory.create(room=room, name="Table 1"), "Tap repairers")
    name_at(TableFactory.create(room=room, name="Table 2"), "Tap repairers")
    assert "2 of 2 tables named it" in as_facilitator.get(address(room)).content.decode()
    rows = {"contribution": list(room.contributions.values_list("pk", flat=True))}

    refused = as_facilitator.post(address(room, "room-tables-list"), rows, follow=True)
    assert "Choose a family first" in refused.content.decode()
    assert not Listing.objects.exists()

    taken = as_facilitator.post(address(room, "room-tables-list"), rows | {"family": family.pk}, follow=True)
    assert "Tap repairers is listed." in taken.content.decode()
    assert room.workshop.listings.current().get().family == family


def test_the_page_costs_as_many_queries_for_many_tables_as_for_two(
    room: Room, asked: Round, facilitator: User, as_facilitator: Client
) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert as_facilitator.get(address(room)).status_code == 200
        return len(queries)

    for number in range(2):
        table = TableFactory.create(room=room)
        name_at(table, f"Somebody {number}", f"Other {number}")
        rate(asked, table, 1, 2, 3)
    rating.set_state(asked, Round.State.REVEALED, by=facilitator)
    cost()
    few = cost()
    for number in range(2, 50):
        name_at(TableFactory.create(room=room), f"Body {number}x{number}", f"Union {number}y")

    assert cost() == few


def test_a_table_is_added_renamed_and_taken_away_without_losing_a_word(
    room: Room, as_facilitator: Client
) -> None:
    as_facilitator.post(address(room, "room-tables-add"), {"name": "Late"})
    table = room.tables.get()
    name_at(table, "Tap repairers")
    where = [room.workshop.city.code, room.workshop.pk, table.pk]
    as_facilitator.post(reverse("workshops:room-tables-rename", args=where), {"name": "Table 9"})
    assert told(room) == [("tap repairers", ("Table 9",))]

    as_facilitator.post(reverse("workshops:room-tables-remove", args=where))
    assert told(room) == []
    assert room.contributions.count() == 1

    undo_last(room)
    assert told(room) == [("tap repairers", ("Table 9",))]


def test_who_chooses_a_table_on_the_phone_names_for_it_from_then_on(room: Room) -> None:
    phone = phone_in(room)
    table = TableFactory.create(room=room, name="Table 1")
    ContributionFactory.create(room=room, participant=phone.participant, name="Tap repairers")

    phone.client.post(reverse("phones:introduce"), {"table": table.pk})

    assert told(room) == [("tap repairers", ("Table 1",))]
