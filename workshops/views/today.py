"""A city's home: what needs whoever looks now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import viewer
from ecosystem.types import CityRequest


@viewer
@require_safe
def today(request: CityRequest) -> HttpResponse:
    """Show what needs this person now."""
    return render(request, "workshops/today.html", {"section": "today"})
