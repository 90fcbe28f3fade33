"""Step 2: each listed stakeholder, one screen each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workshops.access import workshop_viewer
from workshops.flow import frame_of
from workshops.models import Step
from workshops.types import WorkshopRequest


@workshop_viewer
@require_safe
def identification(request: WorkshopRequest) -> HttpResponse:
    """Show the step."""
    return render(request, "workshops/base_workshop.html", {"frame": frame_of(request, Step.IDENTIFICATION)})
