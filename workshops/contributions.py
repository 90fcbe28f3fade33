"""Step 1 in the room: what people name, how it is looked at, and what becomes of it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.live.bus import publish
from ecosystem.models import Family, User
from ecosystem.register.likeness import Reason, likeness, reasons_between
from ecosystem.text import one_line
from workshops import listing as listings
from workshops.acting import as_it_is, made, remember
from workshops.listing import Twin, twins_of
from workshops.models import Contribution, Listing, Participant, Room, Seconding

OTHERS_SHOWN = 40
FATES = ["state", "listing", "why_hidden"]


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
                _("The room goes slowly: your next proposal in %(n)s seconds.") % {"n": round(left) + 1},
                code="slow",
            )


def second(contribution: Contribution, participant: Participant) -> None:
    """Say 'I name them too'; once a person, and not to one's own."""
    if contribution.participant_id != participant.pk and contribution.room.takes_input:
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
    rows = list(waiting.annotate(seconds=Count("secondings")))
    groups: list[tuple[list[Contribution], set[Reason]]] = []
    for row in rows:
        alike = [group for group in groups if _reasons(group[0], row)]
        reasons = {reason for group in alike for reason in _reasons(group[0], row)}
        merged = [row for group in alike for row in group[0]] + [row]
        reasons |= {reason for group in alike for reason in group[1]}
        groups = [group for group in groups if group not in alike] + [(merged, reasons)]
    return [_case(room, sorted(group, key=lambda row: row.pk), reasons) for group, reasons in groups]


def _reasons(group: Iterable[Contribution], row: Contribution) -> set[Reason]:
    new = likeness(row.name)
    return {reason for other in group for reason in reasons_between(new, likeness(other.name))}


def _case(room: Room, rows: list[Contribution], reasons: set[Reason]) -> Case:
    order = list(Reason)
    return Case(
        contributions=tuple(rows),
        reasons=tuple(sorted(reasons, key=order.index)),
        twins=tuple(twins_of(room.workshop, rows[0].name)),
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
    entry = listings.namesake(room.workshop, wanted)
    added = (
        listings.list_from_register(room.workshop, entry, by=by)
        if entry is not None
        else listings.list_new(room.workshop, wanted, family=family, by=by)
    )
    is_new = not (added.was_listed or added.came_back)
    if added.came_back:
        before += [
            {"model": Listing._meta.label, "pk": added.listing.pk, "fields": {"removed_at": timezone.now()}}
        ]
    _settle(rows, Contribution.State.ACCEPTED, listing=added.listing)
    before += made([added.listing]) if is_new else []
    remember(room, _("%(name)s is listed") % {"name": added.listing.name}, before, by=by)
    return added.listing


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
def hide(contribution: Contribution, *, why: str, by: User) -> None:
    """Let nobody see a contribution any more; raises ValidationError without a reason."""
    before = as_it_is([contribution], FATES)
    contribution.state, contribution.why_hidden = Contribution.State.HIDDEN, one_line(why)
    contribution.full_clean()
    contribution.save()
    remember(contribution.room, _("A proposal is hidden"), before, by=by)


def _settle(rows: Iterable[Contribution], state: str, *, listing: Listing | None = None) -> None:
    for row in rows:
        row.state, row.listing = state, listing
        row.save(update_fields=["state", "listing"])


def aliases_of(listing: Listing) -> list[str]:
    """Return the other wordings under which the room named a listing."""
    names = Contribution.objects.filter(listing=listing).order_by("pk").values_list("name", flat=True)
    return [name for name in dict.fromkeys(names) if name.casefold() != listing.name.casefold()]
