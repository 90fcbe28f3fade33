"""The workshop then and now."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.maps.then_form import KeepForm
from ecosystem.pages import saved
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.flow import MAP, frame_of
from workshops.snapshots import compare_workshop, keep_state
from workshops.types import WorkshopRequest

TEMPLATE = "workshops/then.html"


@workshop_viewer
@require_safe
def then(request: WorkshopRequest) -> HttpResponse:
    """Compare two states of the workshop."""
    return render(request, TEMPLATE, _context(request))


@workshop_facilitator
@require_POST
def then_keep(request: WorkshopRequest) -> HttpResponse:
    """Keep the workshop as it is now under a name."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, _context(request) | {"form": form}, status=422)
    snapshot = keep_state(request.workshop, form.cleaned_data["name"], by=request.user)
    here = reverse("workshops:then", args=[request.city.code, request.workshop.pk])
    return saved(request, here, _("This state is kept as “%(name)s”.") % {"name": snapshot.name})


def _context(request: WorkshopRequest) -> dict[str, Any]:
    frame = frame_of(request, MAP)
    page = compare_workshop(request.workshop, request.GET.dict())
    return {
        "frame": frame,
        "page": page,
        "may_keep": frame.may_write,
        "form": KeepForm() if frame.may_write else None,
    }
