"""Step 2 on screen: the questions about one listing as rows, with what is typical and what is known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _

from ecosystem.models import (
    CommitmentLevel,
    Gain,
    Level,
    Means,
    ProfileStatement,
    Readiness,
    ResourceKind,
    Term,
)
from ecosystem.text import in_language
from workshops.models import Answer, Listing, Question, Scale, StatementReview, Workshop
from workshops.models.identification import KINDS

UNKNOWN = "unknown"
LABELS: dict[Question, Any] = {
    Question.GAIN: Gain,
    Question.RESOURCE: ResourceKind,
    Question.MEANS: Means,
}
TERMS = {
    Question.GAIN: Term.Group.GAIN,
    Question.RESOURCE: Term.Group.RESOURCE,
    Question.MEANS: Term.Group.MEANS,
}
NOTED = (Question.RESOURCE,)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a row; `value` is a number or 'unknown', as the form sends it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line to answer: a scale, or one kind of a list. `answer` is None while it is open."""

    listing: Listing
    question: Question
    kind: str
    label: str
    meaning: str
    options: tuple[Option, ...]
    answer: Answer | None
    has_note: bool

    @property
    def code(self) -> str:
        """The row's name on the page, such as 'gain-profit-12'."""
        return "-".join(filter(None, (self.question, self.kind, str(self.listing.pk))))

    @property
    def value(self) -> str:
        """The chosen option's value, '' while the row is open."""
        if self.answer is None:
            return ""
        return UNKNOWN if self.answer.value is None else str(self.answer.value)

    @property
    def in_words(self) -> str:
        """The answer in words, '' while the row is open."""
        return next((option.label for option in self.options if option.value == self.value), "")

    @property
    def is_from_elsewhere(self) -> bool:
        """Whether the answer was taken over and nobody in the workshop has confirmed it yet."""
        return self.answer is not None and self.answer.origin != Answer.Origin.WORKSHOP


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six questions with its rows."""

    question: Question
    rows: tuple[Row, ...]

    @property
    def is_list(self) -> bool:
        """Whether the question is asked for several kinds."""
        return bool(self.rows[0].kind)

    @property
    def is_answered(self) -> bool:
        """Whether any row has an answer; 'do not know' is one."""
        return any(row.answer for row in self.rows)

    @property
    def open_rows(self) -> int:
        """How many rows have no answer."""
        return sum(row.answer is None for row in self.rows)


def sections_of(listing: Listing) -> tuple[Section, ...]:
    """Return the six questions about a listing in two queries."""
    prefetch_related_objects([listing], "answers")
    meanings = {(term.group, term.code): in_language(term.meanings) for term in Term.objects.all()}
    return tuple(Section(question, rows_of(listing, question, meanings)) for question in Question)


def rows_of(
    listing: Listing, question: Question, meanings: Mapping[tuple[str, str], str] | None = None
) -> tuple[Row, ...]:
    """Return the rows of one question, with the kinds' meanings where they are given."""
    answers = {answer.kind: answer for answer in listing.answers.all() if answer.question == question}
    labels = LABELS.get(question)
    return tuple(
        Row(
            listing=listing,
            question=question,
            kind=kind,
            label=str(labels(kind).label) if labels else str(question.label),
            meaning=(meanings or {}).get((TERMS[question], kind), "") if kind else "",
            options=options_of(question),
            answer=answers.get(kind),
            has_note=question in NOTED,
        )
        for kind in KINDS.get(question, [""])
    )


def row_of(listing: Listing, question: Question, kind: str) -> Row:
    """Return one row as it is stored now."""
    return next(row for row in rows_of(listing, question) if row.kind == kind)


def options_of(question: Question) -> tuple[Option, ...]:
    """Return what a row of `question` can be answered with, 'do not know' last."""
    choices: Sequence[tuple[int, Any]]
    if question == Question.READINESS:
        choices = Readiness.choices
    elif question == Question.MEANS:
        choices = [(0, _("no")), *CommitmentLevel.choices]
    elif question in KINDS:
        choices = [(0, _("none")), *Level.choices]
    else:
        choices = Scale.choices
    known = tuple(Option(str(value), str(label)) for value, label in choices)
    return (*known, Option(UNKNOWN, _("do not know")))


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A typical statement about the listing's family, and what was said of it (None: nothing yet)."""

    statement: ProfileStatement
    is_accepted: bool | None


def statements_about(listing: Listing) -> QuerySet[ProfileStatement]:
    """Return the typical statements of the listing's family in the workshop's domain."""
    return ProfileStatement.objects.filter(
        domain=listing.workshop.domain_id, family__code=listing.family.code, family__city=None
    ).order_by("position", "code")


def suggestions_for(listing: Listing) -> list[Suggestion]:
    """Return what is typical of the listing's family, in two queries."""
    said = dict(StatementReview.objects.filter(listing=listing).values_list("statement", "is_accepted"))
    return [Suggestion(statement, said.get(statement.pk)) for statement in statements_about(listing)]


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing in the overview with how many of the six questions are answered."""

    listing: Listing
    answered: int
    is_complete: bool


def entries_of(workshop: Workshop) -> list[Entry]:
    """Return the listings in the order they are walked through, in two queries."""
    listings = list(in_order(workshop).prefetch_related("answers"))
    return [_entry(listing, {answer.question for answer in listing.answers.all()}) for listing in listings]


def _entry(listing: Listing, answered: Iterable[str]) -> Entry:
    count = len(set(answered))
    return Entry(listing, count, is_complete=count == len(Question))


def in_order(workshop: Workshop) -> QuerySet[Listing]:
    """Return the current listings family by family, in the order they were named."""
    listings: QuerySet[Listing] = workshop.listings.current()
    return listings.select_related("family", "stakeholder")


@dataclass(frozen=True, slots=True)
class Turn:
    """Where a listing stands in the round: its number, how many there are, its neighbours."""

    number: int
    count: int
    before: Listing | None
    after: Listing | None


def turn_of(listing: Listing) -> Turn:
    """Return where `listing` stands in its workshop's round."""
    order = list(in_order(listing.workshop))
    index = [each.pk for each in order].index(listing.pk)
    return Turn(
        number=index + 1,
        count=len(order),
        before=order[index - 1] if index else None,
        after=order[index + 1] if index + 1 < len(order) else None,
    )
