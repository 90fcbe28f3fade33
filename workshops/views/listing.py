"""Step 1: a card for each family, and who sits there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workshops.access import workshop_viewer
from workshops.flow import frame_of
from workshops.models import Step
from workshops.types import WorkshopRequest


@workshop_viewer
@require_safe
def listing(request: WorkshopRequest) -> HttpResponse:
    """Show the families with the stakeholders listed in each."""
    return render(request, "workshops/listing.html", {"frame": frame_of(request, Step.LISTING)})
