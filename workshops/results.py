"""What the room says, counted by the database: medians, consensus, and where perspectives differ."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Count, Sum
from django.utils.translation import gettext as _

from ecosystem.models import Family
from workshops.models import Answer, HandCount, Question, RoomAnswer, RoomChoice, Round, RoundItem
from workshops.questionnaire import LABELS, options_of

# Under three answers nothing is shown: two people would know each other's.
FEWEST = 3
# Perspectives whose medians are this far apart are a disagreement to discuss.
APART = 2
RANGE = 4
COMMON = 50

Counts = Mapping[int, int]


def median_of(counts: Counts) -> float | None:
    """Return the median of values counted as {value: how often}; None without any."""
    total = sum(counts.values())
    if not total:
        return None
    ordered = sorted(counts)

    def at(place: int) -> int:
        seen = 0
        for value in ordered:
            seen += counts[value]
            if seen > place:
                return value
        return ordered[-1]

    return (at((total - 1) // 2) + at(total // 2)) / 2


def consensus_of(counts: Counts) -> float | None:
    """Return how far values 1 to 5 agree: 1 all the same, 0 split to the ends; None without any.

    Cns = 1 + sum of p_i * log2(1 - |x_i - mean| / range), Tastle and Wierman 2007.
    """
    total = sum(counts.values())
    if not total:
        return None
    mean = sum(value * count for value, count in counts.items()) / total
    return 1 + sum(
        count / total * math.log2(1 - abs(value - mean) / RANGE) for value, count in counts.items() if count
    )


@dataclass(frozen=True, slots=True)
class Bar:
    """One value of a scale, or one kind: how often it was said, and its share of the most said, 0 to 100."""

    value: str
    label: str
    count: int
    share: int
    is_median: bool = False
    # Whether the facilitator has decided this for the map; the room's own word stays beside it.
    is_kept: bool = False

    @property
    def is_common(self) -> bool:
        """Whether it was said at least half as often as what was said most."""
        return bool(self.count) and self.share >= COMMON

    @property
    def top(self) -> int:
        """Where the bar begins in a picture 100 high."""
        return 100 - self.share


@dataclass(frozen=True, slots=True)
class Perspective:
    """A group (a family people speak for, or a table) that differs from another, with its median."""

    name: str
    median: float


@dataclass(frozen=True, slots=True)
class ItemResult:
    """What the room says to one question; `bars` are empty while fewer than three answered."""

    item: RoundItem
    answers: int
    unknown: int
    bars: tuple[Bar, ...] = ()
    median: float | None = None
    consensus: float | None = None
    apart: tuple[Perspective, Perspective] | None = None
    tables_apart: tuple[Perspective, Perspective] | None = None
    hands: int = 0

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered."""
        return bool(self.bars)

    @property
    def settled(self) -> int | None:
        """The median where it is a whole value; between two values somebody has to choose."""
        return int(self.median) if self.median is not None and self.median == int(self.median) else None

    @property
    def median_words(self) -> str:
        """The median in words: 'starting', or 'between curious and starting'."""
        if self.median is None:
            return ""
        labels = dict(_choices(self.item))
        low, high = labels[str(math.floor(self.median))], labels[str(math.ceil(self.median))]
        return low if low == high else _("between %(low)s and %(high)s") % {"low": low, "high": high}


def answered_by(asked: Round) -> int:
    """Return how many people answered anything of the round; hands are people too."""
    phones = RoomAnswer.objects.filter(item__round=asked).aggregate(n=Count("participant", distinct=True))[
        "n"
    ]
    hands = HandCount.objects.filter(item__round=asked, kind="").values("item").annotate(n=Sum("hands"))
    return int(phones) + max((row["n"] for row in hands), default=0)


def results_of(asked: Round) -> list[ItemResult]:
    """Return what the room says to each question of a revealed round, in seven queries.

    Raises ValueError before the reveal: no value may leave earlier, for any role.
    """
    if asked.state != Round.State.REVEALED:
        raise ValueError("The round is not revealed.")
    tallies: defaultdict[int, _Tally] = defaultdict(_Tally)
    _count_answers(asked, tallies)
    _count_choices(asked, tallies)
    _count_hands(asked, tallies)
    families = {str(family.pk): str(family) for family in Family.objects.of(asked.room.workshop.city)}
    _recall_decisions(asked, tallies)
    items = asked.items.select_related("listing__family")
    return [tallies[item.pk].result(item, families) for item in items]


