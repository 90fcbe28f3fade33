"""Step 1: who is listed, who is removed, and which families do not apply."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Exists, OuterRef, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Family, Layer, ProfileStatement, Stakeholder, User
from ecosystem.models.stakeholder import StakeholderQuerySet
from ecosystem.register.likeness import Likeness, Reason, likeness, reasons_between
from ecosystem.text import one_line
from workshops.models import Listing, WaivedFamily, Workshop

TWINS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a name: its listing, and whether it is new here, was listed before or came back."""

    listing: Listing
    was_listed: bool = False
    came_back: bool = False


def _take_turns(workshop: Workshop) -> None:
    # Two people who say the same name at once must meet here and not in a broken constraint.
    Workshop.objects.select_for_update().get(pk=workshop.pk)


def _come_back(listing: Listing) -> Added:
    if listing.removed_at is None:
        return Added(listing, was_listed=True)
    return Added(restore(listing), came_back=True)


def _list(listing: Listing, layers: Iterable[Layer]) -> Added:
    listing.full_clean()
    listing.save()
    listing.layers.set(layers)
    apply_again(listing.workshop, listing.family)
    return Added(listing)


@transaction.atomic
def list_new(workshop: Workshop, name: str, *, family: Family, by: User) -> Added:
    """List somebody by name in `family`, at the family's default places; the register is not touched.

    A name that is listed already is not doubled; one that was removed comes back with its answers.
    Raises ValidationError when the name cannot be kept.
    """
    _take_turns(workshop)
    named = Listing.objects.of(workshop).named(name).select_related("family")
    known = named.current().first() or named.order_by("-removed_at").first()
    if known is None:
        listing = Listing(workshop=workshop, name=one_line(name), family=family, listed_by=by)
        return _list(listing, family.layers.all())
    if known.removed_at is not None:
        known.family = family
    return _come_back(known)


@transaction.atomic
def list_from_register(workshop: Workshop, stakeholder: Stakeholder, *, by: User) -> Added:
    """List an entry of the register with its name, family and layers (or its family's default places).

    An entry that is listed already is not doubled; one that was removed comes back with its answers;
    somebody listed by the same name before is from now on this entry.
    Raises ValidationError when the entry cannot be listed.
    """
    _take_turns(workshop)
    listings = Listing.objects.of(workshop).select_related("family")
    known = listings.filter(stakeholder=stakeholder).first()
    if known is not None:
        return _come_back(known)
    namesake = listings.current().named(stakeholder.name).filter(stakeholder=None).first()
    if namesake is not None:
        namesake.stakeholder = stakeholder
        namesake.save(update_fields=["stakeholder"])
        return Added(namesake)
    listing = Listing(
        workshop=workshop,
        stakeholder=stakeholder,
        name=stakeholder.name,
        family=stakeholder.family,
        listed_by=by,
    )
    return _list(listing, stakeholder.layers.all() or stakeholder.family.layers.all())


def remove(listing: Listing) -> Listing:
    """Take the listing off the table; its answers and its partnership stay until it comes back."""
    if listing.removed_at is None:
        listing.removed_at = timezone.now()
        listing.save(update_fields=["removed_at"])
    return listing


@transaction.atomic
def restore(listing: Listing) -> Listing:
    """Bring a removed listing back with everything that was said about it.

    Raises ValidationError when its name has been given to somebody else meanwhile.
    """
    listing.removed_at = None
    listing.full_clean()
    listing.save()
    apply_again(listing.workshop, listing.family)
    return listing


@transaction.atomic
def revise(listing: Listing, *, layers: Iterable[Layer]) -> Listing:
    """Keep the listing's changed name, family and reason, and where it stands on the layers.

    Raises ValidationError when the name is somebody else's, or a value cannot be kept.
    """
    listing.name = one_line(listing.name)
    listing.full_clean()
    listing.save()
    listing.layers.set(layers)
    apply_again(listing.workshop, listing.family)
    return listing


@transaction.atomic
def waive(workshop: Workshop, family: Family, *, reason: str) -> WaivedFamily:
    """Mark that `family` does not apply to the project, and why.

    Raises ValidationError without a reason, and while somebody of the family is listed.
    """
    _take_turns(workshop)
    if Listing.objects.of(workshop).current().filter(family=family).exists():
        raise ValidationError(_("Somebody of this family is listed, so it does apply."), code="taken")
    waiver = WaivedFamily.objects.filter(workshop=workshop, family=family).first()
    waiver = waiver or WaivedFamily(workshop=workshop, family=family)
    waiver.reason = one_line(reason)
    waiver.full_clean()
    waiver.save()
    return waiver


def apply_again(workshop: Workshop, family: Family) -> None:
    """Take back that `family` does not apply."""
    WaivedFamily.objects.filter(workshop=workshop, family=family).delete()


@dataclass(frozen=True, slots=True)
class Twin:
    """Somebody a new name may already mean: listed here, or an entry of the register."""

    name: str
    short_name: str
    family: Family
    reasons: tuple[Reason, ...]
    listing: Listing | None = None
    stakeholder: Stakeholder | None = None


