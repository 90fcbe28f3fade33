"""The register's list and each stakeholder's page."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe
from django_htmx.http import push_url

from ecosystem.access.policies import viewer
from ecosystem.models import Role, Stakeholder
from ecosystem.pages import page_or_part, wants_part
from ecosystem.register.filters import StakeholderFilter
from ecosystem.register.mapping import small_map
from ecosystem.register.overview import chips_of, counted, head_of, rows_of, tidied
from ecosystem.register.profile import profile_of
from ecosystem.types import CityRequest

PAGE = 50
CHOICES_SHOWN = 20


@viewer
@require_safe
def stakeholder_list(request: CityRequest) -> HttpResponse:
    """Show the city's register, narrowed and sorted as the address says."""
    query = tidied(request.GET)
    found = StakeholderFilter(query, Stakeholder.objects.of(request.city), request=request)
    pages = Paginator(found.qs.with_parts().with_relation_count(), PAGE)
    page, head = pages.get_page(query.get("page")), head_of(request.city)
    context = {
        "filter": found,
        "head": head,
        "count": counted(pages.count, head, query.get("status", "")),
        "page": page,
        "rows": rows_of(page),
        "chips": chips_of(found, query),
        "query": query,
        "may_edit": request.membership.may(Role.EDITOR),
    }
    response = page_or_part(request, "register/stakeholder_list.html", context, part="answer")
    if wants_part(request):
        push_url(response, f"{request.path}?{query.urlencode()}" if query else request.path)
    return response


@viewer
@require_safe
def stakeholder_choices(request: CityRequest) -> HttpResponse:
    """Answer a type-ahead with options of active stakeholders."""
    asked = StakeholderFilter(request.GET, request=request).form
    words = asked.cleaned_data.get("q", "") if asked.is_valid() else ""
    found = Stakeholder.objects.of(request.city).active().matching(words).best_first(words)
    return render(
        request, "register/choices.html", {"choices": found.select_related("family")[:CHOICES_SHOWN]}
    )


@viewer
@require_safe
def stakeholder_detail(request: CityRequest, pk: int) -> HttpResponse:
    """Show all the register knows about one stakeholder."""
    rows = Stakeholder.objects.of(request.city).with_parts().select_related("updated_by")
    stakeholder = get_object_or_404(rows, pk=pk)
    context = {
        "stakeholder": stakeholder,
        "profile": profile_of(stakeholder),
        "map": small_map(stakeholder),
        "may_edit": request.membership.may(Role.EDITOR),
    }
    return render(request, "register/stakeholder_detail.html", context)
