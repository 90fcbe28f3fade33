"""The map of the whole city."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import viewer
from ecosystem.types import CityRequest


@viewer
@require_safe
def city_map(request: CityRequest) -> HttpResponse:
    """Show every active stakeholder of the city and their relations."""
    return render(request, "register/map.html", {})
