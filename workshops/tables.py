"""Tables, then the room: what several tables named, what one named alone, and where they rate apart."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from ecosystem.models import Family, User
from workshops.contributions import accept, grouped
from workshops.models import Contribution, Listing, Room, RoomAnswer, Round, RoundItem, Table
from workshops.results import APART, FEWEST, median_of


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody that tables named: under the first wording, with the other wordings beside it."""

    contributions: tuple[Contribution, ...]
    tables: tuple[str, ...]
    listing: Listing | None
    family: Family | None

    @property
    def name(self) -> str:
        """What it is called: as it is listed, or as it was named first."""
        return self.listing.name if self.listing else self.contributions[0].name

    @property
    def others(self) -> list[str]:
        """The other wordings."""
        return sorted({row.name for row in self.contributions} - {self.name})

    @property
    def waiting(self) -> list[Contribution]:
        """What nobody has dealt with yet."""
        return [row for row in self.contributions if row.state == Contribution.State.WAITING]

    @property
    def is_alone(self) -> bool:
        """Whether one table only named it."""
        return len(self.tables) == 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A table with its people, and how many contributions it made."""

    table: Table
    people: int
    named: int


@dataclass(frozen=True, slots=True)
class Rated:
    """What the tables say to one question, by the table's name; only tables with three answers or more."""

    item: RoundItem
    medians: Mapping[str, float]

    @property
    def low(self) -> str:
        """The table with the lowest median, the first by name of equals."""
        return min(sorted(self.medians), key=self.medians.__getitem__)

    @property
    def high(self) -> str:
        """The table with the highest median, the first by name of equals."""
        return max(sorted(self.medians), key=self.medians.__getitem__)

    @property
    def lowest(self) -> float:
        """The lowest median."""
        return self.medians[self.low]

    @property
    def highest(self) -> float:
        """The highest median."""
        return self.medians[self.high]

    @property
    def is_apart(self) -> bool:
        """Whether two tables are two or more values apart."""
        return self.highest - self.lowest >= APART


def rows_of(room: Room) -> list[TableRow]:
    """Return the tables of a room (3 queries)."""
    people = dict(
        room.participants.present()
        .order_by()
        .values_list("table")
        .annotate(n=Count("pk"))
        .exclude(table=None)
    )
    named = Counter(row.at for row in _counted(room))  # type: ignore[attr-defined]
    return [TableRow(table, people.get(table.pk, 0), named[table.pk]) for table in room.tables.all()]


def named_by_tables(room: Room) -> list[Named]:
    """Return whom the tables named, whom most named first; the same in whatever order tables come in.

    Hidden and set aside ones are left out, and so is what was named at no table (2 queries).
    """
    names = dict(room.tables.values_list("pk", "name"))
    rows = _counted(room).select_related("family", "listing__family")
    found = [_named(group.rows, names) for group in grouped(rows)]
    return sorted(found, key=lambda named: (-len(named.tables), named.name.casefold()))


def rated_by_tables(room: Room) -> list[Rated]:
    """Return the questions that two tables or more answered, with their medians (2 queries)."""
    rated = [Rated(item, medians) for item, medians in medians_by_table(room) if len(medians) > 1]
    return sorted(rated, key=lambda each: not each.is_apart)


def medians_by_table(room: Room) -> list[tuple[RoundItem, Mapping[str, float]]]:
    """Return each revealed question, the newest first, with the medians of tables by name (2 queries).

    Only tables with three answers or more have one.
    """
    counts: defaultdict[int, defaultdict[str, Counter[int]]] = defaultdict(lambda: defaultdict(Counter))
    answers = RoomAnswer.objects.filter(
        item__round__room=room, item__round__state=Round.State.REVEALED, participant__table__isnull=False
    )
    groups = ("item", "participant__table__name", "value")
    for row in answers.exclude(value=None).order_by().values(*groups).annotate(n=Count("pk")):
        counts[row["item"]][row["participant__table__name"]][row["value"]] += row["n"]
    items = RoundItem.objects.filter(pk__in=counts).select_related("listing").order_by("-pk")
    return [(item, _enough(counts[item.pk])) for item in items]


def _enough(counts: Mapping[str, Counter[int]]) -> dict[str, float]:
    """Return the medians of the tables with answers enough, by the table's name."""
    medians = {name: median_of(found) for name, found in counts.items() if found.total() >= FEWEST}
    return {name: median for name, median in sorted(medians.items()) if median is not None}


@transaction.atomic
def list_shared(room: Room, *, least: int, by: User) -> list[Listing]:
    """List whom at least `least` tables named and whose family is known; return who is listed now.

    Raises ValidationError for a name that cannot be kept.
    """
    return [
        accept(named.waiting, family=named.family, by=by)
        for named in named_by_tables(room)
        if named.waiting and named.family and len(named.tables) >= least
    ]


def _counted(room: Room) -> QuerySet[Contribution]:
    """Return what was named at a table: on its sheet, or by somebody who sits there."""
    rows = room.contributions.exclude(state__in=[Contribution.State.HIDDEN, Contribution.State.ASIDE])
    return rows.annotate(at=Coalesce("table", "participant__table")).exclude(at=None).order_by("pk")


def _named(rows: list[Contribution], names: Mapping[int, str]) -> Named:
    tables = {names[row.at] for row in rows}  # type: ignore[attr-defined]
    listing = next((row.listing for row in rows if row.listing), None)
    family = next((row.family for row in rows if row.family), None)
    return Named(tuple(rows), tuple(sorted(tables)), listing, listing.family if listing else family)
