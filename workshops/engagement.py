"""How to keep those with us who are no partners: by influence and interest, with a level to start from.

The cut is at 3, and on the line counts as high (ours). The levels are IAP2's five, in our words; which
quadrant suggests which is ours too: a start for talking, and nobody is left out by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from workshops.identification import Answers
from workshops.models import Listing

CUT = 3  # on the line counts as high
HIGHEST = 5


class Level(TextChoices):
    """How far somebody takes part, from being told to deciding."""

    INFORM = "inform", _("inform: tell them what happens and why")
    CONSULT = "consult", _("consult: ask them before you decide, and say what became of it")
    INVOLVE = "involve", _("involve: work through it with them from the start")
    COLLABORATE = "collaborate", _("collaborate: decide together at each step")
    EMPOWER = "empower", _("empower: let them decide, and carry out what they decide")


class Quadrant(TextChoices):
    """Where somebody stands by influence and interest."""

    CLOSE = "close", _("Work closely")
    SATISFIED = "satisfied", _("Keep satisfied")
    VOICE = "voice", _("Keep informed and give a voice")
    FOLLOW = "follow", _("Follow")
    UNKNOWN = "unknown", _("Not yet known")


LEVELS = {
    Quadrant.CLOSE: Level.COLLABORATE,
    Quadrant.SATISFIED: Level.CONSULT,
    Quadrant.VOICE: Level.INVOLVE,
    Quadrant.FOLLOW: Level.INFORM,
}


@dataclass(frozen=True, slots=True)
class Engaged:
    """Somebody who is no partner, with the suggested level (None while it cannot be told)."""

    listing: Listing
    level: Level | None

    @property
    def level_label(self) -> str:
        """The level in words."""
        return str(self.level.label) if self.level else ""


@dataclass(frozen=True, slots=True)
class Group:
    """A quadrant with everybody in it."""

    quadrant: Quadrant
    people: tuple[Engaged, ...]

    @property
    def label(self) -> str:
        """The quadrant's name."""
        return str(self.quadrant.label)


def quadrant_of(influence: int | None, interest: int | None) -> Quadrant:
    """Return the quadrant of an influence and an interest from 1 to 5; None is not known, never a zero."""
    if influence is None or interest is None:
        return Quadrant.UNKNOWN
    if influence >= CUT:
        return Quadrant.CLOSE if interest >= CUT else Quadrant.SATISFIED
    return Quadrant.VOICE if interest >= CUT else Quadrant.FOLLOW


def level_of(influence: int | None, interest: int | None) -> Level | None:
    """Return the level to start from; who has most of both could as well decide."""
    if influence == interest == HIGHEST:
        return Level.EMPOWER
    return LEVELS.get(quadrant_of(influence, interest))


def groups_of(others: Iterable[tuple[Listing, Answers]]) -> tuple[Group, ...]:
    """Return those who are no partners by quadrant; a quadrant nobody is in is left out."""
    found: dict[Quadrant, list[Engaged]] = {quadrant: [] for quadrant in Quadrant}
    for listing, said in others:
        where = quadrant_of(said.influence, said.interest)
        found[where].append(Engaged(listing, level_of(said.influence, said.interest)))
    return tuple(Group(quadrant, tuple(people)) for quadrant, people in found.items() if people)
