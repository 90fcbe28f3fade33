"""Changing in the table of the city's map what it says of somebody, and relations; and undo."""

from collections.abc import Mapping
from functools import partial
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ecosystem.access.policies import editor
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
from ecosystem.models import Family, Relation, Stakeholder
from ecosystem.pages import wants_part
from ecosystem.register.atlas import finder_of
from ecosystem.register.forms.changing import ChangeEntryForm
from ecosystem.register.forms.relating import RelateRowForm, TieForm
from ecosystem.register.mapping import key_of
from ecosystem.register.profile import lines_of
from ecosystem.register.redrawing import (
    drawn,
    redraw,
    redrawn,
    relate,
    retie,
    retied,
    take_back,
    unrelate,
)
from ecosystem.register.retying import said_of
from ecosystem.register.retying import sentence as words_of
from ecosystem.register.saying import Said, said_about, sentence
from ecosystem.types import CityRequest

PAGE = "register/map_change.html"


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def map_change(request: CityRequest, stakeholder: int) -> HttpResponse:
    """Show what the map says about an entry as forms, and change all but the relations."""
    entry = _entry(request, stakeholder)
    if request.method != "POST":
        return shown(request, _change(request, entry), PAGE)
    said = said_about(entry)
    form = _entry_form(entry, said, request.POST)
    if not form.is_valid():
        return _form_again(request, entry, form)
    wanted = form.wanted()
    if not wanted:
        return unchanged(request, _row(request, entry))
    try:
        before = redraw(entry, wanted, by=request.user, expected=form.expected())
    except ValidationError as error:
        return _form_again(request, entry, form.refused(error, said, sentence(entry, wanted)))
    return told(request, redrawn(entry, before), to=_row(request, entry), redraw=_redraw(request))


