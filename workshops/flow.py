"""The three steps: how far each workshop has come, and where it may go next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecosystem.models import City, Family, Role
from workshops.models import Listing, Question, Step, WaivedFamily, Workshop
from workshops.types import WorkshopRequest

MAP = "map"
SEPARATOR = " · "


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a workshop has come, in numbers of listings (`partners` included) and families."""

    listed: int = 0
    empty_chairs: int = 0
    assessed: int = 0
    partners: int = 0

    def in_words(self, step: str) -> str:
        """Return the progress of `step` (or of the map) as a short phrase."""
        words: dict[str, Callable[[], str]] = {
            Step.LISTING: self._listing,
            Step.IDENTIFICATION: self._identification,
            Step.PARTNERING: self._partnering,
            MAP: self._map,
        }
        return words[step]()

    def _listing(self) -> str:
        listed = ngettext("%(n)s listed", "%(n)s listed", self.listed) % {"n": self.listed}
        if not self.empty_chairs:
            return listed
        chairs = ngettext("%(n)s empty chair", "%(n)s empty chairs", self.empty_chairs)
        return listed + SEPARATOR + chairs % {"n": self.empty_chairs}

    def _identification(self) -> str:
        return _("%(n)s of %(all)s assessed") % {"n": self.assessed, "all": self.listed}

    def _partnering(self) -> str:
        if not self.partners:
            return _("no partner yet")
        return ngettext("%(n)s partner", "%(n)s partners", self.partners) % {"n": self.partners}

    def _map(self) -> str:
        if not self.listed:
            return _("empty so far")
        return ngettext("%(n)s stakeholder", "%(n)s stakeholders", self.listed) % {"n": self.listed}


@dataclass(frozen=True, slots=True)
class Standing:
    """A workshop with how far it has come."""

    workshop: Workshop
    progress: Progress

    @property
    def words(self) -> str:
        """The progress of the step the workshop is in."""
        return self.progress.in_words(self.workshop.step)

    @property
    def steps(self) -> list[tuple[str, str, bool]]:
        """Each step's name, its progress in words, and whether the workshop is in it."""
        in_words = self.progress.in_words
        return [(str(step.label), in_words(step), step == self.workshop.step) for step in Step]


@dataclass(frozen=True, slots=True)
class RunSheetEntry:
    """One line of the run sheet: a step, or the map (which has no number)."""

    code: str
    number: int | None
    name: str
    url: str
    progress: str
    is_here: bool
    is_now: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What the frame around a page of a workshop shows, and whether this person may change it."""

    progress: Progress
    entries: tuple[RunSheetEntry, ...]
    may_write: bool
    here: str

    @property
    def now(self) -> RunSheetEntry:
        """The step the workshop is in."""
        return next(entry for entry in self.entries if entry.is_now)

    @property
    def next_entry(self) -> RunSheetEntry | None:
        """What comes after the page shown; after the map nothing does."""
        codes = [entry.code for entry in self.entries]
        if self.here not in codes[:-1]:
            return None
        return self.entries[codes.index(self.here) + 1]


def progress_of(city: City, workshops: Iterable[Workshop]) -> dict[int, Progress]:
    """Return each workshop's progress by its number, in three queries for any number of workshops.

    A listing is assessed when each of the six questions has an answer; 'do not know' is one.
    """
    numbers = [workshop.pk for workshop in workshops]
    shown = set(Family.objects.of(city).shown().values_list("pk", flat=True))
    settled: dict[int, set[int]] = {number: set() for number in numbers}
    for number, family in WaivedFamily.objects.filter(workshop__in=numbers).values_list("workshop", "family"):
        settled[number].add(family)
    counts = {number: [0, 0, 0] for number in numbers}
    rows = (
        Listing.objects.filter(workshop__in=numbers)
        .current()
        .annotate(answered=Count("answers__question", distinct=True))
        .order_by()
        .values_list("workshop", "family", "answered", "partnership")
    )
    for number, family, answered, partnership in rows:
        settled[number].add(family)
        count = counts[number]
        count[0] += 1
        count[1] += answered == len(Question)
        count[2] += partnership is not None
    return {
        number: Progress(
            listed=counts[number][0],
            empty_chairs=len(shown - settled[number]),
            assessed=counts[number][1],
            partners=counts[number][2],
        )
        for number in numbers
    }


def progress(workshop: Workshop) -> Progress:
    """Return how far `workshop` has come, in three queries."""
    return progress_of(workshop.city, [workshop])[workshop.pk]


def standings(city: City, workshops: Iterable[Workshop]) -> list[Standing]:
    """Return how far each of the city's `workshops` has come, in three queries more."""
    listed = list(workshops)
    for workshop in listed:
        workshop.city = city
    so_far = progress_of(city, listed)
    return [Standing(workshop, so_far[workshop.pk]) for workshop in listed]


def frame_of(request: WorkshopRequest, here: str) -> Frame:
    """Return the frame of the page `here`: a step's code or MAP, '' for a page beside the steps."""
    workshop = request.workshop
    so_far = progress(workshop)
    names = [*((step.value, step.label) for step in Step), (MAP, _("Map"))]
    entries = tuple(
        RunSheetEntry(
            code=code,
            number=number if code != MAP else None,
            name=str(name),
            url=reverse(f"workshops:{code}", args=[workshop.city.code, workshop.pk]),
            progress=so_far.in_words(code),
            is_here=code == here,
            is_now=code == workshop.step,
        )
        for number, (code, name) in enumerate(names, start=1)
    )
    may_write = request.membership.may(Role.FACILITATOR) and workshop.archived_at is None
    return Frame(progress=so_far, entries=entries, may_write=may_write, here=here)


def move(workshop: Workshop, step: str) -> Workshop:
    """Bring the workshop to `step`, forward or back; nothing that was said is touched.

    Raises ValidationError for anything that is not one of the three steps.
    """
    if step not in Step.values:
        raise ValidationError(_("Choose listing, identification or partnering."), code="step")
    workshop.step = step
    workshop.save(update_fields=["step"])
    return workshop
