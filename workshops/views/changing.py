"""Changing in the table of the workshop's map what its picture says: answers, partners, layers, relations."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ecosystem.maps.answers import view_of
from ecosystem.maps.changing import (
    Change,
    Redrawn,
    SaidForm,
    TieLine,
    shown,
    shown_tie,
    told,
    unchanged,
    undone,
)
from ecosystem.models import Family
from ecosystem.pages import wants_part
from ecosystem.register.forms.relating import RelateRowForm, TieForm
from ecosystem.register.retying import sentence as words_of
from workshops.access import workshop_facilitator
from workshops.atlas import finder_of
from workshops.flow import MAP, frame_of
from workshops.forms.changing import ChangeForm
from workshops.mapping import key_of
from workshops.models import DrawnRelation, Listing
from workshops.redrawing import (
    NAMES,
    Said,
    changed,
    redraw,
    redrawn,
    retied,
    said_about,
    sentence,
    take_back,
)
from workshops.relating import (
    draw,
    key_of_relation,
    lines_of,
    own_of,
    retie,
    said_by,
    take_away,
    tie_of,
)
from workshops.types import WorkshopRequest

PAGE = "workshops/map_change.html"
REGISTERED_HINT = gettext_lazy(
    "This relation is in the register. Changed here it holds on this map; the register keeps its own until "
    "staff accept the change as proposals."
)


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def map_change(request: WorkshopRequest, listing: int) -> HttpResponse:
    """Show what the map says about somebody as forms, and change all but the relations."""
    known = _listing(request, listing)
    if request.method != "POST":
        return _shown(request, _change(request, known), part="change")
    said = said_about(known, NAMES)
    form = _change_form(known, said, request.POST)
    if not form.is_valid():
        return _shown(request, _change(request, known, form=form), part="change_form", status=422)
    wanted = form.wanted()
    if not wanted:
        return unchanged(request, _row(request, known))
    try:
        before = redraw(known, wanted, by=request.user, expected=form.expected())
    except ValidationError as error:
        change = _change(request, known, form=form.refused(error, said, sentence(known, wanted)))
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
@require_http_methods(["GET", "HEAD", "POST"])
def map_retie_row(request: WorkshopRequest, listing: int, tie: str) -> HttpResponse:
    """Show a relation of somebody listed in their row as a form, and change it on the map."""
    known = _listing(request, listing)
    said = said_by(known, tie_of(known, tie))
    data = request.POST if request.method == "POST" else None
    form = TieForm(data, said=said, key=f"{key_of(known)}-{tie}")
    if data is None and "line" in request.GET:
        return _tie(request, known, tie)
    if data is None or not form.is_valid():
        return _tie(request, known, tie, form)
    if not form.wanted():
        return _tie(request, known, tie) if wants_part(request) else redirect(_back(request, known))
    try:
        now = retie(known, tie, form.wanted(), by=request.user, expected=form.expected())
    except ValidationError as error:
        stored = tie_of(known, tie)
        words = words_of(stored, own_of(known, stored))
        return _tie(request, known, tie, form.refused(error, said, words))
    part = _tie(request, known, key_of_relation(now)) if wants_part(request) else None
    return _retied(request, known, changed(known, tie, said, now), part)


def _tie(request: WorkshopRequest, listing: Listing, tie: str, form: SaidForm | None = None) -> HttpResponse:
    """Show a relation in somebody's row, as a `form` while it is being changed."""
    change = _change(request, listing, tie_forms={tie: form} if form else {})
    frame = frame_of(request, MAP)
    return shown_tie(request, change, PAGE, key=tie, form=form, context={"frame": frame})


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


def _retied(
    request: WorkshopRequest, listing: Listing, done: Redrawn, part: HttpResponse | None = None
) -> HttpResponse:
    """Tell what became of a relation, with a `part`, else the relations as they are now."""
    if part is None and wants_part(request):
        part = _shown(request, _change(request, listing), part="change_relations")
    return told(request, done, to=_back(request, listing), redraw=_redraw(request), part=part)


def _back(request: WorkshopRequest, listing: Listing) -> str:
    return _address(request, "map-change", listing.pk)


def _change(
    request: WorkshopRequest,
    listing: Listing,
    *,
    form: ChangeForm | None = None,
    relate_form: RelateRowForm | None = None,
    tie_forms: Mapping[str, SaidForm] | None = None,
) -> Change:
    key, names = key_of(listing), request.workshop.listings.current().exclude(pk=listing.pk)
    return Change(
        key=key,
        name=listing.name,
        view=view_of(request).value,
        form=form or _change_form(listing, said_about(listing, NAMES)),
        address=_address(request, "map-change", listing.pk),
        relate_form=relate_form or _relate_form(request, listing),
        relate=_address(request, "map-relate-row", listing.pk),
        ties=[
            TieLine(
                key=line.key,
                phrase=line.phrase,
                other=line.other.name,
                details=" · ".join(filter(None, (line.strength, line.note))),
                change=_address(request, "map-retie-row", listing.pk, line.key),
                remove=_address(request, "map-unrelate-row", listing.pk, line.key),
                form=(tie_forms or {}).get(line.key),
                hint="" if line.is_drawn else str(REGISTERED_HINT),
            )
            for line in lines_of(listing)
        ],
        page=_row(request, listing),
        more=_address(request, "identification-listing", listing.pk),
        more_words=_("All six questions"),
        names=() if wants_part(request) else list(names.values_list("name", flat=True)),
    )


def _change_form(listing: Listing, said: Said, data: object = None) -> ChangeForm:
    form = ChangeForm(data, said=said, key=key_of(listing), families=Family.objects.of(listing.workshop.city))
    if listing.stakeholder_id is not None:
        form.fields["name"].help_text = _("Name and family are this workshop's; the register keeps its own.")
    return form


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
