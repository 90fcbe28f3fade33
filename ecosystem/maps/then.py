"""Then and now: two states of a map compared, in words and as a picture."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecosystem.graph.differences import differences
from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.captions import Heading
from ecosystem.maps.changes import Section, sections_of
from ecosystem.maps.drawn import Kept, draw_all
from ecosystem.maps.sheet import Links, Sheet, sheet_of
from ecosystem.models import Snapshot

NOW = "now"


@dataclass(frozen=True, slots=True)
class State:
    """A state that can be chosen; `code` stands for it in an address."""

    code: str
    name: str
    taken_at: datetime
    snapshot: Snapshot | None = None

    def ecosystem(self, now: Ecosystem) -> Ecosystem:
        """Return the map in this state. Raises ValueError when what was stored is broken."""
        return self.snapshot.ecosystem() if self.snapshot else now


@dataclass(frozen=True, slots=True)
class Comparison:
    """The page 'Then and now'; `older` is the map of the first state, None where it cannot be drawn."""

    states: tuple[State, ...]
    then: State
    now: State
    sections: tuple[Section, ...]
    count: int
    older: Sheet | None
    is_broken: bool = False

    @property
    def last(self) -> int:
        """The number of the last state, for the sliders."""
        return len(self.states) - 1


def compare(
    snapshots: Sequence[Snapshot], now: Ecosystem, asked: Mapping[str, str], *, heading: Heading, kept: Kept
) -> Comparison:
    """Return the two states that are `asked` for by 'from' (or 'date') and 'to', compared.

    Without a choice the first state kept is compared with now.
    """
    states = states_of(snapshots)
    then, until = _asked(states, asked)
    try:
        before, after = then.ecosystem(now), until.ecosystem(now)
    except ValueError:
        return Comparison(states, then, until, (), 0, None, is_broken=True)
    found = differences(before, after)
    older = _picture(before, then, heading, kept)
    return Comparison(states, then, until, sections_of(found, before, after), len(found), older)


def states_of(snapshots: Sequence[Snapshot]) -> tuple[State, ...]:
    """Return what can be chosen: the states kept, the oldest first, then now."""
    kept = [State(str(row.pk), name_of(row), row.taken_at, row) for row in snapshots]
    return (*kept, State(NOW, _("Now"), timezone.now()))


def name_of(snapshot: Snapshot) -> str:
    """Return a state's own name with when it was kept."""
    when = date_format(timezone.localtime(snapshot.taken_at), "SHORT_DATETIME_FORMAT")
    return f"{snapshot.name} · {when}" if snapshot.name else when


def at_date(states: Sequence[State], day: date) -> State | None:
    """Return the newest state not later than the end of `day`."""
    until = [state for state in states if timezone.localtime(state.taken_at).date() <= day]
    return until[-1] if until else None


def _asked(states: Sequence[State], asked: Mapping[str, str]) -> tuple[State, State]:
    by_code = {state.code: state for state in states}
    then = by_code.get(asked.get("from", ""), states[0])
    try:
        day = parse_date(asked.get("date", ""))
    except ValueError:
        day = None
    if day is not None:
        then = at_date(states, day) or states[0]
    return then, by_code.get(asked.get("to", NOW), states[-1])


def _picture(ecosystem: Ecosystem, state: State, heading: Heading, kept: Kept) -> Sheet | None:
    """Return the state's map; marks stand where they stand today if that place still fits."""
    if not ecosystem.nodes:
        return None
    drawn = draw_all(ecosystem, kept, asked=View.ECOSYSTEM)
    titled = Heading(heading.title, heading.source, timezone.localtime(state.taken_at).date())
    return sheet_of(ecosystem, drawn.scenes, titled, view=View.ECOSYSTEM, kept={}, links=Links())
