"""How views answer with a page of figures."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django_htmx.http import HttpResponseLocation, push_url

from ecosystem.maps.figures import Page
from ecosystem.pages import page_or_part, wants_part
from ecosystem.types import HtmxRequest


def figures_answer(
    request: HtmxRequest, template: str, page: Page, context: Mapping[str, Any]
) -> HttpResponse:
    """Show the figures, or for htmx only what changed, and keep the address of what is shown."""
    response = page_or_part(request, template, {"page": page, **context}, part="answer")
    # While figures are worked out the page asks again and again: that is no new address.
    if wants_part(request) and request.htmx.current_url_abs_path != page.address:
        push_url(response, page.address)
    return response


def stopped_answer(request: HtmxRequest, address: str) -> HttpResponse:
    """Go on to the page that says that the work has ended."""
    if wants_part(request):
        return HttpResponseLocation(address, target="#figures-results", swap="outerHTML")
    return redirect(address)
