"""A city's home: what needs whoever looks now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ecosystem.access.policies import viewer
from ecosystem.models import Role
from ecosystem.types import CityRequest
from workshops.today import today_of


@viewer
@require_safe
def today(request: CityRequest) -> HttpResponse:
    """Show what needs this person now."""
    context = {
        "today": today_of(request.city),
        "may_edit": request.membership.may(Role.EDITOR),
        "may_run": request.membership.may(Role.FACILITATOR),
    }
    return render(request, "workshops/today.html", context)
