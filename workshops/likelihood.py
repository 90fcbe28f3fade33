"""How likely a listed stakeholder becomes a partner, with its parts and its reasons in words.

Our own formula, stated in the README: five parts from 0 to 1, a mean weighted by the room, unknown
parts left out and the share of weight known shown beside it. It ranks and never hides anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workshops.identification import Answers, answers_of
from workshops.models import Need, NeedMatch, Workshop

LIKELY, POSSIBLE = 0.60, 0.35
KNOWN_ENOUGH = 0.5
LIFTS, HOLDS_BACK = 0.5, 0.5


class PartName(StrEnum):
    """The five parts, in the order they are shown."""

    READINESS = "readiness"
    GAINS = "gains"
    RESOURCES = "resources"
    COMMITMENT = "commitment"
    INFLUENCE = "influence"


LABELS = {
    PartName.READINESS: gettext_lazy("readiness"),
    PartName.GAINS: gettext_lazy("gains"),
    PartName.RESOURCES: gettext_lazy("resource fit"),
    PartName.COMMITMENT: gettext_lazy("commitment"),
    PartName.INFLUENCE: gettext_lazy("influence"),
}


class Ring(StrEnum):
    """How far from the project somebody stands who is not a partner yet."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    DISTANT = "distant"
    UNKNOWN = "unknown"


