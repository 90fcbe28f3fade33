"""The answers views give: a page or one of its parts, saved, refused, and the page of a failure."""

import secrets
import sys
from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.views.defaults import server_error
from django_htmx.http import HttpResponseClientRedirect

from ecosystem.types import HtmxRequest

RETRY_S = 5
# Stands in a page that many get for the token, which is everybody's own.
TOKEN = secrets.token_hex(32)


def wants_part(request: HtmxRequest) -> bool:
    """Say whether htmx asks for a part, and not for a whole page to go back to."""
    return bool(request.htmx) and not (request.htmx.boosted or request.htmx.history_restore_request)


def page_or_part(
    request: HtmxRequest, template: str, context: Mapping[str, Any], *, part: str, status: int = 200
) -> HttpResponse:
    """Render `template`, or for htmx only its partial `part`, with the waiting messages announced."""
    if wants_part(request):
        response = render(request, f"{template}#{part}", context, status=status)
        response.write(render_to_string("components/announcement.html", {}, request=request))
    else:
        response = render(request, template, context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_for_all(
    request: HttpRequest, template: str, about: object, context: Callable[[], Mapping[str, Any] | None]
) -> HttpResponse | None:
    """Answer with a page that is the same for everybody in one language but for their token.

    It is drawn once in a few seconds however many come, and `context` is called for that only;
    returns None where that returns None. `about` tells pages of the same template apart.
    """
    name = f"{template}/{about}/{get_language()}"
    page = caches["moment"].get(name)
    if page is None:
        given = context()
        if given is None:
            return None
        page = render_to_string(template, {**given, "csrf_token": TOKEN}, request)
        caches["moment"].set(name, page)
    return HttpResponse(page.replace(TOKEN, get_token(request)))


def refused(request: HtmxRequest, template: str, context: Mapping[str, Any], *, part: str) -> HttpResponse:
    """Render a form that was not accepted, with status 422, everything typed still in it."""
    return page_or_part(request, template, context, part=part, status=422)


def saved(request: HtmxRequest, to: str, message: str, *, undo: str = "") -> HttpResponse:
    """Say what was done and go on to the address `to`, also when htmx asked.

    `undo` is the address that a POST without fields takes it back at; the message then offers it.
    """
    messages.success(request, message, extra_tags=undo)
    if wants_part(request):
        return HttpResponseClientRedirect(to)
    return redirect(to)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer a failure: 503 and when to come back while the database is away or too busy, else 500."""
    # The error is still being handled here, wherever it arose: in a view, a template or a middleware.
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return server_error(request)
    answer = HttpResponse(render_to_string("503.html"), status=503)
    answer.headers["Retry-After"] = str(RETRY_S)
    return answer
