"""How firm the ranking is."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from ecosystem.pages import page_or_part
from workshops.access import workshop_viewer
from workshops.flow import frame_of
from workshops.models import Step
from workshops.stability import DRAWS, firmness_of
from workshops.types import WorkshopRequest

LONGEST = 4  # digits


@workshop_viewer
@require_safe
def stability(request: WorkshopRequest) -> HttpResponse:
    """Show in which share of a thousand draws each candidate is among the first."""
    asked = request.GET.get("first", "")
    first = int(asked) if asked.isdecimal() and len(asked) < LONGEST else None
    context = {
        "frame": frame_of(request, Step.PARTNERING),
        "firmness": firmness_of(request.workshop, first=first),
        "draws": DRAWS,
    }
    return page_or_part(request, "workshops/stability.html", context, part="firmness")