@dataclass(slots=True)
class _Tally:
    """The counts of one question."""

    people: int = 0
    hands: int = 0
    unknown: int = 0
    values: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    families: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    tables: defaultdict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))

    kept: set[str] = field(default_factory=set)

    def result(self, item: RoundItem, families: Mapping[str, str]) -> ItemResult:
        if self.people < FEWEST:
            return ItemResult(item, self.people, self.unknown)
        median = median_of(self.values) if item.is_scale else None
        return ItemResult(
            item,
            self.people,
            self.unknown,
            bars=tuple(self._bars(item, median)),
            median=median,
            consensus=consensus_of(self.values) if item.is_scale else None,
            apart=_furthest(self.families, families),
            tables_apart=_furthest(self.tables, {}),
            hands=self.hands,
        )

    def _bars(self, item: RoundItem, median: float | None) -> Iterable[Bar]:
        counts: Counter[str] = (
            Counter({str(value): count for value, count in self.values.items()})
            if item.is_scale
            else self.kinds
        )
        most = max(counts.values(), default=0) or 1
        for value, label in _choices(item):
            is_median = median is not None and math.floor(median) <= int(value) <= math.ceil(median)
            share = round(100 * counts[value] / most)
            yield Bar(value, label, counts[value], share, is_median=is_median, is_kept=value in self.kept)


def _count_answers(asked: Round, tallies: Mapping[int, _Tally]) -> None:
    groups = ("item", "value", "is_unknown", "participant__family", "participant__table__name")
    rows = RoomAnswer.objects.filter(item__round=asked).order_by().values(*groups)
    for row in rows.annotate(n=Count("pk")):
        tally, value, count = tallies[row["item"]], row["value"], row["n"]
        tally.people += count
        if row["is_unknown"]:
            tally.unknown += count
        elif value is not None:
            tally.values[value] += count
            if row["participant__family"]:
                tally.families[str(row["participant__family"])][value] += count
            if row["participant__table__name"]:
                tally.tables[row["participant__table__name"]][value] += count


def _count_choices(asked: Round, tallies: Mapping[int, _Tally]) -> None:
    rows = RoomChoice.objects.filter(answer__item__round=asked).order_by().values("answer__item", "kind")
    for row in rows.annotate(n=Count("pk")):
        tallies[row["answer__item"]].kinds[row["kind"]] += row["n"]


def _count_hands(asked: Round, tallies: Mapping[int, _Tally]) -> None:
    """Add the hands; of several kinds one hand may choose many, so the most chosen tells how many people."""
    by_kind: Counter[int] = Counter()
    for row in HandCount.objects.filter(item__round=asked):
        tally = tallies[row.item_id]
        if row.kind:
            tally.kinds[row.kind] += row.hands
            by_kind[row.item_id] = max(by_kind[row.item_id], row.hands)
            continue
        tally.people += row.hands
        tally.hands += row.hands
        if row.value is None:
            tally.unknown += row.hands
        else:
            tally.values[row.value] += row.hands
    for item, people in by_kind.items():
        tallies[item].people += people
        tallies[item].hands += people


def _recall_decisions(asked: Round, tallies: Mapping[int, _Tally]) -> None:
    """Mark what was decided for the map about the questions of the round."""
    items = {(item.listing_id, item.question): item.pk for item in asked.items.all()}
    listings = {listing for listing, _question in items}
    for answer in Answer.objects.filter(listing__in=listings, origin=Answer.Origin.WORKSHOP).known():
        item = items.get((answer.listing_id, answer.question))
        if item is not None and answer.value:
            tallies[item].kept.add(answer.kind or str(answer.value))


def _furthest(
    groups: Mapping[str, Counter[int]], names: Mapping[str, str]
) -> tuple[Perspective, Perspective] | None:
    """Return the two groups that differ most, the lower first, when they differ by two or more."""
    medians = [
        Perspective(names.get(group, group), median)
        for group, counts in groups.items()
        if counts.total() >= FEWEST and (median := median_of(counts)) is not None
    ]
    if not medians:
        return None
    low, high = min(medians, key=_order), max(medians, key=_order)
    return (low, high) if high.median - low.median >= APART else None


def _order(perspective: Perspective) -> tuple[float, str]:
    return perspective.median, perspective.name


def _choices(item: RoundItem) -> list[tuple[str, str]]:
    """Return what a question offers but 'do not know', as values with their words."""
    if item.is_scale:
        return [(option.value, option.label) for option in options_of(Question(item.question))[:-1]]
    labels = LABELS[Question(item.question)]
    return [(kind, str(labels(kind).label)) for kind in item.kinds]
