"""The city's families: their list, adding, changing, moving, hiding."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.access.policies import manager, viewer
from ecosystem.models import Family, Role
from ecosystem.pages import page_or_part, refused, saved, wants_part
from ecosystem.register.families import (
    DOWN,
    UP,
    add_family,
    change_family,
    families_of,
    hide_family,
    move_family,
    show_family,
)
from ecosystem.register.forms.families import FamilyForm, stored
from ecosystem.types import CityRequest

LIST = "register/families.html"
FORM = "register/family_form.html"


@viewer
@require_safe
def family_list(request: CityRequest) -> HttpResponse:
    """Show the families of the city."""
    return _list(request)


@manager
@require_http_methods(["GET", "POST"])
def family_create(request: CityRequest) -> HttpResponse:
    """Add a family of the city's own."""
    form = FamilyForm(request.POST or None, initial={"colour": 11})
    if form.is_valid():
        try:
            family = add_family(request.city, form.draft())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return saved(request, _home(request), _("“%(name)s” is a family now.") % {"name": family})
    return _form(request, form, None)


@manager
@require_http_methods(["GET", "POST"])
def family_edit(request: CityRequest, pk: int) -> HttpResponse:
    """Change what a family is called, how it is drawn and what it asks."""
    family = _family(request, pk)
    form = FamilyForm(request.POST or None, initial=stored(family))
    if form.is_valid():
        try:
            change_family(family, form.draft())
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return saved(request, _home(request), _("“%(name)s” is saved.") % {"name": family})
    return _form(request, form, _family(request, pk))


@manager
@require_POST
def family_move(request: CityRequest, pk: int) -> HttpResponse:
    """Move a family one place up or down."""
    family = _family(request, pk)
    place = move_family(family, DOWN if request.POST.get("way") == DOWN else UP)
    message = _("“%(name)s” is number %(place)s now.") % {"name": family, "place": place}
    messages.success(request, message)
    return _list(request) if wants_part(request) else redirect(f"{_home(request)}#family-{pk}")


@manager
@require_POST
def family_hide(request: CityRequest, pk: int) -> HttpResponse:
    """Offer a family no longer; the message offers the way back."""
    family = _family(request, pk)
    hide_family(family)
    undo = reverse("register:family-show", args=[request.city.code, pk])
    return saved(request, _home(request), _("“%(name)s” is hidden.") % {"name": family}, undo=undo)


@manager
@require_POST
def family_show(request: CityRequest, pk: int) -> HttpResponse:
    """Offer a hidden family again."""
    family = _family(request, pk)
    show_family(family)
    return saved(request, _home(request), _("“%(name)s” is shown again.") % {"name": family})


def _family(request: CityRequest, pk: int) -> Family:
    return get_object_or_404(Family.objects.of(request.city), pk=pk)


def _home(request: CityRequest) -> str:
    return reverse("register:families", args=[request.city.code])


def _list(request: CityRequest) -> HttpResponse:
    context = {"families": families_of(request.city), "may_manage": request.membership.may(Role.MANAGER)}
    return page_or_part(request, LIST, context, part="list")


def _form(request: CityRequest, form: FamilyForm, family: Family | None) -> HttpResponse:
    context = {"form": form, "family": family}
    if form.is_bound:
        return refused(request, FORM, context, part="form")
    return page_or_part(request, FORM, context, part="form")
