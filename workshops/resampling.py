"""What the room would say if chance had asked some people twice and others not: exact, without drawing.

The bootstrap (Efron 1979) of a question draws its answers anew, as many as there are, with putting back.
Here the chances of what comes out are computed and not simulated, so that drawing from them is cheap.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import exp, lgamma, log

from django.db.models import Count

from workshops.models import HandCount, RoomAnswer, RoomChoice, Round, Workshop
from workshops.results import FEWEST

Chances = Mapping[float, float]
Key = tuple[int, str]
Item = tuple[int, str, int]


@dataclass(slots=True)
class Said:
    """What was answered to one question: people (without 'do not know'), values of a scale or kinds."""

    people: int = 0
    values: Counter[int] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)


@lru_cache(maxsize=512)
def median_chances(counts: tuple[tuple[int, int], ...]) -> Chances:
    """Return the chance of each median of answers drawn anew; `counts` are (value, how often), by value."""
    total = sum(count for _value, count in counts)
    values = [value for value, _count in counts]
    up_to, seen = [], 0
    for _value, count in counts:
        seen += count
        up_to.append(seen / total)
    place = (total + 1) // 2
    reached = [0.0, *(_at_least(place, total, share) for share in up_to)]
    single = [after - before for before, after in pairwise(reached)]
    if total % 2:
        return {float(value): chance for value, chance in zip(values, single, strict=True)}
    return _between(values, up_to, single, total // 2)


def _between(values: list[int], up_to: list[float], single: list[float], half: int) -> Chances:
    """Return the chances where the median lies between the two middle answers."""
    below = [0.0, *up_to]

    def split(low: int, high: int) -> float:
        """Return the chance that one half is among the first `low` values, the other from `high` on."""
        return _halves(below[low], 1 - below[high], half)

    chances: defaultdict[float, float] = defaultdict(float)
    for low, value in enumerate(values):
        rest = single[low]
        for high in range(low + 1, len(values)):
            chance = split(low + 1, high) - split(low, high)
            chance -= split(low + 1, high + 1) - split(low, high + 1)
            chances[(value + values[high]) / 2] += chance
            rest -= chance
        chances[float(value)] += max(rest, 0.0)
    return dict(chances)


def _halves(low: float, high: float, half: int) -> float:
    """Return the chance that exactly `half` of twice as many fall in each of two shares."""
    if low <= 0 or high <= 0:
        return 0.0
    return exp(lgamma(2 * half + 1) - 2 * lgamma(half + 1) + half * (log(low) + log(high)))


def _at_least(place: int, total: int, share: float) -> float:
    """Return the chance that `place` or more of `total` fall in `share`."""
    if share >= 1:
        return 1.0
    return sum(
        exp(
            lgamma(total + 1)
            - lgamma(number + 1)
            - lgamma(total - number + 1)
            + number * log(share)
            + (total - number) * log(1 - share)
        )
        for number in range(place, total + 1)
    )


def turn_chance(people: int, count: int) -> float:
    """Return the chance that drawn anew the majority turns: that names a kind, or that does not.

    Half is a majority: `count` of `people` named it.
    """
    if not 0 < count < people:
        return 0.0
    most = _at_least((people + 1) // 2, people, count / people)
    return 1 - most if 2 * count >= people else most


def said_in(workshop: Workshop) -> dict[Key, Said]:
    """Return what was answered last to each revealed question, by listing and question (4 queries).

    Where fewer than three answered nothing is returned: nothing of theirs is shown anywhere.
    """
    revealed = {"item__round__room__workshop": workshop, "item__round__state": Round.State.REVEALED}
    by_item: defaultdict[Item, Said] = defaultdict(Said)
    where = ("item__listing", "item__question", "item")
    answers = RoomAnswer.objects.filter(**revealed, is_unknown=False).order_by()
    for row in answers.values(*where, "value").annotate(n=Count("pk")):
        said = by_item[row["item__listing"], row["item__question"], row["item"]]
        said.people += row["n"]
        if row["value"] is not None:
            said.values[row["value"]] += row["n"]
    choices = RoomChoice.objects.filter(**{f"answer__{name}": value for name, value in revealed.items()})
    chosen = choices.order_by().values(*(f"answer__{name}" for name in where), "kind")
    for row in chosen.annotate(n=Count("pk")):
        key = (row["answer__item__listing"], row["answer__item__question"], row["answer__item"])
        by_item[key].kinds[row["kind"]] += row["n"]
    _add_hands(by_item, HandCount.objects.filter(**revealed).values_list(*where, "value", "kind", "hands"))
    last: dict[Key, Said] = {}
    for (listing, question, _item), said in sorted(by_item.items(), key=lambda each: each[0][2]):
        last[listing, question] = said
    return {key: said for key, said in last.items() if said.people >= FEWEST}


def _add_hands(
    by_item: Mapping[Item, Said], rows: Iterable[tuple[int, str, int, int | None, str, int]]
) -> None:
    """Add hands; of several kinds one hand may choose many, so the most chosen tells how many people."""
    most: Counter[Item] = Counter()
    for listing, question, item, value, kind, hands in rows:
        key = (listing, question, item)
        if kind:
            by_item[key].kinds[kind] += hands
            most[key] = max(most[key], hands)
        elif value is not None:
            by_item[key].values[value] += hands
            by_item[key].people += hands
    for key, people in most.items():
        by_item[key].people += people
