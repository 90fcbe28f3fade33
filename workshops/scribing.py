"""What a scribe types from paper: ballots count as phones do, sheets as what a table named, nothing twice."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.models import Family, TokenBucket
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, one_line, row_number
from workshops import paper, pledging, rating
from workshops.joining import TooManyError, tries_of
from workshops.models import (
    Contribution,
    Listing,
    Participant,
    Pledge,
    Room,
    RoomAnswer,
    Round,
    RoundItem,
    Table,
)
from workshops.paper import NONE_KEY, UNKNOWN_KEY, boxes_of, read_ballot, read_sheet

UNKNOWN = "unknown"
# Codes a phone may try: three at once, then one in ten minutes.
CODES_AT_ONCE, CODES_PER_S = 3, 1 / 600
BEGINNING = 30  # letters by which a line that is too long is told


@dataclass(frozen=True, slots=True)
class Said:
    """What one line of a ballot says: 'unknown', a value or nothing, and kinds."""

    said: str = ""
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands on a sheet for choosing partners: dots, pledges, and at which table."""

    dots: Mapping[Listing, int]
    pledges: Sequence[Pledge]
    table: Table | None = None


def read_line(item: RoundItem, typed: str) -> Said | None:
    """Return what was ticked, from the keys beside the boxes: '4', '?', 'a c', '0' for none.

    None for an empty line. Raises ValidationError for a key that stands beside no box.
    """
    keys = typed.replace(",", " ").lower().split()
    if not keys:
        return None
    if keys == [UNKNOWN_KEY]:
        return Said(UNKNOWN)
    boxes = {box.key: box.value for box in boxes_of(item.question_choice)}
    if keys == [NONE_KEY] and not item.is_scale:
        return Said()
    pressed = keys if item.is_scale else [key for word in keys for key in word]
    wrong = [key for key in pressed if key not in boxes]
    if wrong or (item.is_scale and len(pressed) > 1):
        raise ValidationError(
            _("%(typed)s is not beside a box here. Type %(keys)s or ? for 'do not know'.")
            % {"typed": typed.strip(), "keys": ", ".join(boxes)},
            code="key",
        )
    if item.is_scale:
        return Said(boxes[pressed[0]])
    return Said(kinds=tuple(boxes[key] for key in dict.fromkeys(pressed)))


def open_round(room: Room) -> Round | None:
    """Return the round that ballots are typed into: the newest one, while it is not revealed."""
    asked = rating.current(room)
    return asked if asked is not None and asked.state != Round.State.REVEALED else None


@transaction.atomic
def keep_ballot(
    asked: Round, code: str, lines: Mapping[RoundItem, Said], *, family: Family | None, table: Table | None
) -> Participant:
    """Keep what stands on a ballot; typed again it replaces its lines, and nobody counts twice.

    An empty line changes nothing. Raises ValidationError once the round is revealed, and for a
    ballot of another workshop.
    """
    asked = Round.objects.select_for_update().select_related("room__workshop").get(pk=asked.pk)
    if asked.state == Round.State.REVEALED:
        raise ValidationError(
            _("These answers are revealed. Ask again to count more paper."), code="revealed"
        )
    who = _holder(asked.room, code, family=family, table=table)
    for item, line in lines.items():
        rating.keep(item, who, said=line.said, kinds=line.kinds)
    publish(asked.room.input_topic)
    return who


def _holder(
    room: Room, code: str, *, family: Family | None = None, table: Table | None = None
) -> Participant:
    """Return whose ballot it is, on paper alone or with a phone too."""
    ballot = read_ballot(room.workshop, code)
    who, _is_new = Participant.objects.get_or_create(room=room, ballot=ballot)
    if family or table:
        who.family, who.table = family or who.family, table or who.table
        who.save(update_fields=["family", "table"])
    return who


def read_dots(candidates: Mapping[int, Listing], typed: str) -> dict[Listing, int]:
    """Return how many dots each got, from a number typed for each dot: '2 2 5'.

    Raises ValidationError for a number nobody has.
    """
    given: Counter[Listing] = Counter(_candidate(candidates, word) for word in _words(typed))
    return dict(given)


def read_pledges(candidates: Mapping[int, Listing], typed: str) -> list[Pledge]:
    """Return what was offered, from lines such as '4 a c; monthly figures': who, what, and in words.

    Raises ValidationError for a number nobody has and for a letter that stands for nothing.
    """
    offers = {box.key: box.value for box in paper.offers()}
    found: list[Pledge] = []
    for line in filter(str.strip, typed.splitlines()):
        keys, _mark, text = line.partition(";")
        number, *letters = _words(keys) or [""]
        pressed = [letter for word in letters for letter in word.lower()]
        if not pressed or set(pressed) - offers.keys():
            raise ValidationError(
                _("%(typed)s: type the number, a letter of %(keys)s, and after a semicolon the words.")
                % {"typed": line.strip(), "keys": ", ".join(offers)},
                code="offer",
            )
        listing = _candidate(candidates, number)
        words = _within(text, LINE_LENGTH)
        found += [Pledge(listing=listing, kind=offers[letter], text=words) for letter in pressed]
    return found


def read_names(typed: str) -> list[tuple[str, str]]:
    """Return whom a sheet names and why, from lines such as 'Salt makers; they know the shore'.

    Raises ValidationError for what is longer than a name or a reason may be.
    """
    lines = (line.partition(";") for line in typed.splitlines())
    return [(_within(name, NAME_LENGTH), _within(why, LINE_LENGTH)) for name, _mark, why in lines]


