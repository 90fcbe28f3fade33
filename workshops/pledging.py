"""Step 3 in the room: dots for who should be a partner, and pledges in a stakeholder's name."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.models import CommitmentLevel, Level, Means, User
from ecosystem.text import one_line
from workshops import identification
from workshops.acting import as_it_is, made, remember
from workshops.models import Answer, Dots, Listing, Participant, Pledge, Question, Room


def give_dots(participant: Participant, listing: Listing, count: int) -> None:
    """Give a listing `count` of one's dots (0 takes them back); call it inside a transaction.

    Raises ValidationError while the room takes none and when there are not as many left.
    """
    room = participant.room
    if not room.takes_input or room.stage != Room.Stage.PARTNERING:
        raise ValidationError(_("Dots are given while the room chooses partners."), code="closed")
    Participant.objects.select_for_update().get(pk=participant.pk)
    # Dots on who was removed from the table are free again.
    others = participant.dots.exclude(listing=listing).filter(listing__removed_at=None)
    spent = others.aggregate(n=Sum("count"))["n"] or 0
    if count < 0 or spent + count > room.dots:
        raise ValidationError(
            _("You have %(all)s dots and gave %(spent)s to others. Take one back first.")
            % {"all": room.dots, "spent": spent},
            code="dots",
        )
    if count:
        Dots.objects.update_or_create(participant=participant, listing=listing, defaults={"count": count})
    else:
        Dots.objects.filter(participant=participant, listing=listing).delete()
    publish(room.input_topic)


def keep_dots(participant: Participant, given: Mapping[Listing, int]) -> None:
    """Keep all dots somebody gave on paper, in place of those they gave before.

    Call it inside a transaction. Raises ValidationError when they are more than each person has.
    """
    room = participant.room
    if sum(given.values()) > room.dots:
        raise ValidationError(
            _("Each person has %(all)s dots; these are %(given)s.")
            % {"all": room.dots, "given": sum(given.values())},
            code="dots",
        )
    participant.dots.all().delete()
    Dots.objects.bulk_create(
        Dots(participant=participant, listing=listing, count=count) for listing, count in given.items()
    )
    publish(room.input_topic)


def keep_pledges(participant: Participant, lines: Iterable[Pledge]) -> None:
    """Keep the pledges of somebody's sheet beside those of their phone; the same thing is kept once.

    Typed again, a sheet replaces what waits of it; what was confirmed or declined stays. Call it
    inside a transaction. Raises ValidationError for what cannot be offered.
    """
    rows = list(participant.pledges.all())
    kept: list[Pledge] = []
    fresh: list[Pledge] = []
    for line in lines:
        if (row := _covering(rows, line)) is not None:
            kept.append(row)
            _add_words(row, line)
        elif (twin := _covering(fresh, line)) is not None:
            twin.text = twin.text or line.text
        else:
            fresh.append(line)
    gone = [row for row in rows if row.on_paper and row not in kept]
    dealt = [row for row in gone if row.state != Pledge.State.WAITING]
    for line in fresh:
        # In other words where the facilitator has dealt with the line already: not asked about again.
        before = next((row for row in dealt if row.is_about(line)), None)
        if before is not None:
            dealt.remove(before)
            continue
        line.participant, line.on_paper = participant, True
        line.full_clean()
        line.save()
    waiting = [row.pk for row in gone if row.state == Pledge.State.WAITING]
    participant.pledges.filter(pk__in=waiting).delete()
    publish(participant.room.input_topic)


def unite_pledges(participant: Participant, other: Participant) -> None:
    """Give a participant what they pledged as `other`; the same thing is kept once."""
    mine = list(participant.pledges.all())
    for row in other.pledges.all():
        twin = _covering(mine, row)
        if twin is not None and row.state == Pledge.State.WAITING:
            _add_words(twin, row)
            row.delete()
            continue
        if twin is not None and twin.state == Pledge.State.WAITING and row.covers(twin):
            twin.delete()
        row.participant = participant
        row.save(update_fields=["participant"])


def _covering(rows: Iterable[Pledge], other: Pledge) -> Pledge | None:
    """Return which of `rows` says what `other` says."""
    return next((row for row in rows if row.covers(other)), None)


def _add_words(row: Pledge, other: Pledge) -> None:
    """Say a pledge in words where only the other one of the same thing does."""
    if other.text and not row.text:
        row.text = other.text
        row.full_clean()
        row.save()


def dots_of(room: Room) -> list[tuple[Listing, int]]:
    """Return the listings that got dots, the most first."""
    rows = Dots.objects.filter(listing__workshop=room.workshop).order_by().values("listing")
    given = {row["listing"]: row["n"] for row in rows.annotate(n=Sum("count"))}
    found = room.workshop.listings.current().filter(pk__in=given).select_related("family")
    return sorted(((row, given[row.pk]) for row in found), key=lambda pair: (-pair[1], pair[0].name))


def pledge(participant: Participant, listing: Listing, *, kind: str, text: str = "") -> Pledge:
    """Offer a resource or a commitment means in a stakeholder's name; call it inside a transaction.

    What somebody has offered already, by phone or on paper, is not put down again.
    Raises ValidationError while the room takes none and for what cannot be offered.
    """
    if not participant.room.takes_input:
        raise ValidationError(_("The room is locked just now. Keep it for a moment."), code="locked")
    new = Pledge(listing=listing, participant=participant, kind=kind, text=one_line(text))
    new.full_clean()
    # Two tabs of a phone, or phone and scribe at once, must meet here.
    Participant.objects.select_for_update().get(pk=participant.pk)
    known = _covering(participant.pledges.exclude(state=Pledge.State.DECLINED), new)
    if known is None:
        new.save()
    elif known.state == Pledge.State.WAITING:
        _add_words(known, new)
        # The phone says it too: it stays when the sheet is typed again without it.
        participant.pledges.filter(pk=known.pk).update(on_paper=False)
    publish(participant.room.input_topic)
    return known or new


KEPT = ("value", "note", "origin", "decided_by_id")


@transaction.atomic
def confirm(offered: Pledge, *, room: Room, by: User) -> None:
    """Take a pledge over into the workshop: the means is agreed in principle, the resource clear.

    What was decided higher before stays.
    """
    is_means = offered.kind in Means.values
    question = Question.MEANS if is_means else Question.RESOURCE
    level = CommitmentLevel.IN_PRINCIPLE if is_means else Level.CLEAR
    known = Answer.objects.filter(listing=offered.listing, question=question, kind=offered.kind).first()
    before = as_it_is([offered], ["state"]) + as_it_is([known] if known else [], KEPT)
    if known is None or known.value is None or known.value < level:
        kept = identification.answer(
            offered.listing, question, kind=offered.kind, value=level, note=offered.text or None, by=by
        )
        before += made([] if known else [kept])
    offered.state = Pledge.State.CONFIRMED
    offered.save(update_fields=["state"])
    remember(room, _("Pledge of %(name)s confirmed") % {"name": offered.listing.name}, before, by=by)


@transaction.atomic
def decline(offered: Pledge, *, room: Room, by: User) -> None:
    """Leave a pledge aside."""
    before = as_it_is([offered], ["state"])
    offered.state = Pledge.State.DECLINED
    offered.save(update_fields=["state"])
    remember(room, _("Pledge of %(name)s declined") % {"name": offered.listing.name}, before, by=by)


def pledges_of(room: Room) -> Iterable[Pledge]:
    """Return the pledges of the workshop, those to confirm first."""
    rows = Pledge.objects.filter(listing__workshop=room.workshop)
    return rows.select_related("listing__family", "participant").order_by("-state", "pk")
