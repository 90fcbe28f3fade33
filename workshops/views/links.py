"""Links to a workshop's map for anybody: the list of them, and what they show."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import public
from ecosystem.maps.sheet import view_named
from ecosystem.pages import refused, saved
from ecosystem.register import links
from ecosystem.register.link_pages import (
    LinkRow,
    framed_page,
    handed_over,
    link_list,
    picture_answer,
    public_page,
    to_hand_over,
)
from ecosystem.register.public import public_map, public_picture
from workshops.access import workshop_facilitator
from workshops.atlas import heading_of
from workshops.flow import MAP, frame_of
from workshops.mapping import ecosystem_of
from workshops.models import WorkshopMapLink
from workshops.types import WorkshopRequest

TEMPLATE = "workshops/map_links.html"


@workshop_facilitator
@require_safe
def map_links(request: WorkshopRequest) -> HttpResponse:
    """List the links to the workshop's map."""
    made = handed_over(request, "shared-workshop")
    return link_list(request, TEMPLATE, _context(request) | {"made": made}, page=_here(request))


@workshop_facilitator
@require_POST
def map_link_create(request: WorkshopRequest) -> HttpResponse:
    """Make a link; its address is shown once."""
    form = links.LinkForm(request.POST)
    if form.is_valid():
        try:
            link = WorkshopMapLink(workshop=request.workshop, made_by=request.user, **form.cleaned_data)
            token = links.make(link, among=WorkshopMapLink.objects.filter(workshop=request.workshop))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return to_hand_over(token, _here(request))
    return refused(request, TEMPLATE, _context(request) | {"form": form}, part="links")


@workshop_facilitator
@require_POST
def map_link_revoke(request: WorkshopRequest, link: int) -> HttpResponse:
    """Take a link back."""
    ended = get_object_or_404(WorkshopMapLink, workshop=request.workshop, pk=link)
    links.revoke(ended)
    return saved(request, _here(request), _("This link opens no more: %(link)s.") % {"link": ended})


@public
@require_safe
def shared_map(request: HttpRequest, token: str) -> HttpResponse:
    """Show a workshop's map to whoever has its link."""
    link = links.opened(_public_links(), token)
    workshop, view = link.workshop, view_named(request.GET.get("view"))
    shown = public_map(ecosystem_of(workshop), heading_of(workshop), view)
    return public_page(request, shown, link=link, city=workshop.city)


@public
@require_safe
def shared_picture(request: HttpRequest, token: str) -> HttpResponse:
    """Show the picture of a workshop's map, for pages of others."""
    workshop = links.opened(_public_links(), token).workshop
    view = view_named(request.GET.get("view"))
    return picture_answer(public_picture(ecosystem_of(workshop), heading_of(workshop), view))


@public
@require_safe
@xframe_options_exempt
def shared_frame(request: HttpRequest, token: str) -> HttpResponse:
    """Show a workshop's map inside a page of somebody else, or say there that it is shared no more."""
    page = reverse("shared-workshop:map", args=[token])
    try:
        workshop = links.opened(_public_links(), token).workshop
    except Http404:
        return framed_page(request, None, page)
    view = view_named(request.GET.get("view"))
    return framed_page(request, public_map(ecosystem_of(workshop), heading_of(workshop), view), page)


def _public_links() -> QuerySet[WorkshopMapLink]:
    """Return the links of workshops that are not archived."""
    return WorkshopMapLink.objects.filter(workshop__archived_at=None).select_related("workshop__city")


def _here(request: WorkshopRequest) -> str:
    return reverse("workshops:map-links", args=[request.city.code, request.workshop.pk])


def _context(request: WorkshopRequest) -> dict[str, Any]:
    own = [request.city.code, request.workshop.pk]
    rows = WorkshopMapLink.objects.filter(workshop=request.workshop).select_related("made_by")
    return {
        "frame": frame_of(request, MAP),
        "form": links.LinkForm(),
        "create": reverse("workshops:map-link-create", args=own),
        "rows": [
            LinkRow(link, link.is_open(), reverse("workshops:map-link-revoke", args=[*own, link.pk]))
            for link in rows
        ],
    }
