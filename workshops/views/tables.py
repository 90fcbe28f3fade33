"""Tables, then the room: what the tables have in common, and where they differ."""

from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ecosystem.maps.sheet import view_named
from ecosystem.models import Family
from ecosystem.pages import saved
from workshops import contributions
from workshops import room as rooms
from workshops import tables as merged
from workshops.access import room_facilitator
from workshops.flow import frame_of
from workshops.forms.room import QueueForm, SharedForm, TableForm
from workshops.models import Table
from workshops.table_maps import compare_tables, views_for_tables
from workshops.types import RoomRequest

PAIR = 2


@room_facilitator
@require_safe
def tables(request: RoomRequest) -> HttpResponse:
    """Show whom several tables named, who stands alone, and where ratings differ."""
    context = {
        "frame": frame_of(request, ""),
        "room": request.room,
        "tables": merged.rows_of(request.room),
        "named": merged.named_by_tables(request.room),
        "rated": merged.rated_by_tables(request.room),
        "families": Family.objects.of(request.city).usable(),
    }
    return render(request, "workshops/tables.html", context)


@room_facilitator
@require_safe
def compare(request: RoomRequest) -> HttpResponse:
    """Show two tables as maps, and every difference between them in words."""
    tables = list(request.room.tables.all())
    by_number = {str(table.pk): table for table in tables}
    asked = [by_number.get(request.GET.get(name, "")) for name in ("one", "other")]
    view = view_named(request.GET.get("view"))
    pair = [table for table in asked if table] if all(asked) else tables[:2]
    found = compare_tables(request.room, pair[0], pair[1], view) if len(set(pair)) == PAIR else None
    context = {
        "frame": frame_of(request, ""),
        "tables": tables,
        "choices": list(zip(("one", "other"), pair, strict=False)),
        "found": found,
        "sides": (found.one, found.other) if found else (),
        "view": view.value,
        "views": views_for_tables(),
    }
    return render(request, "workshops/tables_compare.html", context)


@room_facilitator
@require_POST
def add(request: RoomRequest) -> HttpResponse:
    """Add a table, a late one too."""
    return _named(request, lambda name: rooms.add_table(request.room, name, by=request.user))


@room_facilitator
@require_POST
def rename(request: RoomRequest, table: int) -> HttpResponse:
    """Call a table otherwise."""
    found = get_object_or_404(request.room.tables, pk=table)
    return _named(request, lambda name: rooms.rename_table(found, name, by=request.user))


@room_facilitator
@require_POST
def remove(request: RoomRequest, table: int) -> HttpResponse:
    """Take a table away; its people and what they named stay."""
    found = get_object_or_404(request.room.tables, pk=table)
    rooms.remove_table(found, by=request.user)
    words = _("%(name)s is taken away. Its people and what they named stay, at no table.")
    return _back(request, words % {"name": found.name})


def _named(request: RoomRequest, keep: Callable[[str], Table]) -> HttpResponse:
    form = TableForm(request.POST)
    if not form.is_valid():
        return _back(request, " ".join(str(error) for error in form.errors["name"]))
    try:
        kept = keep(form.cleaned_data["name"])
    except ValidationError as error:
        return _back(request, " ".join(error.messages))
    return _back(request, _("%(name)s is kept.") % {"name": kept.name})


@room_facilitator
@require_POST
def list_one(request: RoomRequest) -> HttpResponse:
    """List somebody the tables named."""
    form = QueueForm(request.POST, room=request.room)
    if not form.is_valid():
        return _back(request, _("This is listed already, or not in the queue any more."))
    rows = list(form.cleaned_data["contribution"].select_related("family", "room__workshop__city"))
    family = form.cleaned_data["family"] or next((row.family for row in rows if row.family), None)
    if family is None:
        return _back(request, _("Choose a family first: nobody has said one."))
    try:
        added = contributions.accept(rows, family=family, by=request.user)
    except ValidationError as error:
        return _back(request, " ".join(error.messages))
    return _back(request, _("%(name)s is listed.") % {"name": added.name})


@room_facilitator
@require_POST
def list_shared(request: RoomRequest) -> HttpResponse:
    """List whom at least so many tables named."""
    form = SharedForm(request.POST)
    if not form.is_valid():
        return _back(request, _("Choose how many tables."))
    try:
        added = merged.list_shared(request.room, least=form.cleaned_data["least"], by=request.user)
    except ValidationError as error:
        return _back(request, " ".join(error.messages))
    words = ngettext("%(count)s stakeholder is listed.", "%(count)s stakeholders are listed.", len(added))
    return _back(request, words % {"count": len(added)})


def _back(request: RoomRequest, words: str) -> HttpResponse:
    return saved(
        request, reverse("workshops:room-tables", args=[request.city.code, request.workshop.pk]), words
    )
