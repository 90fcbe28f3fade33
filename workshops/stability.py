"""How firm the ranking is: seeded draws in which people answer a little otherwise and weights shake.

Ours: each of a thousand draws takes the participants' answers to each revealed question anew and
multiplies each weight by something from two to four thirds. What was decided moves as far as the room's
median moves, so that a facilitator's word stays in the middle of what is drawn.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from random import Random
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workshops.identification import Answers
from workshops.likelihood import KNOWN_ENOUGH, PartName, Ring, fits_of, values_of, weights_of
from workshops.models import Question, Workshop
from workshops.models.identification import KINDS, SCALES
from workshops.partnering import Candidate, table_of
from workshops.resampling import Said, median_chances, said_in, turn_chance
from workshops.results import median_of

DRAWS = 1000
SEED = 1000
SHAKE = 1 / 3
FIRM = 90  # of 100 draws
FIRST = 5
TOP = 4  # the highest value of a scale lies so far above the lowest
MOST_TURNS = 4  # kinds of one question that may turn at once: those likeliest to
PARTS = {
    Question.READINESS: PartName.READINESS,
    Question.GAIN: PartName.GAINS,
    Question.RESOURCE: PartName.RESOURCES,
    Question.MEANS: PartName.COMMITMENT,
    Question.INFLUENCE: PartName.INFLUENCE,
}

# What a part may be worth (None: not known), each with its chance.
Outcomes = tuple[tuple[float | None, float], ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """A candidate with its place and the share of draws, in hundredths, in which it is among the first."""

    place: int
    candidate: Candidate
    percent: int
    is_first: bool

    @property
    def is_close(self) -> bool:
        """Whether it is sometimes among the first and sometimes not."""
        return 100 - FIRM < self.percent < FIRM


@dataclass(frozen=True, slots=True)
class Firmness:
    """The ranking with how often each is among the first `first`.

    `asked` counts the questions whose answers were drawn anew; without any only the weights shake.
    """

    first: int
    standings: tuple[Standing, ...]
    asked: int

    @property
    def sentences(self) -> tuple[str, ...]:
        """What the shares say."""
        if all(standing.candidate.likelihood.ring == Ring.UNKNOWN for standing in self.standings):
            return (_("Too little is known to rank anybody yet."),) if self.standings else ()
        firm = sum(standing.percent >= FIRM for standing in self.standings if standing.is_first)
        words = ngettext(
            "%(firm)s of the first %(first)s stays among them in 90 of 100 draws or more.",
            "%(firm)s of the first %(first)s stay among them in 90 of 100 draws or more.",
            firm,
        ) % {"firm": firm, "first": self.first}
        close = [standing.candidate.listing.name for standing in self.standings if standing.is_close]
        if not close:
            return (words,)
        return (words, _("It is close for %(names)s.") % {"names": ", ".join(close)})


def firmness_of(workshop: Workshop, *, first: int | None = None) -> Firmness:
    """Return how firm the workshop's ranking is, in a fixed number of queries.

    `first` says how many are the first; by default as many as there are partners, or five.
    """
    table, said, fits = table_of(workshop), said_in(workshop), fits_of(workshop)
    needs = [cover.need for cover in table.covers]
    rows = []
    for candidate in table.candidates:
        number = candidate.listing.pk
        own = {question: said[number, question] for question in Question if (number, question) in said}
        rows.append((number, outcomes_of(candidate.answers, own, needs, fits.get(number, {}))))
    # Among all is everybody: by default at least one stays out.
    usual = min(len(table.partners) or FIRST, len(rows) - 1)
    first = max(1, min(first or usual, len(rows)))
    weights = tuple(weights_of(workshop)[name] for name in PartName)
    shares = shares_of(tuple(rows), weights, first)
    listed = {candidate.listing.pk for candidate in table.candidates}
    return Firmness(
        first=first,
        standings=tuple(
            Standing(place, candidate, round(100 * shares[candidate.listing.pk]), is_first=place <= first)
            for place, candidate in enumerate(table.candidates, start=1)
        ),
        asked=sum(listing in listed and question in PARTS for listing, question in said),
    )


def outcomes_of(
    answers: Answers, said: Mapping[Question, Said], needs: Iterable[Any], fits: Mapping[int, bool]
) -> tuple[Outcomes, ...]:
    """Return what each of the five parts may be worth when the answers in `said` are drawn anew."""
    wanted = list(needs)
    found: dict[PartName, Outcomes] = {
        name: ((value, 1.0),) for name, value in values_of(answers, wanted, fits).items()
    }
    for question, part in PARTS.items():
        if question in SCALES and question in said:
            found[part] = _scaled(getattr(answers, question.value), said[question])
        elif question in said:
            found[part] = tuple(
                (values_of(other, wanted, fits)[part], chance)
                for other, chance in _listed(answers, question, said[question])
            )
    return tuple(found[name] for name in PartName)


def _scaled(value: int | None, said: Said) -> Outcomes:
    """Return a scale's part for the decided value moved as far as the median moves."""
    median = median_of(said.values)
    if value is None or median is None:
        return ((None if value is None else (value - 1) / TOP, 1.0),)
    chances = median_chances(tuple(sorted(said.values.items())))
    moved = (
        (min(max(value - 1 + drawn - median, 0), TOP) / TOP, chance) for drawn, chance in chances.items()
    )
    return tuple(moved)


