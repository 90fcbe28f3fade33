"""Step 2: what the workshop says about each listed stakeholder."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Level, ProfileStatement, User
from ecosystem.text import LINE_LENGTH, one_line
from workshops.models import Answer, Listing, Question, StatementReview, Workshop
from workshops.models.identification import KINDS, SCALES


@dataclass(frozen=True, slots=True)
class Answers:
    """What is decided about one listing; scales go from 1 to 5, levels from 0 (none) to 3.

    A missing kind is unanswered; None is 'do not know' where `answered` has the question.
    """

    readiness: int | None = None
    influence: int | None = None
    interest: int | None = None
    gains: dict[str, int | None] = field(default_factory=dict)
    resources: dict[str, int | None] = field(default_factory=dict)
    means: dict[str, int | None] = field(default_factory=dict)
    answered: frozenset[str] = frozenset()

    @property
    def is_complete(self) -> bool:
        """Whether each question has an answer; 'do not know' is one."""
        return len(self.answered) == len(Question)


def answers_of(workshop: Workshop) -> dict[int, Answers]:
    """Return the answers about each current listing by its number, in two queries."""
    found: dict[int, list[Answer]] = {
        number: [] for number in workshop.listings.current().values_list("pk", flat=True)
    }
    for answer in Answer.objects.filter(listing__in=found):
        found[answer.listing_id].append(answer)
    return {number: gathered(answers) for number, answers in found.items()}


def gathered(answers: list[Answer]) -> Answers:
    """Return the rows of one listing as one record."""
    scales = {answer.question: answer.value for answer in answers if answer.question in SCALES}
    lists: dict[str, dict[str, int | None]] = {question: {} for question in KINDS}
    for answer in answers:
        if answer.question in lists:
            lists[answer.question][answer.kind] = answer.value
    return Answers(
        readiness=scales.get(Question.READINESS),
        influence=scales.get(Question.INFLUENCE),
        interest=scales.get(Question.INTEREST),
        gains=lists[Question.GAIN],
        resources=lists[Question.RESOURCE],
        means=lists[Question.MEANS],
        answered=frozenset(answer.question for answer in answers),
    )


@transaction.atomic
def answer(  # noqa: PLR0913 (an answer is all of this)
    listing: Listing,
    question: str,
    *,
    kind: str = "",
    value: int | None,
    note: str | None = None,
    by: User | None,
    origin: str = Answer.Origin.WORKSHOP,
) -> Answer:
    """Keep the decided value of one question; None is 'do not know', and a note of None stays as it is.

    Raises ValidationError for a question, kind or value that does not exist, or a note that
    cannot be kept.
    """
    Listing.objects.select_for_update().get(pk=listing.pk)
    row = Answer.objects.filter(listing=listing, question=question, kind=kind).first()
    row = row or Answer(listing=listing, question=question, kind=kind)
    row.value, row.origin, row.decided_by = value, origin, by
    if note is not None:
        row.note = one_line(note)
    row.full_clean()
    row.save()
    return row


def clear(listing: Listing, question: str, *, kind: str = "") -> None:
    """Take an answer back: the question is open again."""
    Answer.objects.filter(listing=listing, question=question, kind=kind).delete()


@transaction.atomic
def leave_unknown(listing: Listing, question: str, *, by: User) -> int:
    """Say 'do not know' to each kind of a question that has no answer yet; return how many.

    Raises ValidationError for a question that has no kinds.
    """
    if question not in KINDS:
        raise ValidationError(_("Choose one of the questions with several lines."), code="question")
    known = set(Answer.objects.filter(listing=listing, question=question).values_list("kind", flat=True))
    kinds = [kind for kind in KINDS[Question(question)] if kind not in known]
    for kind in kinds:
        answer(listing, question, kind=kind, value=None, by=by)
    return len(kinds)


def confirm(listing: Listing, *, by: User) -> int:
    """Say that all that was taken over about a listing holds in this workshop; return how many answers."""
    taken = Answer.objects.filter(listing=listing).exclude(origin=Answer.Origin.WORKSHOP)
    return taken.update(origin=Answer.Origin.WORKSHOP, decided_by=by, updated_at=timezone.now())


@transaction.atomic
def prefill_from_register(listing: Listing) -> int:
    """Take over what the register knows as first answers, marked as such; return how many.

    Nothing that was said before is touched. A part of the register without a level is taken as
    'some' or 'conceivable': the register says that there is something.
    """
    entry = listing.stakeholder
    if entry is None:
        return 0
    rows = [Answer(question=Question.READINESS, value=entry.readiness)] if entry.readiness else []
    for question, parts in (
        (Question.GAIN, entry.interests.all()),
        (Question.RESOURCE, entry.resources.all()),
        (Question.MEANS, entry.means.all()),
    ):
        rows += [
            Answer(question=question, kind=part.kind, value=part.level or Level.SOME, note=part.description)
            for part in parts
        ]
    known = set(Answer.objects.filter(listing=listing).values_list("question", "kind"))
    fresh = [row for row in rows if (row.question, row.kind) not in known]
    for row in fresh:
        row.listing, row.origin = listing, Answer.Origin.REGISTER
    Answer.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def review(listing: Listing, statement: ProfileStatement, *, is_accepted: bool, by: User) -> StatementReview:
    """Keep whether a typical statement holds for this stakeholder.

    An accepted one that speaks of a gain or a resource becomes the answer 'some', unless the
    workshop has said something about it before. Refusing it takes back the answer it brought.
    """
    said = str(statement)[:LINE_LENGTH]
    kept, _created = StatementReview.objects.update_or_create(
        listing=listing, statement=statement, defaults={"is_accepted": is_accepted}
    )
    for question, kind in ((Question.GAIN, statement.gain), (Question.RESOURCE, statement.resource)):
        if not kind:
            continue
        row = Answer.objects.filter(listing=listing, question=question, kind=kind).first()
        if is_accepted and (row is None or row.value is None):
            answer(
                listing, question, kind=kind, value=Level.SOME, note=said, by=by, origin=Answer.Origin.PROFILE
            )
        elif not is_accepted and row is not None and _was_brought_by(row, said):
            row.delete()
    return kept


def _was_brought_by(row: Answer, said: str) -> bool:
    return row.origin == Answer.Origin.PROFILE and row.note == one_line(said)