@editor
@require_POST
def map_relate_row(request: CityRequest, stakeholder: int) -> HttpResponse:
    """Draw a relation of an entry from its row."""
    entry = _entry(request, stakeholder)
    form = _relate_form(request, entry, request.POST)
    if form.is_valid():
        try:
            relation = relate(Relation(city=request.city, **form.facts()), by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            return _retied(request, entry, drawn(relation))
    change = _change(request, entry, relate_form=form)
    return shown(request, change, PAGE, part="change_relations", status=422)


@editor
@require_http_methods(["GET", "HEAD", "POST"])
def map_retie_row(request: CityRequest, stakeholder: int, relation: int) -> HttpResponse:
    """Show a relation of an entry in its row as a form, and change it."""
    entry = _entry(request, stakeholder)
    tie = get_object_or_404(Relation.objects.of(request.city).touching(entry).with_ends(), pk=relation)
    data, said = request.POST if request.method == "POST" else None, said_of(tie, entry.pk)
    form = TieForm(data, said=said, key=f"{key_of(entry)}-{tie.pk}")
    if data is None and "line" in request.GET:
        return _tie(request, entry, tie.pk)
    if data is None or not form.is_valid():
        return _tie(request, entry, tie.pk, form)
    if not form.wanted():
        return _tie(request, entry, tie.pk) if wants_part(request) else redirect(_back(request, entry))
    try:
        before = retie(tie, entry.pk, form.wanted(), by=request.user, expected=form.expected())
    except ValidationError as error:
        return _tie(request, entry, tie.pk, form.refused(error, said, words_of(tie, entry.pk)))
    part = _tie(request, entry, tie.pk) if wants_part(request) else None
    return _retied(request, entry, retied(tie, entry.pk, before), part)


def _tie(request: CityRequest, entry: Stakeholder, tie: int, form: SaidForm | None = None) -> HttpResponse:
    """Show a relation in an entry's row, as a `form` while it is being changed."""
    change = _change(request, entry, tie_forms={str(tie): form} if form else {})
    return shown_tie(request, change, PAGE, key=str(tie), form=form)


@editor
@require_POST
def map_unrelate_row(request: CityRequest, stakeholder: int, relation: int) -> HttpResponse:
    """Take a relation of an entry away from its row."""
    entry = _entry(request, stakeholder)
    ties = Relation.objects.of(request.city).touching(entry).with_ends()
    return _retied(request, entry, unrelate(get_object_or_404(ties, pk=relation), by=request.user))


@editor
@require_POST
def map_redraw(request: CityRequest) -> HttpResponse:
    """Undo or redo what was changed on the map or in its table."""
    take = partial(take_back, request.city, by=request.user)
    return undone(request, take, to=_address(request, "map"), redraw=_redraw(request))


def _entry(request: CityRequest, pk: int) -> Stakeholder:
    return get_object_or_404(Stakeholder.objects.of(request.city).active(), pk=pk)


def _form_again(request: CityRequest, entry: Stakeholder, form: ChangeEntryForm) -> HttpResponse:
    return shown(request, _change(request, entry, form=form), PAGE, part="change_form", status=422)


def _retied(
    request: CityRequest, entry: Stakeholder, done: Redrawn, part: HttpResponse | None = None
) -> HttpResponse:
    """Tell what became of a relation, with a `part`, else the relations as they are now."""
    if part is None and wants_part(request):
        part = shown(request, _change(request, entry), PAGE, part="change_relations")
    return told(request, done, to=_back(request, entry), redraw=_redraw(request), part=part)


def _back(request: CityRequest, entry: Stakeholder) -> str:
    return _address(request, "map-change", entry.pk)


def _change(
    request: CityRequest,
    entry: Stakeholder,
    *,
    form: ChangeEntryForm | None = None,
    relate_form: RelateRowForm | None = None,
    tie_forms: Mapping[str, SaidForm] | None = None,
) -> Change:
    key, names = key_of(entry), Stakeholder.objects.of(request.city).active().exclude(pk=entry.pk)
    return Change(
        key=key,
        name=entry.name,
        view=view_of(request).value,
        form=form or _entry_form(entry, said_about(entry)),
        address=_address(request, "map-change", entry.pk),
        relate_form=relate_form or _relate_form(request, entry),
        relate=_address(request, "map-relate-row", entry.pk),
        ties=[
            TieLine(
                key=str(line.pk),
                phrase=line.phrase,
                other=line.other.name,
                details=" · ".join(filter(None, (line.strength_words, line.note))),
                change=_address(request, "map-retie-row", entry.pk, line.pk),
                remove=_address(request, "map-unrelate-row", entry.pk, line.pk),
                form=(tie_forms or {}).get(str(line.pk)),
            )
            for line in lines_of(entry)
        ],
        page=_row(request, entry),
        more=_address(request, "stakeholder-edit", entry.pk),
        more_words=_("Everything else in the register"),
        names=() if wants_part(request) else list(names.values_list("name", flat=True)),
    )


def _entry_form(entry: Stakeholder, said: Said, data: object = None) -> ChangeEntryForm:
    families = Family.objects.of(entry.city)
    return ChangeEntryForm(data, said=said, key=key_of(entry), families=families)


def _relate_form(request: CityRequest, entry: Stakeholder, data: object = None) -> RelateRowForm:
    return RelateRowForm(data, own=entry, key=key_of(entry), find=finder_of(request.city))


def _address(request: CityRequest, name: str, *parts: int) -> str:
    """Return an address of the city in the view one comes from."""
    page = reverse(f"register:{name}", args=[request.city.code, *parts])
    return f"{page}?{urlencode({'view': view_of(request).value})}"


def _redraw(request: CityRequest) -> str:
    return reverse("register:map-redraw", args=[request.city.code])


def _row(request: CityRequest, entry: Stakeholder) -> str:
    """Return where the table's row stands, on the map in the view one comes from."""
    return f"{_address(request, 'map')}#row-{key_of(entry)}"
