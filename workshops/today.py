"""A city's home: what needs somebody now, in numbers and one next action."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.models import City
from ecosystem.register.overview import Head, head_of
from workshops.flow import Progress, Standing, standings
from workshops.models import Partnership, Proposal, Step, Workshop

OVERDUE_SHOWN = 5
OTHERS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class NextAction:
    """The one thing to do next in a workshop: in words, and where."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Today:
    """What a city's home shows; `now` is the workshop under way."""

    head: Head
    now: Standing | None
    next_action: NextAction | None
    others: tuple[Standing, ...]
    proposals: int
    overdue: tuple[Partnership, ...]
    overdue_more: int

    @property
    def is_new(self) -> bool:
        """Say whether nothing has been entered yet."""
        return not (self.head.total or self.now or self.others)

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing in the register or among the actions waits for anybody."""
        return not (self.head.to_confirm or self.proposals or self.overdue)


def today_of(city: City) -> Today:
    """Return what the city's home shows, in a fixed number of queries."""
    workshops = Workshop.objects.of(city).real().active().select_related("domain", "service")
    rows = standings(city, workshops)
    now = min(rows, key=lambda row: _nearness(row.workshop.date), default=None)
    overdue = list(_overdue(city))
    return Today(
        head=head_of(city),
        now=now,
        next_action=next_action(now) if now else None,
        others=tuple(row for row in rows if row is not now)[:OTHERS_SHOWN],
        proposals=Proposal.objects.of(city).pending().count(),
        overdue=tuple(overdue[:OVERDUE_SHOWN]),
        overdue_more=max(0, len(overdue) - OVERDUE_SHOWN),
    )


def _nearness(day: date) -> tuple[int, bool]:
    """Order days by how near they are to today, coming ones before past ones."""
    away = (day - timezone.localdate()).days
    return abs(away), away < 0


def _overdue(city: City) -> QuerySet[Partnership]:
    """Return the first actions whose day has passed, the oldest first; archived workshops are at rest."""
    return (
        Partnership.objects.filter(
            listing__workshop__in=Workshop.objects.of(city).real().active(),
            listing__removed_at=None,
            due_on__lt=timezone.localdate(),
        )
        .select_related("listing__family", "listing__workshop")
        .order_by("due_on", "pk")
    )


def next_action(row: Standing) -> NextAction:
    """Return the one thing that brings the workshop on, with the page on which it is done."""
    words: dict[str, Callable[[Progress], str]] = {
        Step.LISTING: _in_listing,
        Step.IDENTIFICATION: _in_identification,
        Step.PARTNERING: _in_partnering,
    }
    place = reverse(f"workshops:{row.workshop.step}", args=[row.workshop.city.code, row.workshop.pk])
    return NextAction(words[row.workshop.step](row.progress), place)


def _in_listing(so_far: Progress) -> str:
    if not so_far.listed:
        return _("Name who belongs at the table")
    if so_far.empty_chairs:
        chairs = ngettext("Look at %(n)s empty chair", "Look at %(n)s empty chairs", so_far.empty_chairs)
        return chairs % {"n": so_far.empty_chairs}
    return _("Everybody is listed: go on to identification")


def _in_identification(so_far: Progress) -> str:
    left = so_far.listed - so_far.assessed
    if not left:
        return _("Everybody is assessed: go on to partnering")
    return ngettext("Assess %(n)s stakeholder more", "Assess %(n)s stakeholders more", left) % {"n": left}


def _in_partnering(so_far: Progress) -> str:
    if not so_far.partners:
        return _("Choose the partners")
    return _("Agree on first actions with the partners")
