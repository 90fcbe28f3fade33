"""The figures of the city's map."""

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import viewer
from ecosystem.maps.figure_answers import figures_answer, stopped_answer, table_answer
from ecosystem.register.figures import city_figures, city_figures_file, stop_city_figures
from ecosystem.types import CityRequest


@viewer
@require_safe
def figures(request: CityRequest) -> HttpResponse:
    """Show how the city's stakeholders are connected, in sentences and figures."""
    return figures_answer(request, "register/figures.html", city_figures(request.city, request.GET), {})


@viewer
@require_safe
def figures_table(request: CityRequest) -> HttpResponse:
    """Hand the figures of each stakeholder over as a table."""
    return table_answer(city_figures_file(request.city, request.GET))


@viewer
@require_POST
def figures_stop(request: CityRequest) -> HttpResponse:
    """End the work on figures that take long."""
    return stopped_answer(request, stop_city_figures(request.city, request.POST))
