"""Trying what would come of it if somebody left or joined the partners."""

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_safe

from ecosystem.pages import page_or_part
from ecosystem.text import row_number
from workshops.access import workshop_viewer
from workshops.flow import frame_of
from workshops.models import Step
from workshops.types import WorkshopRequest
from workshops.what_if import what_if


@workshop_viewer
@require_safe
def try_partners(request: WorkshopRequest) -> HttpResponse:
    """Show what breaks and what closes when partners leave or join; nothing is stored."""
    tried = what_if(request.workshop, out=numbers_in(request.GET, "out"), into=numbers_in(request.GET, "in"))
    context = {"frame": frame_of(request, Step.PARTNERING), "tried": tried}
    return page_or_part(request, "workshops/what_if.html", context, part="effect")


def numbers_in(asked: QueryDict, name: str) -> set[int]:
    """Return the numbers of rows that an address or a form names under `name`."""
    return {number for number in map(row_number, asked.getlist(name)) if number is not None}
