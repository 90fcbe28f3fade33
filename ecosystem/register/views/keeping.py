"""One-click verbs of a stakeholder: still right today, archive, restore."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ecosystem.access.policies import editor
from ecosystem.models import Stakeholder
from ecosystem.pages import page_or_part, saved, wants_part
from ecosystem.register.editing import (
    StaleVersionError,
    archive_stakeholder,
    confirm_stakeholder,
    restore_stakeholder,
)
from ecosystem.register.overview import rows_of
from ecosystem.text import row_number
from ecosystem.types import CityRequest


@editor
@require_POST
def stakeholder_confirm(request: CityRequest, pk: int) -> HttpResponse:
    """Record that the entry, as it was shown, is right today."""
    stakeholder = _stakeholder(request, pk)
    version = row_number(request.POST.get("version")) or 0
    try:
        confirm_stakeholder(stakeholder, version=version, by=request.user)
    except StaleVersionError:
        message = _("“%(name)s” was changed meanwhile. Look at it again, then confirm.")
        messages.warning(request, message % {"name": stakeholder})
    else:
        messages.success(request, _("“%(name)s” is confirmed today.") % {"name": stakeholder})
    if not wants_part(request):
        return redirect(stakeholder)
    rows = Stakeholder.objects.of(request.city).with_parts().with_relation_count()
    context = {"row": rows_of([get_object_or_404(rows, pk=pk)])[0], "may_edit": True}
    return page_or_part(request, "register/stakeholder_list.html", context, part="row")


@editor
@require_POST
def stakeholder_archive(request: CityRequest, pk: int) -> HttpResponse:
    """Take the entry out of the lists; the message offers the way back."""
    stakeholder = _stakeholder(request, pk)
    archive_stakeholder(stakeholder, by=request.user)
    undo = reverse("register:stakeholder-restore", args=[request.city.code, pk])
    message = _("“%(name)s” is archived.") % {"name": stakeholder}
    return saved(request, stakeholder.get_absolute_url(), message, undo=undo)


@editor
@require_POST
def stakeholder_restore(request: CityRequest, pk: int) -> HttpResponse:
    """Bring an archived entry back, unless its name is taken meanwhile."""
    stakeholder = _stakeholder(request, pk)
    try:
        restore_stakeholder(stakeholder, by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
        return redirect(stakeholder)
    message = _("“%(name)s” is back in the register.") % {"name": stakeholder}
    return saved(request, stakeholder.get_absolute_url(), message)


def _stakeholder(request: CityRequest, pk: int) -> Stakeholder:
    return get_object_or_404(Stakeholder.objects.of(request.city).select_related("city"), pk=pk)
