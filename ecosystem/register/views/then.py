"""The register then and now."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import editor, viewer
from ecosystem.maps.then_form import KeepForm
from ecosystem.models import Role
from ecosystem.pages import saved
from ecosystem.register.snapshots import compare_register, keep_state
from ecosystem.types import CityRequest

TEMPLATE = "register/then.html"


@viewer
@require_safe
def then(request: CityRequest) -> HttpResponse:
    """Compare two states of the register."""
    return render(request, TEMPLATE, _context(request))


@editor
@require_POST
def then_keep(request: CityRequest) -> HttpResponse:
    """Keep the register as it is now under a name."""
    form = KeepForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, _context(request) | {"form": form}, status=422)
    snapshot = keep_state(request.city, form.cleaned_data["name"], by=request.user)
    here = reverse("register:then", args=[request.city.code])
    return saved(request, here, _("This state is kept as “%(name)s”.") % {"name": snapshot.name})


def _context(request: CityRequest) -> dict[str, Any]:
    may_keep = Role(request.membership.role) >= Role.EDITOR
    page = compare_register(request.city, request.GET.dict())
    return {"page": page, "may_keep": may_keep, "form": KeepForm() if may_keep else None}
