"""The figures of the workshop's map."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ecosystem.maps.figure_answers import figures_answer, stopped_answer, table_answer
from workshops.access import workshop_viewer
from workshops.figures import stop_workshop_figures, workshop_figures, workshop_figures_file
from workshops.flow import MAP, frame_of
from workshops.types import WorkshopRequest


@workshop_viewer
@require_safe
def figures(request: WorkshopRequest) -> HttpResponse:
    """Show how the workshop's stakeholders are connected, in sentences and figures."""
    page = workshop_figures(request.workshop, request.GET)
    return figures_answer(request, "workshops/figures.html", page, {"frame": frame_of(request, MAP)})


@workshop_viewer
@require_safe
def figures_table(request: WorkshopRequest) -> HttpResponse:
    """Hand the figures of each stakeholder over as a table."""
    return table_answer(workshop_figures_file(request.workshop, request.GET))


@workshop_viewer
@require_POST
def figures_stop(request: WorkshopRequest) -> HttpResponse:
    """End the work on figures that take long."""
    return stopped_answer(request, stop_workshop_figures(request.workshop, request.POST))
