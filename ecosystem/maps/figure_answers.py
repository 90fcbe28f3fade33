"""How views answer with a page of figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.text import slugify
from django_htmx.http import HttpResponseLocation, push_url

from ecosystem.maps.figures import Page
from ecosystem.pages import page_or_part, wants_part
from ecosystem.types import HtmxRequest


@dataclass(frozen=True, slots=True)
class TableFile:
    """The table of figures: what it is of, its bytes, None while they are worked out, and its page."""

    name: str
    content: bytes | None
    page: str


def table_answer(file: TableFile) -> HttpResponse:
    """Return the table as a download, or go to the page that says how far its figures are."""
    if file.content is None:
        return redirect(file.page)
    response = HttpResponse(file.content, content_type="text/csv; charset=utf-8")
    name = slugify(f"{file.name} figures")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


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