def _listed(answers: Answers, question: Question, said: Said) -> Iterable[tuple[Answers, float]]:
    """Yield the answers with kinds come or gone whose majority turns, with the chance of each."""
    levels = {Question.GAIN: answers.gains, Question.RESOURCE: answers.resources}.get(question, answers.means)
    turns = {kind: turn_chance(said.people, said.kinds[kind]) for kind in KINDS[question]}
    likeliest = sorted((kind for kind in turns if turns[kind]), key=lambda kind: -turns[kind])[:MOST_TURNS]
    for turned in product((False, True), repeat=len(likeliest)):
        new, chance = dict(levels), 1.0
        for kind, is_turned in zip(likeliest, turned, strict=True):
            chance *= turns[kind] if is_turned else 1 - turns[kind]
            if is_turned:
                new[kind] = _turned(levels.get(kind), was_named=2 * said.kinds[kind] >= said.people)
        yield _with_levels(answers, question, new), chance


def _with_levels(answers: Answers, question: Question, levels: dict[str, int | None]) -> Answers:
    if question == Question.GAIN:
        return replace(answers, gains=levels)
    if question == Question.RESOURCE:
        return replace(answers, resources=levels)
    return replace(answers, means=levels)


def _turned(level: int | None, *, was_named: bool) -> int:
    """Return a kind's level when the majority turns: gone, or come as 'some' where it was not decided."""
    return 0 if was_named else level or 1


@lru_cache(maxsize=16)
def shares_of(
    rows: tuple[tuple[int, tuple[Outcomes, ...]], ...], weights: tuple[int, ...], first: int
) -> Mapping[int, float]:
    """Return for each row the share of draws in which it is among the `first`; the same each time.

    Equal scores draw lots, so that nobody is ahead by the order of the list alone.
    """
    chance = Random(SEED)  # noqa: S311 (a calculation to repeat, not a secret)
    drawn = {number: _drawn(parts, chance) for number, parts in rows}
    counts: Counter[int] = Counter(dict.fromkeys(drawn, 0))
    for draw in range(DRAWS):
        shaken = [weight * (1 + SHAKE * (2 * chance.random() - 1)) for weight in weights]
        ranks = {
            number: (*_rank(parts, draw, weights, shaken), chance.random()) for number, parts in drawn.items()
        }
        counts.update(sorted(ranks, key=ranks.__getitem__)[:first])
    return {number: count / DRAWS for number, count in counts.items()}


def _drawn(parts: tuple[Outcomes, ...], chance: Random) -> list[list[float | None]]:
    """Return each part's value in each draw; one value alone where it is the same in all."""
    return [
        [outcomes[0][0]]
        if len(outcomes) == 1
        else chance.choices([value for value, _p in outcomes], [p for _value, p in outcomes], k=DRAWS)
        for outcomes in parts
    ]


def _rank(
    parts: list[list[float | None]], draw: int, weights: tuple[int, ...], shaken: list[float]
) -> tuple[bool, float]:
    """Return what a row is sorted by in a draw, as the ranking does: the unknown last, then by score.

    How much is known is measured by the room's own weights: shaking them tells nobody anything.
    """
    known = score = total = 0.0
    for values, weight, moved in zip(parts, weights, shaken, strict=True):
        value = values[draw] if len(values) > 1 else values[0]
        if value is not None:
            known += weight
            total += moved
            score += moved * value
    return known < KNOWN_ENOUGH * sum(weights), -(score / total) if total else 0.0
