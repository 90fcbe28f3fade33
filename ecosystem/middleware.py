"""What every answer of the product has in common."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import url_has_allowed_host_and_scheme

GetResponse = Callable[[HttpRequest], HttpResponse]


def sign_in_again(get_response: GetResponse) -> GetResponse:
    """Let who is sent to sign in come back to the page they were on, also when they sent something.

    The address a part was asked of, or something was sent to, may take no visitors. `unsaved` says
    that something may be lost: pages keep it (`unsent-form.js`).
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        is_asked = response.status_code == HTTPStatus.FOUND and response.headers["Location"].startswith(
            f"{sign_in}?{REDIRECT_FIELD_NAME}="
        )
        is_part = request.headers.get("HX-Request") == "true"
        if not is_asked or (not is_part and request.method in {"GET", "HEAD"}):
            return response
        page = _page_of(request) or ("/" if is_part else request.get_full_path())
        to = redirect_to_login(page, sign_in).url + "&unsaved=1"
        # A whole page is shown, not a page within a part.
        return HttpResponse(status=204, headers={"HX-Redirect": to}) if is_part else redirect(to)

    return middleware


def _page_of(request: HttpRequest) -> str:
    """Return the address of the page from which something was asked or sent, '' where that is not told."""
    said = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(said, {request.get_host()}):
        return ""
    page = urlsplit(said)
    return urlunsplit(("", "", page.path, page.query, ""))


def private_pages(get_response: GetResponse) -> GetResponse:
    """Keep pages of people who are signed in out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            add_never_cache_headers(response)
        return response

    return middleware
