"""Where the marks of a workshop's map stand, kept so that two looks at it are the same picture."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.graph.places import Stored, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import Drawn, Kept, Move, after, draw_all
from workshops.mapping import key_of
from workshops.models import ListingPlacement, Workshop


def kept_places(workshop: Workshop) -> Kept:
    """Return the stored places by view and key, in one query."""
    places: dict[View, dict[str, Stored]] = {view: {} for view in View}
    rows = ListingPlacement.objects.filter(workshop=workshop).select_related("listing")
    for row in rows:
        places[View(row.view)][key_of(row.listing)] = Stored(row.x, row.y, row.slot, row.is_pinned)
    return places


def draw(workshop: Workshop, ecosystem: Ecosystem, kept: Kept) -> Drawn:
    """Return the four views of a workshop's map and keep the places of those who are new on it.

    Empty chairs are placed anew each time: they come and go with those who are listed.
    """
    drawn = draw_all(ecosystem, kept)
    numbers = _numbers(workshop)
    rows = [
        ListingPlacement(
            workshop=workshop,
            listing_id=numbers[key],
            view=view.value,
            slot=place.slot,
            x=place.x,
            y=place.y,
            is_pinned=False,
        )
        for view, places in drawn.fresh.items()
        for key, place in places.items()
        if key in numbers
    ]
    ListingPlacement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("listing", "view"),
        update_fields=("slot", "x", "y", "is_pinned"),
    )
    return drawn


@transaction.atomic
def move(workshop: Workshop, ecosystem: Ecosystem, where: Move) -> dict[str, Stored]:
    """Keep a mark where a person put it, or put it back; return the places of that view.

    The mark stays within its ring and sector, band or cell. Raises ValidationError for a mark
    that is not a listing of this workshop.
    """
    number = _numbers(workshop).get(where.key)
    if number is None or not ecosystem.has(where.key):
        raise ValidationError(_("This mark is not on the map any more. Load the map again."))
    places = after(where, ecosystem, kept_places(workshop)[where.view])
    place = places[where.key]
    ListingPlacement.objects.update_or_create(
        listing_id=number,
        view=where.view.value,
        defaults={
            "workshop": workshop,
            "slot": place.slot,
            "x": place.x,
            "y": place.y,
            "is_pinned": place.is_pinned,
        },
    )
    return places


def _numbers(workshop: Workshop) -> dict[str, int]:
    return {key_of(listing): listing.pk for listing in workshop.listings.current()}
