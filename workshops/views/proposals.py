"""Proposals of workshops to the register."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import viewer
from ecosystem.types import CityRequest


@viewer
@require_safe
def proposals(request: CityRequest) -> HttpResponse:
    """List what workshops propose."""
    return render(request, "workshops/today.html", {"section": "workshops"})