def _within(text: str, most: int) -> str:
    tidy = one_line(text)
    if len(tidy) > most:
        raise ValidationError(
            _("“%(beginning)s…” has %(count)s letters and may have %(most)s: make it shorter.")
            % {"beginning": tidy[:BEGINNING], "count": len(tidy), "most": most},
            code="long",
        )
    return tidy


def _words(typed: str) -> list[str]:
    return typed.replace(",", " ").split()


def _candidate(candidates: Mapping[int, Listing], typed: str) -> Listing:
    number = row_number(typed)
    listing = candidates.get(number) if number is not None else None
    if listing is None:
        raise ValidationError(
            _("Nobody has the number %(typed)s on this sheet.") % {"typed": typed[:BEGINNING]}, code="number"
        )
    return listing


@transaction.atomic
def keep_dot_sheet(room: Room, code: str, choice: Choice) -> Participant:
    """Keep whom somebody chose on paper and what they offer; typed again it replaces what it said.

    Dots count as those of a phone do. Raises ValidationError for a sheet of another workshop, for
    more dots than each person has, and for what cannot be offered.
    """
    room = Room.objects.select_for_update().select_related("workshop").get(pk=room.pk)
    who = _holder(room, code, table=choice.table)
    who.room = room
    pledging.keep_dots(who, choice.dots)
    pledging.keep_pledges(who, choice.pledges)
    return who


def take_over_ballot(participant: Participant, typed: str) -> None:
    """Make a phone and a ballot one person: what the phone has answered stays, the rest comes from paper.

    Raises ValidationError for what is no ballot of this workshop or is another phone's, and
    TooManyError when somebody tries many.
    """
    # Before the transaction: a try that fails is a try.
    key = tries_of(participant)
    if not TokenBucket.objects.take(key, capacity=CODES_AT_ONCE, per_s=CODES_PER_S):
        raise TooManyError
    _become_one(participant, read_ballot(participant.room.workshop, typed))


@transaction.atomic
def _become_one(participant: Participant, code: str) -> None:
    room = participant.room
    other = Participant.objects.select_for_update().filter(room=room, ballot=code).first()
    if other == participant:
        return
    if other is not None and other.token_hash:
        raise ValidationError(_("Another phone says that this is its ballot."), code="taken")
    if other is not None:
        answered = participant.room_answers.values("item")
        RoomAnswer.objects.filter(participant=other).exclude(item__in=answered).update(
            participant=participant
        )
        if not participant.dots.exists():
            other.dots.update(participant=participant)
        pledging.unite_pledges(participant, other)
        participant.family = participant.family or other.family
        participant.table = participant.table or other.table
        other.delete()
    participant.ballot = code
    participant.save(update_fields=["ballot", "family", "table"])
    publish(room.input_topic)


@dataclass(frozen=True, slots=True)
class SheetKept:
    """What became of a typed sheet: new ones, those that were there, and those that are listed already."""

    family: Family
    added: int
    kept: int
    settled: int


@transaction.atomic
def keep_sheet(room: Room, code: str, lines: Sequence[tuple[str, str]], *, table: Table | None) -> SheetKept:
    """Keep whom a table named on a family sheet, as (name, why); typed again it replaces its own lines.

    What the facilitator has dealt with stays as it is. Raises ValidationError for a sheet of another
    workshop, an empty one, and for a name that cannot be kept.
    """
    sheet, mark = read_sheet(room.workshop, code)
    family = _family_of(room, mark)
    wanted = _wanted(lines)
    if not wanted:
        raise ValidationError(_("Type at least one name."), code="empty")
    before = list(Contribution.objects.select_for_update().filter(room=room, sheet=sheet))
    known = {row.name.casefold() for row in before}
    gone = [
        row for row in before if row.state == Contribution.State.WAITING and row.name.casefold() not in wanted
    ]
    Contribution.objects.filter(pk__in=[row.pk for row in gone]).delete()
    fresh = [
        Contribution(room=room, table=table, sheet=sheet, family=family, name=name, reason=why)
        for key, (name, why) in wanted.items()
        if key not in known
    ]
    for row in fresh:
        row.full_clean()
    Contribution.objects.bulk_create(fresh)
    Contribution.objects.filter(room=room, sheet=sheet).update(table=table)
    publish(room.input_topic)
    settled = sum(row.state != Contribution.State.WAITING for row in before)
    return SheetKept(family, len(fresh), len(before) - len(gone) - settled, settled)


def _family_of(room: Room, mark: str) -> Family:
    families = Family.objects.of(room.workshop.city).usable()
    found = next((family for family in families if family.mark.upper() == mark), None)
    if found is None:
        raise ValidationError(
            _("No family of this city has the mark %(mark)s.") % {"mark": mark}, code="sheet"
        )
    return found


def _wanted(lines: Iterable[tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """Return the names of a sheet with their reasons, each once, by how they compare."""
    return {name.casefold(): (name, why) for name, why in lines if name}


def paper_lines(asked: Round) -> tuple[paper.Line, ...]:
    """Return the numbered lines of a round as its ballots have them."""
    items = asked.items.select_related("listing__family")
    return paper.lines_of((item.listing, item.question) for item in items)
