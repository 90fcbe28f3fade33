"""Paper is equal: codes that survive a slip of the pen, and what stands on sheets, cards and ballots."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ecosystem.models import Family, Means, ResourceKind
from workshops.joining import read_code
from workshops.models import Listing, Question, Workshop
from workshops.models.identification import KINDS, SCALES
from workshops.models.room import CODE_LETTERS
from workshops.questionnaire import LABELS, options_of

# Letters only, so that a code ends at its letter; 23 is a prime, so that one slip always shows.
CHECKS = "".join(letter for letter in CODE_LETTERS if letter.isalpha())
BALLOT = "B"
UNKNOWN_KEY = "?"
NONE_KEY = "0"
MOST_BALLOTS = 999
MOST_COPIES = 99
LINES_ON_SHEET = 11
# Of more questions than these only one ballot has room on a page.
HALF_PAGE = 4
HALF_PAGE_CANDIDATES = 16

_BALLOT = re.compile(r"B(\d{2,3})[A-Z]")
_SHEET = re.compile(r"(\w{1,2}?)(\d{2})[A-Z]")


def checked(workshop: Workshop, body: str) -> str:
    """Return `body` with its check letter: 'B07' is 'B07K' in one workshop and another letter elsewhere.

    A weighted sum over 23: one wrong character or two swapped neighbours always give another letter.
    """
    total = sum(place * ord(letter) for place, letter in enumerate(body, start=1))
    return body + CHECKS[(total + workshop.pk) % len(CHECKS)]


def ballot_code(workshop: Workshop, number: int) -> str:
    """Return the code of the ballot `number` (1 to 999)."""
    return checked(workshop, f"{BALLOT}{number:02d}")


def sheet_code(workshop: Workshop, family: Family, number: int) -> str:
    """Return the code of a family's sheet `number` (1 to 99); it begins with the family's mark."""
    return checked(workshop, f"{family.mark.upper()}{number:02d}")


def read_ballot(workshop: Workshop, typed: str) -> str:
    """Return a ballot's code as it is stored, from however it was typed.

    Raises ValidationError for what is no ballot of this workshop.
    """
    code = read_code(typed)
    if not _BALLOT.fullmatch(code) or checked(workshop, code[:-1]) != code:
        raise ValidationError(
            _("No ballot of this workshop has this code. Compare it letter by letter: %(example)s.")
            % {"example": "B07 + a letter"},
            code="ballot",
        )
    return code


def read_sheet(workshop: Workshop, typed: str) -> tuple[str, str]:
    """Return a family sheet's code as it is stored, and the mark of its family.

    Raises ValidationError for what is no sheet of this workshop.
    """
    code = read_code(typed)
    found = _SHEET.fullmatch(code)
    if found is None or checked(workshop, code[:-1]) != code:
        raise ValidationError(
            _("No sheet of this workshop has this code. Compare it letter by letter."), code="sheet"
        )
    return code, found[1]


@dataclass(frozen=True, slots=True)
class Box:
    """A box to tick, with the key a scribe presses for it."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Line:
    """One question about one listing, with its boxes; 'do not know' is a box beside them."""

    number: int
    listing: Listing
    question: Question
    boxes: tuple[Box, ...]

    @property
    def is_scale(self) -> bool:
        """Whether one box is ticked, and not any number of them."""
        return self.question in SCALES


def boxes_of(question: Question) -> tuple[Box, ...]:
    """Return the boxes of a question: 1 to 5 for a scale, a letter for each kind of a list."""
    if question in SCALES:
        options = options_of(question)[:-1]
        return tuple(Box(option.value, option.label, option.value) for option in options)
    labels = LABELS[question]
    kinds = zip(ascii_lowercase, KINDS[question], strict=False)
    return tuple(Box(letter, str(labels(kind).label), kind) for letter, kind in kinds)


def lines_of(asked: Iterable[tuple[Listing, str]]) -> tuple[Line, ...]:
    """Return the numbered lines of a ballot or a card."""
    return tuple(
        Line(number, listing, Question(question), boxes_of(Question(question)))
        for number, (listing, question) in enumerate(asked, start=1)
    )


@dataclass(frozen=True, slots=True)
class FamilySheet:
    """A sheet on which a table names stakeholders of one family."""

    code: str
    family: Family

    @property
    def rows(self) -> range:
        """The numbers of its empty lines."""
        return range(1, LINES_ON_SHEET + 1)


@dataclass(frozen=True, slots=True)
class Card:
    """A card about one stakeholder, with the six questions."""

    listing: Listing
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's ballot."""

    code: str
    lines: tuple[Line, ...]

    @property
    def is_whole(self) -> bool:
        """Whether it fills a page."""
        return len(self.lines) > HALF_PAGE


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may get dots, by a number that stays whoever else is listed or removed."""

    number: int
    listing: Listing


@dataclass(frozen=True, slots=True)
class DotSheet:
    """One person's sheet for choosing partners; it has the code of the person's ballot."""

    code: str
    candidates: Sequence[Candidate]
    offers: Sequence[Box]

    @property
    def is_whole(self) -> bool:
        """Whether it fills a page."""
        return len(self.candidates) > HALF_PAGE_CANDIDATES


def candidates_of(workshop: Workshop) -> list[Candidate]:
    """Return who is listed, numbered in the order in which they were listed first (1 query)."""
    listings = workshop.listings.select_related("family").order_by("pk")
    numbered = (Candidate(number, listing) for number, listing in enumerate(listings, start=1))
    return [candidate for candidate in numbered if candidate.listing.removed_at is None]


def offers() -> list[Box]:
    """Return what can be pledged, a letter each."""
    kinds = [*ResourceKind.choices, *Means.choices]
    return [
        Box(letter, str(label), kind) for letter, (kind, label) in zip(ascii_lowercase, kinds, strict=False)
    ]


def dot_sheets(workshop: Workshop, *, count: int, first: int = 1) -> list[DotSheet]:
    """Return `count` sheets for choosing partners, numbered from `first` as the ballots are."""
    found, boxes = candidates_of(workshop), offers()
    numbers = range(first, first + count)
    return [DotSheet(ballot_code(workshop, number), found, boxes) for number in numbers]


def sheets(
    workshop: Workshop, families: Sequence[Family], *, copies: int, first: int = 1
) -> list[FamilySheet]:
    """Return `copies` sheets of each family, numbered from `first`, one table's sheets together."""
    numbers = range(first, first + copies)
    return [
        FamilySheet(sheet_code(workshop, family, number), family) for number in numbers for family in families
    ]


def cards(listings: Iterable[Listing]) -> list[Card]:
    """Return a card for each listing."""
    return [Card(listing, lines_of((listing, question) for question in Question)) for listing in listings]


def ballots(
    workshop: Workshop, asked: Sequence[tuple[Listing, str]], *, count: int, first: int = 1
) -> list[Ballot]:
    """Return `count` ballots with the same questions, numbered from `first`."""
    lines = lines_of(asked)
    return [Ballot(ballot_code(workshop, number), lines) for number in range(first, first + count)]
