"""Which few partners would meet all needs: tried in the address, chosen with one button."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ecosystem.pages import page_or_part, saved
from workshops.access import workshop_facilitator, workshop_viewer
from workshops.covering import Wish, teams_of
from workshops.flow import frame_of
from workshops.models import Step
from workshops.partnering import choose_together
from workshops.types import WorkshopRequest
from workshops.views.what_if import numbers_in


@workshop_viewer
@require_safe
def teams(request: WorkshopRequest) -> HttpResponse:
    """Show all smallest sets of partners that meet the needs, as the address asks for them."""
    wish = Wish(
        must=frozenset(numbers_in(request.GET, "must")),
        without=frozenset(numbers_in(request.GET, "without")),
        keeps_peace="peace" in request.GET,
    )
    context = {"frame": frame_of(request, Step.PARTNERING), "teams": teams_of(request.workshop, wish)}
    return page_or_part(request, "workshops/teams.html", context, part="found")


@workshop_facilitator
@require_POST
def choose_team(request: WorkshopRequest) -> HttpResponse:
    """Choose everybody of one set; who is a partner already stays one."""
    count = choose_together(request.workshop, numbers_in(request.POST, "listing"))
    words = ngettext("%(count)s partner is chosen.", "%(count)s partners are chosen.", count)
    page = reverse("workshops:partnering", args=[request.city.code, request.workshop.pk])
    return saved(request, page, words % {"count": count})