def twins_of(workshop: Workshop, name: str) -> list[Twin]:
    """Return whom `name` may already mean, the likeliest first, each with why the two look alike.

    Compares with the current listings and with the register's active entries that are not listed.
    """
    return twins_among(known_to(workshop), likeness(name))


def known_to(workshop: Workshop) -> list[tuple[Twin, Likeness]]:
    """Return everybody a new name may mean, with what is compared of them, in two queries."""
    listed = Listing.objects.of(workshop).current().select_related("family", "stakeholder")
    return [_known(row, row.stakeholder, row) for row in listed] + [
        _known(entry, entry, None) for entry in _unlisted(workshop)
    ]


def _known(
    row: Listing | Stakeholder, entry: Stakeholder | None, listing: Listing | None
) -> tuple[Twin, Likeness]:
    short_name = entry.short_name if entry else ""
    twin = Twin(row.name, short_name, row.family, (), listing=listing, stakeholder=entry)
    return twin, likeness(row.name, short_name)


def twins_among(known: Iterable[tuple[Twin, Likeness]], new: Likeness) -> list[Twin]:
    """Return those of `known` whom `new` may mean, as `twins_of` does."""
    order = list(Reason)
    found = [replace(twin, reasons=why) for twin, own in known if (why := reasons_between(new, own))]
    return sorted(found, key=lambda twin: order.index(twin.reasons[0]))[:TWINS_SHOWN]


def namesake(workshop: Workshop, name: str) -> Stakeholder | None:
    """Return the register's active entry that is called exactly `name`, in any case of letters."""
    entries = Stakeholder.objects.of(workshop.city).active().select_related("family")
    return entries.filter(name__iexact=one_line(name)).first()


def _unlisted(workshop: Workshop) -> StakeholderQuerySet:
    listed = Listing.objects.of(workshop).current().filter(stakeholder=OuterRef("pk"))
    entries = Stakeholder.objects.of(workshop.city).active().select_related("family")
    return entries.exclude(Exists(listed))


def suggestions(workshop: Workshop, words: str, *, family: Family, limit: int = 8) -> StakeholderQuerySet:
    """Return the register's entries in which all of `words` stand and that are not listed, `family` first."""
    own_first = Case(When(family=family, then=Value(0)), default=Value(1))
    return _unlisted(workshop).matching(words).order_by(own_first, "name", "pk")[:limit]


@dataclass(frozen=True, slots=True)
class Card:
    """One family at the table: who is listed, who was removed, and what the family is typically like."""

    family: Family
    listings: tuple[Listing, ...]
    statements: tuple[ProfileStatement, ...]
    waiver: WaivedFamily | None

    @property
    def in_drawer(self) -> bool:
        """Say whether the family waits in the drawer of often missing ones."""
        return self.family.visibility != Family.Visibility.SHOWN

    @property
    def is_empty_chair(self) -> bool:
        """Say whether nobody fills the family although it applies."""
        return not (self.listings or self.waiver or self.in_drawer)


@dataclass(frozen=True, slots=True)
class Board:
    """Everybody at the table, family by family, and those who were removed."""

    cards: tuple[Card, ...]
    removed: tuple[Listing, ...]

    @property
    def shown(self) -> list[Card]:
        """The families with a card of their own."""
        return [card for card in self.cards if not card.in_drawer]

    @property
    def drawer(self) -> list[Card]:
        """The often missing families."""
        return [card for card in self.cards if card.in_drawer]

    @property
    def drawer_is_open(self) -> bool:
        """Say whether somebody sits in the drawer."""
        return any(card.listings for card in self.drawer)

    @property
    def empty_chairs(self) -> list[Card]:
        """The families nobody fills."""
        return [card for card in self.cards if card.is_empty_chair]

    @property
    def filled(self) -> int:
        """The number of families with a card of their own that are filled or do not apply."""
        return len(self.shown) - len(self.empty_chairs)


def board_of(workshop: Workshop) -> Board:
    """Return the table of `workshop` in four queries; a hidden family is there while it has listings."""
    seats: defaultdict[int, list[Listing]] = defaultdict(list)
    removed = []
    for listing in Listing.objects.of(workshop).select_related("family").order_by("created_at", "pk"):
        if listing.removed_at is None:
            seats[listing.family_id].append(listing)
        else:
            removed.append(listing)
    waivers = {waiver.family_id: waiver for waiver in WaivedFamily.objects.filter(workshop=workshop)}
    profiles: defaultdict[str, list[ProfileStatement]] = defaultdict(list)
    statements = ProfileStatement.objects.filter(domain=workshop.domain).select_related("family")
    kinds = ProfileStatement.Kind.values
    for statement in sorted(statements, key=lambda statement: kinds.index(statement.kind)):
        profiles[statement.family.code].append(statement)
    return Board(
        cards=tuple(
            Card(
                family=family,
                listings=tuple(seats[family.pk]),
                statements=tuple(profiles[family.code]),
                waiver=waivers.get(family.pk),
            )
            for family in Family.objects.of(workshop.city)
            if family.visibility != Family.Visibility.HIDDEN or seats[family.pk]
        ),
        removed=tuple(sorted(removed, key=lambda listing: str(listing.removed_at), reverse=True)),
    )
