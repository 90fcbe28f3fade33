"""The city's families."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import viewer
from ecosystem.models import Family
from ecosystem.types import CityRequest


@viewer
@require_safe
def family_list(request: CityRequest) -> HttpResponse:
    """Show the families of the city."""
    return render(request, "register/families.html", {"families": Family.objects.of(request.city)})
