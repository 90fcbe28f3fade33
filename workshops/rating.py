"""Rated alone, then revealed: questions to the room, what it answers, and what is decided from it."""

from collections.abc import Collection, Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem import plain
from ecosystem.live.bus import publish
from ecosystem.models import User
from workshops import identification
from workshops.acting import Before, as_it_is, made, remember
from workshops.models import (
    Answer,
    HandCount,
    Listing,
    Participant,
    Question,
    Room,
    RoomAnswer,
    RoomChoice,
    Round,
    RoundItem,
)
from workshops.room import follow

# What a phone carries at once, so that the next question needs no network.
ITEMS_AT_ONCE = 24
SCALE = range(1, 6)


@transaction.atomic
def ask(room: Room, listings: Iterable[Listing], questions: Collection[str], *, by: User) -> Round:
    """Put `questions` about each of `listings` to the room.

    Raises ValidationError when there is nothing to ask, more than phones carry at once, and while
    another round is not revealed.
    """
    new, before = put(room, listings, questions)
    remember(room, _("Question to the room"), before, by=by)
    return new


def put(room: Room, listings: Iterable[Listing], questions: Collection[str]) -> tuple[Round, list[Before]]:
    """Do what `ask` does and return how it was before; call it inside a transaction."""
    chosen = [(listing, question) for listing in listings for question in Question if question in questions]
    if not chosen:
        raise ValidationError(_("Choose whom and what to ask about."), code="empty")
    if len(chosen) > ITEMS_AT_ONCE:
        raise ValidationError(
            _("Ask at most %(most)s questions at once; these are %(count)s. Choose fewer.")
            % {"most": ITEMS_AT_ONCE, "count": len(chosen)},
            code="many",
        )
    Room.objects.select_for_update().get(pk=room.pk)
    if room.rounds.exclude(state=Round.State.REVEALED).exists():
        raise ValidationError(
            _("A question is before the room already. Reveal it or take it back first."), code="asked"
        )
    new = Round.objects.create(room=room)
    RoundItem.objects.bulk_create(
        RoundItem(round=new, listing=listing, question=question) for listing, question in chosen
    )
    before = [*as_it_is([room], ["stage", "wall"]), *made([new]), *follow(room, Room.Stage.QUESTION)]
    room.stage, room.wall = Room.Stage.QUESTION, Room.Wall.STAGE
    room.save(update_fields=["stage", "wall"])
    return new, before


def current(room: Room) -> Round | None:
    """Return the newest round, None before the first."""
    return room.rounds.first()


def set_state(asked: Round, state: str, *, by: User) -> Round:
    """Close a round, open it again, or reveal what the room says.

    Raises ValidationError for another state, and for a round that is revealed.
    """
    if state not in Round.State.values:
        raise ValidationError(_("Open, close or reveal the question."), code="state")
    with transaction.atomic():
        # As it is stored: at another console somebody may have revealed it a moment ago.
        asked.state = Round.objects.select_for_update().get(pk=asked.pk).state
        if asked.state == Round.State.REVEALED:
            raise ValidationError(_("These answers are revealed. Ask again instead."), code="revealed")
        before = as_it_is([asked], ["state"])
        asked.state = state
        asked.save(update_fields=["state"])
        remember(asked.room, str(Round.State(state).label), before, by=by)
    return asked


def again(asked: Round, *, by: User) -> Round:
    """Ask the same once more, for instance after people have talked; the first answers stay."""
    items = list(asked.items.select_related("listing"))
    listings = {item.listing.pk: item.listing for item in items}
    return ask(asked.room, listings.values(), {item.question for item in items}, by=by)


def asked_of(room: Room, number: int) -> RoundItem | None:
    """Return the question with this number if it was put to `room`, with its round and the room."""
    item = plain.row(RoundItem, "id = %s", number)
    asked = plain.row(Round, "id = %s AND room_id = %s", item.round_id, room.pk) if item else None
    if item is None or asked is None:
        return None
    item.round, asked.room = asked, room
    return item


def answer(
    item: RoundItem, participant: Participant, *, said: str, kinds: Collection[str] = ()
) -> RoomAnswer:
    """Keep what a participant says on a phone; it may change until the question is closed.

    Call it inside a transaction. Raises ValidationError when the question takes no answers now,
    and for anything that cannot be chosen.
    """
    if item.round.state != Round.State.OPEN or not item.round.room.takes_input:
        raise ValidationError(_("This question is closed. Your answer did not count."), code="closed")
    return keep(item, participant, said=said, kinds=kinds)


def keep(item: RoundItem, participant: Participant, *, said: str, kinds: Collection[str] = ()) -> RoomAnswer:
    """Keep an answer: 'unknown', a value from 1 to 5, or `kinds`. Call it inside a transaction.

    Raises ValidationError for anything that cannot be chosen.
    """
    value = int(said) if item.is_scale and said.isascii() and said.isdecimal() else None
    is_unknown = said == "unknown"
    if item.is_scale and value not in SCALE and not is_unknown:
        raise ValidationError(_("Choose one of the answers."), code="value")
    if set(kinds) - set(item.kinds):
        raise ValidationError(_("Choose among what is offered."), code="kind")
    # One statement, so that two sendings of one phone cannot meet in between.
    [kept] = RoomAnswer.objects.bulk_create(
        [RoomAnswer(item=item, participant=participant, value=value, is_unknown=is_unknown)],
        update_conflicts=True,
        unique_fields=["item", "participant"],
        update_fields=["value", "is_unknown"],
    )
    if not item.is_scale:
        kept.choices.all().delete()
        RoomChoice.objects.bulk_create(
            RoomChoice(answer=kept, kind=kind) for kind in set(kinds) if not is_unknown
        )
    publish(item.round.room.input_topic)
    return kept


def count_hands(item: RoundItem, *, value: int | None, kind: str = "", hands: int) -> None:
    """Keep how many hands went up for a value, a kind or (neither) 'do not know'; 0 takes it away.

    Raises ValidationError for what cannot be chosen or counted.
    """
    if kind not in {"", *item.kinds} or (value is not None and not item.is_scale):
        raise ValidationError(_("Choose among what is offered."), code="kind")
    with transaction.atomic():
        Room.objects.select_for_update().get(pk=item.round.room_id)
        HandCount.objects.filter(item=item, value=value, kind=kind).delete()
        if hands:
            counted = HandCount(item=item, value=value, kind=kind, hands=hands)
            counted.full_clean()
            counted.save()
        publish(item.round.room.input_topic)


def decide(item: RoundItem, value: int | None, *, kind: str = "", by: User) -> None:
    """Take a value over into the map: the facilitator's word, beside which the room's stays.

    Raises ValidationError before the reveal and for a value that does not exist.
    """
    with transaction.atomic():
        before = take_over(item, value, kind=kind, by=by)
        remember(item.round.room, _("kept a value for %(name)s") % {"name": item.listing}, before, by=by)


def take_over(item: RoundItem, value: int | None, *, kind: str = "", by: User) -> list[Before]:
    """Do what `decide` does and return how it was before; call it inside a transaction."""
    if item.round.state != Round.State.REVEALED:
        raise ValidationError(_("Reveal the answers first."), code="hidden")
    known = Answer.objects.filter(listing=item.listing, question=item.question, kind=kind)
    before = as_it_is(known, ("value", "origin", "decided_by_id", "note"))
    if kind and value:
        # People choose a kind or not: how much of it there is may be known better already.
        value = max([value, *(row.value or 0 for row in known)])
    row = identification.answer(item.listing, item.question, kind=kind, value=value, by=by)
    return before or made([row])
