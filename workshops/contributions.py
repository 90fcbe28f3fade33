"""Step 1 in the room: what people name, how it is looked at, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import ceil

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.live.bus import publish
from ecosystem.models import Family, User
from ecosystem.register.likeness import Likeness, Reason, likeness, pairs_alike, reasons_between
from ecosystem.text import one_line
from workshops import listing as listings
from workshops.acting import Before, as_it_is, lost, remember
from workshops.listing import Twin, known_to, twins_among
from workshops.models import Contribution, Listing, Participant, Room, Seconding, WaivedFamily

OTHERS_SHOWN = 40
FATES = ("state", "listing_id", "why_hidden")


def contribute(
    room: Room, participant: Participant, *, name: str, family: Family | None = None, reason: str = ""
) -> Contribution:
    """Keep somebody's proposal in their own words; call it inside a transaction.

    Raises ValidationError while the room takes none, too soon after the last one in slow mode,
    and for what cannot be kept.
    """
    if not room.takes_input:
        raise ValidationError(_("The room is locked just now. Keep it for a moment."), code="locked")
    _wait_in_slow_mode(room, participant)
    new = Contribution(
        room=room,
        participant=participant,
        table=participant.table,
        name=one_line(name),
        family=family,
        reason=one_line(reason),
    )
    new.full_clean()
    new.save()
    publish(room.input_topic)
    return new


def _wait_in_slow_mode(room: Room, participant: Participant) -> None:
    last = participant.contributions.last() if room.slow_s else None
    if last is not None:
        left = room.slow_s - (timezone.now() - last.made_at).total_seconds()
        if left > 0:
            raise ValidationError(
                ngettext(
                    "The room goes slowly: your next proposal in %(n)s second.",
                    "The room goes slowly: your next proposal in %(n)s seconds.",
                    ceil(left),
                )
                % {"n": ceil(left)},
                code="slow",
            )


def second(contribution: Contribution, participant: Participant) -> None:
    """Say 'I name them too'; once a person. Call it inside a transaction.

    Raises ValidationError while the room takes none, to one's own, and where it is not before the
    room any more.
    """
    if not contribution.room.takes_input:
        raise ValidationError(_("The room is locked just now. Keep it for a moment."), code="locked")
    is_gone = contribution.state in {Contribution.State.HIDDEN, Contribution.State.ASIDE}
    if is_gone or contribution.participant_id == participant.pk:
        raise ValidationError(_("This one cannot be named again."), code="gone")
    Seconding.objects.get_or_create(contribution=contribution, participant=participant)
    publish(contribution.room.input_topic)


def others(room: Room, participant: Participant) -> list[Contribution]:
    """Return what others named last and what this participant may second, the newest first."""
    rows = room.contributions.exclude(state__in=[Contribution.State.HIDDEN, Contribution.State.ASIDE])
    seconded = set(participant.secondings.values_list("contribution", flat=True))
    found = list(
        rows.exclude(participant=participant)
        .select_related("family")
        .annotate(seconds=Count("secondings"))
        .order_by("-pk")[:OTHERS_SHOWN]
    )
    for row in found:
        row.is_seconded = row.pk in seconded  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True, slots=True)
class Case:
    """Contributions that seem to mean the same, why, whom they may mean already, and who named them."""

    contributions: tuple[Contribution, ...]
    reasons: tuple[Reason, ...]
    twins: tuple[Twin, ...]
    seconds: int
    tables: tuple[str, ...]

    @property
    def first(self) -> Contribution:
        """The one that was named first; the group is spoken of by its name."""
        return self.contributions[0]

    @property
    def others(self) -> tuple[Contribution, ...]:
        """The ones that seem to mean the same."""
        return self.contributions[1:]

    @property
    def voices(self) -> int:
        """How many people named or seconded it."""
        return len(self.contributions) + self.seconds


def queue_of(room: Room) -> list[Case]:
    """Return what waits, likely twins together; the same for any order in which things came in.

    Who named whom first decides the name of a group, nothing else.
    """
    waiting = room.contributions.waiting().select_related("family", "table")
    groups = grouped(waiting.annotate(seconds=Count("secondings")))
    known = known_to(room.workshop) if groups else []
    return [_case(group.rows, group.reasons, known) for group in groups]


def grouped(rows: Iterable[Contribution]) -> list["Group"]:
    """Return who seems to mean the same together, who was named first first; in any order of `rows`."""
    wordings: dict[Likeness, list[Contribution]] = {}
    for row in sorted(rows, key=lambda row: row.pk):
        wordings.setdefault(likeness(row.name), []).append(row)
    groups = [Group([row]) for same in wordings.values() for row in same]
    of_row = {group.rows[0].pk: group for group in groups}
    listed: dict[int, Contribution] = {}
    for wording, same in wordings.items():
        for row in same:
            if why := reasons_between(wording, wording) if row is not same[0] else ():
                _join(of_row, same[0], row, why)
            if row.listing_id is not None:
                _join(of_row, listed.setdefault(row.listing_id, row), row, ())
    firsts = [same[0] for same in wordings.values()]
    for (one, other), why in pairs_alike(list(wordings)).items():
        _join(of_row, firsts[one], firsts[other], why)
    found = {id(group): group for group in of_row.values()}.values()
    for group in found:
        group.rows.sort(key=lambda row: row.pk)
    return sorted(found, key=lambda group: group.rows[0].pk)


@dataclass(slots=True)
class Group:
    """Contributions that seem to mean the same, and why."""

    rows: list[Contribution]
    reasons: set[Reason] = field(default_factory=set)


def _join(of_row: dict[int, Group], one: Contribution, other: Contribution, why: Iterable[Reason]) -> None:
    """Make the groups of two contributions one."""
    kept, gone = sorted((of_row[one.pk], of_row[other.pk]), key=lambda group: -len(group.rows))
    kept.reasons.update(why)
    if kept is not gone:
        kept.rows += gone.rows
        kept.reasons |= gone.reasons
        of_row.update((row.pk, kept) for row in gone.rows)


def _case(rows: list[Contribution], reasons: set[Reason], known: list[tuple[Twin, Likeness]]) -> Case:
    order = list(Reason)
    return Case(
        contributions=tuple(rows),
        reasons=tuple(sorted(reasons, key=order.index)),
        twins=tuple(twins_among(known, likeness(rows[0].name))),
        seconds=sum(row.seconds for row in rows),  # type: ignore[attr-defined]
        tables=tuple(sorted({row.table.name for row in rows if row.table})),
    )


@transaction.atomic
def accept(rows: list[Contribution], *, family: Family, name: str = "", by: User) -> Listing:
    """List whom these contributions mean as one stakeholder, under `name` or the first one's wording.

    The other wordings stay as aliases. Raises ValidationError when the name cannot be kept.
    """
    room = rows[0].room
    before = as_it_is(rows, FATES)
    wanted = name or rows[0].name
    namesake = Listing.objects.of(room.workshop).current().named(wanted).first()
    before += as_it_is([namesake] if namesake else [], ["stakeholder_id"])
    waived = lost(WaivedFamily.objects.filter(workshop=room.workshop))
    entry = listings.namesake(room.workshop, wanted)
    added = (
        listings.list_from_register(room.workshop, entry, by=by)
        if entry is not None
        else listings.list_new(room.workshop, wanted, family=family, by=by)
    )
    if not added.was_listed and added.listing != namesake:
        before += [*waived, _off_the_table(added.listing)]
    _settle(rows, Contribution.State.ACCEPTED, listing=added.listing)
    remember(room, _("%(name)s is listed") % {"name": added.listing.name}, before, by=by)
    return added.listing


def _off_the_table(listing: Listing) -> Before:
    # Removed and not deleted: what was said about it meanwhile is not lost.
    return {"model": listing._meta.label, "pk": listing.pk, "fields": {"removed_at": timezone.now()}}


@transaction.atomic
def merge(rows: list[Contribution], listing: Listing, *, by: User) -> Listing:
    """Take these contributions as other words for somebody who is listed."""
    before = as_it_is(rows, FATES)
    _settle(rows, Contribution.State.ACCEPTED, listing=listing)
    remember(rows[0].room, _("Merged into %(name)s") % {"name": listing.name}, before, by=by)
    return listing


@transaction.atomic
def set_aside(rows: list[Contribution], *, by: User) -> None:
    """Leave these contributions aside: kept, not listed."""
    before = as_it_is(rows, FATES)
    _settle(rows, Contribution.State.ASIDE)
    remember(rows[0].room, _("%(name)s is set aside") % {"name": rows[0].name}, before, by=by)


@transaction.atomic
def hide(rows: list[Contribution], *, why: str, by: User) -> None:
    """Let nobody see these contributions any more; raises ValidationError without a reason."""
    before = as_it_is(rows, FATES)
    for row in rows:
        row.state, row.why_hidden = Contribution.State.HIDDEN, one_line(why)
        row.full_clean()
        row.save(update_fields=["state", "why_hidden"])
    remember(rows[0].room, _("A proposal is hidden"), before, by=by)


def _settle(rows: Iterable[Contribution], state: str, *, listing: Listing | None = None) -> None:
    for row in rows:
        row.state, row.listing = state, listing
        row.save(update_fields=["state", "listing"])


def aliases_of(listing: Listing) -> list[str]:
    """Return the other wordings under which the room named a listing."""
    said = Contribution.objects.filter(listing=listing).exclude(state=Contribution.State.HIDDEN)
    names = said.order_by("pk").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name.casefold() != listing.name.casefold()]
