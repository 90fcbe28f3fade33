"""The register's list and each stakeholder's page and form."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods, require_safe

from ecosystem.access.policies import editor, viewer
from ecosystem.models import Stakeholder
from ecosystem.types import CityRequest


@viewer
@require_safe
def stakeholder_list(request: CityRequest) -> HttpResponse:
    """Show the city's register."""
    stakeholders = Stakeholder.objects.of(request.city).active().with_parts()
    return render(request, "register/stakeholder_list.html", {"stakeholders": stakeholders})


@viewer
@require_safe
def stakeholder_detail(request: CityRequest, pk: int) -> HttpResponse:
    """Show one stakeholder."""
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city).with_parts(), pk=pk)
    return render(request, "register/stakeholder_detail.html", {"stakeholder": stakeholder})


@editor
@require_http_methods(["GET", "POST"])
def stakeholder_create(request: CityRequest) -> HttpResponse:
    """Add a stakeholder to the register."""
    return render(request, "register/stakeholder_form.html", {})


@editor
@require_http_methods(["GET", "POST"])
def stakeholder_edit(request: CityRequest, pk: int) -> HttpResponse:
    """Change a stakeholder."""
    stakeholder = get_object_or_404(Stakeholder.objects.of(request.city), pk=pk)
    return render(request, "register/stakeholder_form.html", {"stakeholder": stakeholder})
