"""What every answer of the product has in common."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


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


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep pages of people who are signed in out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