RING_LABELS = {
    Ring.LIKELY: gettext_lazy("likely"),
    Ring.POSSIBLE: gettext_lazy("possible"),
    Ring.DISTANT: gettext_lazy("distant"),
    Ring.UNKNOWN: gettext_lazy("not yet known"),
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the likelihood: its value from 0 to 1 (None: not known) and its weight from 0 to 5."""

    name: PartName
    value: float | None
    weight: int

    @property
    def label(self) -> str:
        """The part's name in the active language."""
        return str(LABELS[self.name])

    @property
    def percent(self) -> int | None:
        """The value in hundredths, for a bar; None when it is not known."""
        return None if self.value is None else round(self.value * 100)


@dataclass(frozen=True, slots=True)
class Likelihood:
    """The likelihood of partnership of one listing.

    `score` (0 to 1) is None when nothing is known; `known` (0 to 1) is the share of the weight
    that the known parts have.
    """

    score: float | None
    known: float
    parts: tuple[Part, ...]

    @property
    def ring(self) -> Ring:
        """The ring on the map of somebody who is not a partner."""
        if self.score is None or self.known < KNOWN_ENOUGH:
            return Ring.UNKNOWN
        if self.score >= LIKELY:
            return Ring.LIKELY
        return Ring.POSSIBLE if self.score >= POSSIBLE else Ring.DISTANT

    @property
    def ring_label(self) -> str:
        """The ring's name in the active language."""
        return str(RING_LABELS[self.ring])

    @property
    def percent(self) -> int | None:
        """The score in hundredths; None when nothing is known."""
        return None if self.score is None else round(self.score * 100)

    @property
    def known_percent(self) -> int:
        """The share of the weight that is known, in hundredths."""
        return round(self.known * 100)

    @property
    def lifting(self) -> tuple[Part, ...]:
        """The up to two parts that lift the score most."""
        strong = [
            part for part in self.parts if part.value is not None and part.value >= LIFTS and part.weight
        ]
        return tuple(sorted(strong, key=lambda part: -_push(part))[:2])

    @property
    def holding_back(self) -> Part | None:
        """The part that holds the score back most, if any does."""
        weak = [
            part for part in self.parts if part.value is not None and part.value < HOLDS_BACK and part.weight
        ]
        return min(weak, key=_push, default=None)

    @property
    def unknown(self) -> tuple[Part, ...]:
        """The parts that count and are not known."""
        return tuple(part for part in self.parts if part.value is None and part.weight)

    @property
    def in_words(self) -> str:
        """The reasons in a sentence or two."""
        if self.score is None:
            return _("Nothing is known yet.")
        words = []
        if len(self.lifting) > 1:
            first, second = (part.label for part in self.lifting)
            words.append(_("Lifted by %(first)s and %(second)s.") % {"first": first, "second": second})
        elif self.lifting:
            words.append(_("Lifted by %(part)s.") % {"part": self.lifting[0].label})
        if self.holding_back:
            words.append(_("Held back by %(part)s.") % {"part": self.holding_back.label})
        return " ".join(words) or _("Nothing stands out.")


def _push(part: Part) -> float:
    """Return how far a part moves the score from the middle, with its weight."""
    return ((part.value or 0.0) - LIFTS) * part.weight


def weights_of(workshop: Workshop) -> dict[PartName, int]:
    """Return the room's weights, 0 to 5 each."""
    return {
        PartName.READINESS: workshop.weight_readiness,
        PartName.GAINS: workshop.weight_gains,
        PartName.RESOURCES: workshop.weight_resources,
        PartName.COMMITMENT: workshop.weight_commitment,
        PartName.INFLUENCE: workshop.weight_influence,
    }


def likelihood(values: Mapping[PartName, float | None], weights: Mapping[PartName, int]) -> Likelihood:
    """Return the weighted mean of the known parts, the weights re-normalised over them."""
    parts = tuple(Part(name, values.get(name), weights[name]) for name in PartName)
    known = [(part.value, part.weight) for part in parts if part.value is not None]
    total, weight = sum(weights.values()), sum(weight for _value, weight in known)
    score = sum(value * weight for value, weight in known) / weight if weight else None
    return Likelihood(score=score, known=weight / total if total else 0.0, parts=parts)


def values_of(
    answers: Answers, needs: Iterable[Need], fits: Mapping[int, bool]
) -> dict[PartName, float | None]:
    """Return the five parts of one listing; `fits` is a person's word on a need by its number."""
    return {
        PartName.READINESS: _scale(answers.readiness),
        PartName.GAINS: _best(answers.gains),
        PartName.RESOURCES: resource_fit(answers.resources, needs, fits),
        PartName.COMMITMENT: _best(answers.means),
        PartName.INFLUENCE: _scale(answers.influence),
    }


def resource_fit(
    resources: Mapping[str, int | None], needs: Iterable[Need], fits: Mapping[int, bool]
) -> float | None:
    """Return how well resources meet the needs, 0 to 1; None where no level is known or nothing is lacking.

    A need is met by the level (0 to 3, as thirds) of the resource of its kind unless a person said
    that it does not fit. One whose level is 'do not know' is left out: that is an answer and never a zero.
    """
    wanted = [need for need in needs if not _is_unsure(need, resources, fits)]
    if not wanted or all(level is None for level in resources.values()):
        return None
    total = sum(need.weight for need in wanted)
    return sum(need.weight * level_for(need, resources, fits) / 3 for need in wanted) / total


def level_for(need: Need, resources: Mapping[str, int | None], fits: Mapping[int, bool]) -> int:
    """Return the level (0 to 3) with which `resources` meet `need`."""
    return (resources.get(need.kind) or 0) if fits.get(need.pk, True) else 0


def _is_unsure(need: Need, resources: Mapping[str, int | None], fits: Mapping[int, bool]) -> bool:
    """Say whether it was answered that nobody knows the level of what would meet a need."""
    return resources.get(need.kind, 0) is None and fits.get(need.pk, True)


def _scale(value: int | None) -> float | None:
    return None if value is None else (value - 1) / 4


def _best(levels: Mapping[str, int | None]) -> float | None:
    known = [level for level in levels.values() if level is not None]
    return max(known) / 3 if known else None


def fits_of(workshop: Workshop) -> dict[int, dict[int, bool]]:
    """Return what people said about needs and resources: by listing, then by need, in one query."""
    said: dict[int, dict[int, bool]] = {}
    for listing, need, fits in NeedMatch.objects.filter(need__workshop=workshop).values_list(
        "listing", "need", "fits"
    ):
        said.setdefault(listing, {})[need] = fits
    return said


def likelihoods(workshop: Workshop) -> dict[int, Likelihood]:
    """Return the likelihood of each current listing by its number, in four queries."""
    needs, said, weights = list(workshop.needs.all()), fits_of(workshop), weights_of(workshop)
    return {
        number: likelihood(values_of(answers, needs, said.get(number, {})), weights)
        for number, answers in answers_of(workshop).items()
    }
