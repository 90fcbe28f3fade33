"""What every answer of the product has in common."""

import logging
from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]
RETRY_S = 5
logger = logging.getLogger(__name__)


def sign_in_again(get_response: GetResponse) -> GetResponse:
    """Send a whole page, not a part of it, to the sign-in page when a session has ended."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        target = response.headers.get("Location", "")
        if response.status_code == 302 and request.headers.get("HX-Request") == "true":  # noqa: PLR2004
            sign_in = resolve_url(settings.LOGIN_URL)
            if target.split("?")[0] == sign_in:
                page = urlsplit(request.headers.get("HX-Current-URL", ""))
                back = urlunsplit(("", "", page.path, page.query, "")) or "/"
                answer = HttpResponse(status=204)
                # Back to the page they were on: the address htmx asked for may take no visitors.
                answer.headers["HX-Redirect"] = redirect_to_login(back, sign_in).url
                return answer
        return response

    return middleware


class DatabaseAway:
    """Answer 503 with a page of ours while the database cannot be reached or is too busy."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn a failing connection into an answer that asks to come back; log what happened."""
        if not isinstance(exception, OperationalError):
            return None
        logger.error("The database is away: %s", exception, extra={"request": request})
        answer = HttpResponse(render_to_string("503.html"), status=503)
        answer.headers["Retry-After"] = str(RETRY_S)
        return answer


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep pages of people who are signed in out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
