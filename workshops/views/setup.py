"""The city's workshops: list, create, edit, archive; and the step a workshop is in."""

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.access.policies import facilitator, viewer
from ecosystem.models import Role
from ecosystem.pages import saved
from ecosystem.text import row_number
from ecosystem.types import CityRequest
from workshops import flow
from workshops import setup as setting_up
from workshops.access import archived_workshop_facilitator, workshop_facilitator
from workshops.forms.setup import SetupForms, setup_forms
from workshops.models import Workshop
from workshops.previewing import previews_of
from workshops.setup import MatchedNeedsError
from workshops.snapshots import step_to
from workshops.types import WorkshopRequest


@viewer
@require_safe
def workshop_list(request: CityRequest) -> HttpResponse:
    """List the city's workshops, those under way and those put away."""
    workshops = Workshop.objects.of(request.city).real().select_related("domain", "service")
    rows = flow.standings(request.city, workshops)
    context = {
        "active": [row for row in rows if row.workshop.archived_at is None],
        "archived": [row for row in rows if row.workshop.archived_at is not None],
        "may_write": request.membership.may(Role.FACILITATOR),
    }
    return render(request, "workshops/workshop_list.html", context)


@facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: CityRequest) -> HttpResponse:
    """Set up a workshop for a concrete project."""
    forms = setup_forms(request.POST or None, city=request.city)
    if request.method == "POST" and forms.is_valid():
        try:
            made = setting_up.create_workshop(forms.project.instance, forms.needs.drafts(), by=request.user)
        except ValidationError as error:
            forms.project.add_error(None, error.messages)
        else:
            message = _("%(title)s is set up. Now name who belongs at the table.") % {"title": made.title}
            return saved(request, made.get_absolute_url(), message)
    return _page(request, forms)


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkshopRequest) -> HttpResponse:
    """Change what the workshop is about and what its project lacks."""
    title = request.workshop.title
    forms = setup_forms(request.POST or None, city=request.city, workshop=request.workshop)
    matched: MatchedNeedsError | None = None
    if request.method == "POST" and forms.is_valid():
        try:
            kept = setting_up.change_workshop(
                forms.project.instance,
                forms.needs.drafts(),
                removed=forms.needs.removed(),
                agreed=_agreed(request.POST),
                replanned=forms.project.replanned(),
            )
        except MatchedNeedsError as error:
            matched = error
        except ValidationError as error:
            forms.project.add_error(None, error.messages)
        else:
            message = _("%(title)s is saved.") % {"title": kept.title}
            return saved(request, kept.get_absolute_url(), message)
    return _page(request, forms, title=title, matched=matched)


def _agreed(data: QueryDict) -> list[int]:
    """Return the needs whose matches somebody agreed to lose."""
    numbers = map(row_number, data.get("agreed", "").split(","))
    return [number for number in numbers if number is not None]


def _page(
    request: CityRequest, forms: SetupForms, *, title: str = "", matched: MatchedNeedsError | None = None
) -> HttpResponse:
    context = {"forms": forms, "title": title, "matched": matched.needs if matched else ()}
    context["previews"] = previews_of(forms.project.instance, request.city)
    status = 422 if request.method == "POST" else 200
    return render(request, "workshops/setup.html", context, status=status)


@workshop_facilitator
@require_POST
def archive(request: WorkshopRequest) -> HttpResponse:
    """Put the workshop away; the answer offers to bring it back."""
    gone = setting_up.archive_workshop(request.workshop)
    undo = reverse("workshops:restore", args=[request.city.code, gone.pk])
    message = _("%(title)s is archived.") % {"title": gone.title}
    return saved(request, reverse("workshops:list", args=[request.city.code]), message, undo=undo)


@archived_workshop_facilitator
@require_POST
def restore(request: WorkshopRequest) -> HttpResponse:
    """Bring an archived workshop back."""
    back = setting_up.restore_workshop(request.workshop)
    message = _("%(title)s is back.") % {"title": back.title}
    return saved(request, reverse("workshops:list", args=[request.city.code]), message)


@workshop_facilitator
@require_POST
def step(request: WorkshopRequest) -> HttpResponse:
    """Bring the workshop to the step that was asked for."""
    try:
        workshop = step_to(request.workshop, request.POST.get("step", ""), by=request.user)
    except ValidationError as error:
        raise BadRequest from error
    return redirect(workshop)
