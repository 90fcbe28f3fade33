"""Changing in the table of the workshop's map what its picture says: answers, partners, layers, relations."""

from functools import partial
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecosystem.maps.answers import view_of
from ecosystem.maps.changing import Change, Redrawn, TieLine, shown, told, unchanged, undone
from ecosystem.pages import wants_part
from ecosystem.register.forms.relating import RelateRowForm
from workshops.access import workshop_facilitator
from workshops.atlas import finder_of
from workshops.flow import MAP, frame_of
from workshops.forms.changing import ChangeForm
from workshops.mapping import key_of
from workshops.models import DrawnRelation, Listing
from workshops.redrawing import NAMES, redraw, redrawn, retied, said_about, sentence, take_back
from workshops.relating import draw, lines_of, take_away
from workshops.types import WorkshopRequest

PAGE = "workshops/map_change.html"


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def map_change(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Show what the map says about somebody as forms, and change all but the relations."""
    known = _listing(request, listing)
    if request.method != "POST":
        return _shown(request, _change(request, known), part="change")
    said = said_about(known, NAMES)
    form = ChangeForm(request.POST, said=said, key=key_of(known))
    if not form.is_valid():
        return _shown(request, _change(request, known, form=form), part="change_form", status=422)
    wanted = form.wanted()
    if not wanted:
        return unchanged(request, _row(request, known))
    try:
        before = redraw(known, wanted, by=request.user, expected=form.expected())
    except ValidationError as error:
        form.add_error(None, [*error.messages, sentence(known, wanted)])
        change = _change(request, known, form=form.again(said))
        return _shown(request, change, part="change_form", status=422)
    return told(request, redrawn(known, before), to=_row(request, known), redraw=_redraw(request))


@workshop_facilitator
@require_POST
def map_relate_row(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Draw a relation of somebody listed from their row; the register has it once staff accept it."""
    known = _listing(request, listing)
    form = _relate_form(request, known, request.POST)
    if form.is_valid():
        try:
            relation = draw(DrawnRelation(drawn_by=request.user, **form.facts()))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _retied(request, known, retied(request.workshop, relation, is_drawn=True))
    change = _change(request, known, relate_form=form)
    return _shown(request, change, part="change_relations", status=422)


@workshop_facilitator
@require_POST
def map_unrelate_row(request: WorkshopRequest, listing: int, tie: str) -> HttpResponse:
    """Take a relation off the map from somebody's row; one of the register stays there."""
    known = _listing(request, listing)
    gone = take_away(request.workshop, tie, of=known)
    return _retied(request, known, retied(request.workshop, gone, is_drawn=False))


@workshop_facilitator
@require_POST
def map_redraw(request: WorkshopRequest) -> HttpResponse:
    """Undo or redo what was changed on the map or in its table."""
    take = partial(take_back, request.workshop, by=request.user)
    return undone(request, take, to=_address(request, "map"), redraw=_redraw(request))


def _listing(request: WorkshopRequest, pk: int) -> Listing:
    return get_object_or_404(request.workshop.listings.current(), pk=pk)


def _shown(request: WorkshopRequest, change: Change, *, part: str, status: int = 200) -> HttpResponse:
    frame = frame_of(request, MAP)
    return shown(request, change, PAGE, part=part, status=status, context={"frame": frame})


def _retied(request: WorkshopRequest, listing: Listing, done: Redrawn) -> HttpResponse:
    """Tell what became of a relation, with the relations as they are now."""
    part = None
    if wants_part(request):
        part = _shown(request, _change(request, listing), part="change_relations")
    to = _address(request, "map-change", listing.pk)
    return told(request, done, to=to, redraw=_redraw(request), part=part)


def _change(
    request: WorkshopRequest,
    listing: Listing,
    *,
    form: ChangeForm | None = None,
    relate_form: RelateRowForm | None = None,
) -> Change:
    key, names = key_of(listing), request.workshop.listings.current().exclude(pk=listing.pk)
    return Change(
        key=key,
        name=listing.name,
        view=view_of(request).value,
        form=form or ChangeForm(said=said_about(listing, NAMES), key=key),
        address=_address(request, "map-change", listing.pk),
        relate_form=relate_form or _relate_form(request, listing),
        relate=_address(request, "map-relate-row", listing.pk),
        ties=[
            TieLine(
                line.phrase,
                line.other.name,
                " · ".join(filter(None, (line.strength, line.note))),
                _address(request, "map-unrelate-row", listing.pk, line.key),
            )
            for line in lines_of(listing)
        ],
        page=_row(request, listing),
        more=_address(request, "identification-listing", listing.pk),
        more_words=_("All six questions"),
        names=() if wants_part(request) else list(names.values_list("name", flat=True)),
    )


def _relate_form(request: WorkshopRequest, listing: Listing, data: object = None) -> RelateRowForm:
    return RelateRowForm(data, own=listing, key=key_of(listing), find=finder_of(request.workshop))


def _address(request: WorkshopRequest, name: str, *parts: int | str) -> str:
    """Return an address of the workshop in the view one comes from."""
    page = reverse(f"workshops:{name}", args=[request.city.code, request.workshop.pk, *parts])
    return f"{page}?{urlencode({'view': view_of(request).value})}"


def _redraw(request: WorkshopRequest) -> str:
    return reverse("workshops:map-redraw", args=[request.city.code, request.workshop.pk])


def _row(request: WorkshopRequest, listing: Listing) -> str:
    """Return where the table's row stands, on the map in the view one comes from."""
    return f"{_address(request, 'map')}#row-{key_of(listing)}"
