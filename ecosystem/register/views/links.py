"""Links to the city's map for anybody: the list of them, and what they show."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_POST, require_safe

from ecosystem.access.policies import manager, public
from ecosystem.maps.sheet import view_named
from ecosystem.models import MapLink
from ecosystem.pages import refused, saved
from ecosystem.register import links
from ecosystem.register.atlas import heading_of
from ecosystem.register.link_pages import (
    LinkRow,
    framed_page,
    handed_over,
    link_list,
    picture_answer,
    public_page,
    to_hand_over,
)
from ecosystem.register.mapping import ecosystem_of
from ecosystem.register.public import public_map, public_picture
from ecosystem.types import CityRequest

TEMPLATE = "register/map_links.html"


@manager
@require_safe
def map_links(request: CityRequest) -> HttpResponse:
    """List the links to the city's map."""
    made = handed_over(request, "shared")
    return link_list(request, TEMPLATE, _context(request) | {"made": made}, page=_here(request))


@manager
@require_POST
def map_link_create(request: CityRequest) -> HttpResponse:
    """Make a link; its address is shown once."""
    form = links.LinkForm(request.POST)
    if form.is_valid():
        try:
            link = MapLink(city=request.city, made_by=request.user, **form.cleaned_data)
            token = links.make(link, among=MapLink.objects.filter(city=request.city))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return to_hand_over(token, _here(request))
    return refused(request, TEMPLATE, _context(request) | {"form": form}, part="links")


@manager
@require_POST
def map_link_revoke(request: CityRequest, city_link: int) -> HttpResponse:
    """Take a link back."""
    link = get_object_or_404(MapLink, city=request.city, pk=city_link)
    links.revoke(link)
    return saved(request, _here(request), _("This link opens no more: %(link)s.") % {"link": link})


@public
@require_safe
def shared_map(request: HttpRequest, token: str) -> HttpResponse:
    """Show a city's map to whoever has its link."""
    link = links.opened(MapLink.objects.select_related("city"), token)
    shown = public_map(ecosystem_of(link.city), heading_of(link.city), view_named(request.GET.get("view")))
    return public_page(request, shown, link=link, city=link.city)


@public
@require_safe
def shared_picture(request: HttpRequest, token: str) -> HttpResponse:
    """Show the picture of a city's map, for pages of others."""
    link = links.opened(MapLink.objects.select_related("city"), token)
    view = view_named(request.GET.get("view"))
    return picture_answer(public_picture(ecosystem_of(link.city), heading_of(link.city), view))


@public
@require_safe
@xframe_options_exempt
def shared_frame(request: HttpRequest, token: str) -> HttpResponse:
    """Show a city's map inside a page of somebody else, or say there that it is shared no more."""
    page = reverse("shared:map", args=[token])
    try:
        city = links.opened(MapLink.objects.select_related("city"), token).city
    except Http404:
        return framed_page(request, None, page)
    view = view_named(request.GET.get("view"))
    return framed_page(request, public_map(ecosystem_of(city), heading_of(city), view), page)


def _here(request: CityRequest) -> str:
    return reverse("register:map-links", args=[request.city.code])


def _context(request: CityRequest) -> dict[str, Any]:
    rows = MapLink.objects.filter(city=request.city).select_related("made_by")
    return {
        "form": links.LinkForm(),
        "create": reverse("register:map-link-create", args=[request.city.code]),
        "rows": [
            LinkRow(
                link,
                link.is_open(),
                reverse("register:map-link-revoke", args=[request.city.code, link.pk]),
            )
            for link in rows
        ],
    }
