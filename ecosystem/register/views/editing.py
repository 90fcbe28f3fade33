"""Create and change a stakeholder; nothing typed is lost, nothing unseen is overwritten."""

from copy import copy
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ecosystem.access.policies import editor
from ecosystem.models import Stakeholder
from ecosystem.pages import saved
from ecosystem.register.comparing import digests_of
from ecosystem.register.conflict import conflict_with, decided, is_undecided
from ecosystem.register.editing import StaleVersionError, change_stakeholder, create_stakeholder
from ecosystem.register.forms.entry import StakeholderForms
from ecosystem.register.forms.prefilling import family_named, layers_for, prefilled
from ecosystem.register.likeness import likely_twins, unseen_twins
from ecosystem.register.typical import Typical, typical_of
from ecosystem.types import CityRequest

FORM = "register/stakeholder_form.html"
CHOICES = 300


@editor
@require_http_methods(["GET", "POST"])
def stakeholder_create(request: CityRequest) -> HttpResponse:
    """Add a stakeholder; likely twins are shown before anything is written."""
    if request.method == "GET":
        return _page(request, StakeholderForms(request.city, initial=prefilled(request.city, request.GET)))
    forms = StakeholderForms(request.city, data=request.POST)
    twins = []
    if forms.is_valid():
        twins = unseen_twins(request.city, forms.draft(), seen=request.POST.get("another", ""))
        stakeholder = None if twins else _created(request, forms)
        if stakeholder:
            message = _("“%(name)s” is in the register.") % {"name": stakeholder}
            return saved(request, stakeholder.get_absolute_url(), message)
    return _page(request, forms, {"twins": twins}, status=422)


@editor
@require_http_methods(["GET", "POST"])
def stakeholder_edit(request: CityRequest, pk: int) -> HttpResponse:
    """Change a stakeholder; when somebody saved it meanwhile, both versions are shown."""
    stakeholder = _stakeholder(request, pk)
    if request.method == "GET":
        return _page(request, StakeholderForms(request.city, stakeholder))
    if request.POST.get("version") != str(stakeholder.version) or is_undecided(request.POST):
        return _both_versions(request, stakeholder)
    forms = StakeholderForms(request.city, stakeholder, decided(stakeholder, request.POST))
    try:
        changed = _changed(request, stakeholder, forms)
    except StaleVersionError:
        return _both_versions(request, _stakeholder(request, pk))
    if changed:
        message = _("“%(name)s” is saved.") % {"name": changed}
        return saved(request, changed.get_absolute_url(), message)
    return _page(request, forms, status=422)


@editor
@require_safe
def stakeholder_twins(request: CityRequest) -> HttpResponse:
    """Show the entries that may be the same as the one being typed."""
    form = StakeholderForms(request.city, data=request.GET).details
    form.is_valid()
    name, short_name, website = (
        form.cleaned_data.get(key) or "" for key in ("name", "short_name", "website")
    )
    twins = likely_twins(request.city, name=name, short_name=short_name, website=website) if name else []
    return render(request, f"{FORM}#twins", {"twins": twins})


@editor
@require_safe
def family_typical(request: CityRequest) -> HttpResponse:
    """Show what fits the family just chosen: its usual layers, unless others were ticked, and its profile."""
    initial = {"layers": layers_for(request.city, request.GET), "family": request.GET.get("family")}
    forms = StakeholderForms(request.city, initial=initial)
    context = {"forms": forms, "typical": _typical(forms), "is_part": True}
    return render(request, f"{FORM}#family", context)


def _stakeholder(request: CityRequest, pk: int) -> Stakeholder:
    rows = Stakeholder.objects.of(request.city).with_parts().select_related("city", "updated_by", "family")
    return get_object_or_404(rows, pk=pk)


def _created(request: CityRequest, forms: StakeholderForms) -> Stakeholder | None:
    try:
        return create_stakeholder(request.city, forms.draft(), by=request.user)
    except ValidationError as error:
        forms.add_error(error)
        return None


def _changed(request: CityRequest, stakeholder: Stakeholder, forms: StakeholderForms) -> Stakeholder | None:
    if not forms.is_valid():
        return None
    try:
        # A copy: the page of a refused change still says what is stored.
        return change_stakeholder(
            copy(stakeholder), forms.draft(), version=stakeholder.version, by=request.user
        )
    except ValidationError as error:
        forms.add_error(error)
        return None


def _both_versions(request: CityRequest, stakeholder: Stakeholder) -> HttpResponse:
    conflict = conflict_with(stakeholder, request.POST)
    return _page(request, conflict.forms, {"conflict": conflict}, status=409)


def _typical(forms: StakeholderForms) -> Typical | None:
    family = family_named(forms.city, str(forms.details["family"].value() or ""))
    return typical_of(family) if family else None


def _page(
    request: CityRequest, forms: StakeholderForms, more: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    is_sent = request.method == "POST"
    context = {
        "forms": forms,
        "stakeholder": forms.stakeholder,
        "read": request.POST.get("read", "") if is_sent else digests_of(forms),
        "problems": forms.problems() if status == 422 else [],  # noqa: PLR2004
        "typical": _typical(forms),
        "choices": Stakeholder.objects.of(request.city).active().select_related("family")[:CHOICES],
        **(more or {}),
    }
    return render(request, FORM, context, status=status)
