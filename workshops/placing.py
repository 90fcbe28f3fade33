"""Where the marks of a workshop's map stand, kept so that two looks at it are the same picture."""

from collections.abc import Iterable

from django.http import Http404

from ecosystem.graph.places import Place, View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.drawn import Drawn, Kept, Move, Placed, after, draw_all
from workshops.mapping import key_of
from workshops.models import ListingPlacement, Workshop


def kept_places(workshop: Workshop) -> Kept:
    """Return the stored places by view and key, in one query."""
    places: dict[View, dict[str, Place]] = {view: {} for view in View}
    rows = ListingPlacement.objects.filter(workshop=workshop).select_related("listing")
    for row in rows:
        places[View(row.view)][key_of(row.listing)] = Place(row.x, row.y, row.slot, row.is_pinned)
    return places


def drawn_map(workshop: Workshop, ecosystem: Ecosystem, asked: View | None = None) -> tuple[Drawn, Kept]:
    """Return the map, keeping the places of those who are new on it; of a crowd, the view `asked` for.

    Empty chairs are placed anew each time: they come and go with those who are listed.
    """
    kept = kept_places(workshop)
    drawn = draw_all(ecosystem, kept, asked=asked)
    _store(
        _row(workshop, view, key, place)
        for view, places in drawn.fresh.items()
        for key, place in places.items()
        if not ecosystem.node(key).is_ghost
    )
    return drawn, kept


def place(workshop: Workshop, ecosystem: Ecosystem, move: Move) -> Placed:
    """Keep where somebody drew a listing's mark, or put it back.

    The mark stays within its ring and sector, band or cell. Raises Http404 for one that is not on
    the map.
    """
    if not ecosystem.has(move.key) or ecosystem.node(move.key).is_ghost:
        raise Http404
    kept = {view: dict(places) for view, places in kept_places(workshop).items()}
    before = kept[move.view].get(move.key)
    kept[move.view] = after(move, ecosystem, kept[move.view])
    _store([_row(workshop, move.view, move.key, kept[move.view][move.key])])
    return Placed(kept, before)


def _row(workshop: Workshop, view: View, key: str, place: Place) -> ListingPlacement:
    return ListingPlacement(
        workshop=workshop,
        listing_id=int(key[1:]),
        view=view.value,
        slot=place.slot,
        x=place.x,
        y=place.y,
        is_pinned=place.is_pinned,
    )


def _store(rows: Iterable[ListingPlacement]) -> None:
    ListingPlacement.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=("listing", "view"),
        update_fields=("slot", "x", "y", "is_pinned"),
    )
