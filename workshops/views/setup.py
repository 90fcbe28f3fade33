"""The city's workshops: list, create, edit, archive; and the step a workshop is in."""

from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ecosystem.access.policies import facilitator, viewer
from ecosystem.types import CityRequest
from workshops import flow
from workshops.access import workshop_facilitator
from workshops.models import Workshop
from workshops.types import WorkshopRequest


@viewer
@require_safe
def workshop_list(request: CityRequest) -> HttpResponse:
    """List the city's workshops."""
    workshops = Workshop.objects.of(request.city).active()
    return render(request, "workshops/workshop_list.html", {"section": "workshops", "workshops": workshops})


@facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def create(request: CityRequest) -> HttpResponse:
    """Create a workshop."""
    return render(request, "workshops/setup.html", {"section": "workshops"})


@workshop_facilitator
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: WorkshopRequest) -> HttpResponse:
    """Edit the workshop's project and needs."""
    return render(request, "workshops/setup.html", {"section": "workshops"})


@workshop_facilitator
@require_POST
def step(request: WorkshopRequest) -> HttpResponse:
    """Bring the workshop to the step that was asked for."""
    try:
        workshop = flow.move(request.workshop, request.POST.get("step", ""))
    except ValidationError as error:
        raise BadRequest from error
    return redirect(workshop)
