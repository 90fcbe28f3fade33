"""The workshop's map."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workshops.access import workshop_viewer
from workshops.flow import MAP, frame_of
from workshops.types import WorkshopRequest


@workshop_viewer
@require_safe
def workshop_map(request: WorkshopRequest) -> HttpResponse:
    """Show the map of the workshop."""
    return render(request, "workshops/base_workshop.html", {"frame": frame_of(request, MAP)})
