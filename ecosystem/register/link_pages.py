"""The pages around links to maps: the list of links, and what a link shows to anybody."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers

from ecosystem.models import City, SharedLink
from ecosystem.register.public import PublicMap

COOKIE, COOKIE_S, SALT = "map-link", 120, "register.map-link"


@dataclass(frozen=True, slots=True)
class Made:
    """The addresses of a link that was just made; they are shown this once."""

    page: str
    picture: str
    frame: str


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A link in the list, with where it is taken back."""

    link: SharedLink
    is_open: bool
    revoke: str


def to_hand_over(token: str, page: str) -> HttpResponse:
    """Go to `page`, which shows the token once.

    It travels in a signed cookie of that page alone, as no log and no table should hold it.
    """
    response = redirect(page)
    response.set_signed_cookie(
        COOKIE,
        token,
        salt=SALT,
        max_age=COOKIE_S,
        path=page,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def handed_over(request: HttpRequest, space: str) -> Made | None:
    """Return the addresses of the link just made, under the public URLs of `space`."""
    token = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=COOKIE_S)
    if token is None:
        return None
    pages = (reverse(f"{space}:{name}", args=[token]) for name in ("map", "picture", "frame"))
    return Made(*map(request.build_absolute_uri, pages))


def link_list(request: HttpRequest, template: str, context: dict[str, Any], *, page: str) -> HttpResponse:
    """Show the list of links; what was handed over is forgotten."""
    response = render(request, template, context)
    if COOKIE in request.COOKIES:
        response.delete_cookie(COOKIE, path=page, samesite="Strict")
    return response


def public_page(request: HttpRequest, shown: PublicMap, *, link: SharedLink, city: City) -> HttpResponse:
    """Show a map to anybody."""
    context = {"map": shown, "link": link, "city": city}
    return for_anybody(render(request, "maps/public_map.html", context))


def framed_page(request: HttpRequest, shown: PublicMap | None, page: str) -> HttpResponse:
    """Show a map inside a page of somebody else, with a link to its own `page`; None where it is gone."""
    template = "maps/framed_map.html" if shown else "maps/framed_gone.html"
    status = HTTPStatus.OK if shown else HTTPStatus.NOT_FOUND
    response = for_anybody(render(request, template, {"map": shown, "page": page}, status=status))
    policy = settings.CSP_POLICY | {"frame-ancestors": ["*"]}
    # What stands there already no middleware writes over, neither Django's nor django-csp's.
    response["Content-Security-Policy"] = "; ".join(
        f"{name} {' '.join(said)}" for name, said in policy.items()
    )
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def picture_answer(content: bytes) -> HttpResponse:
    """Answer with a map's picture, which pages of others may show."""
    response = HttpResponse(content, content_type="image/svg+xml; charset=utf-8")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return for_anybody(response)


def for_anybody(response: HttpResponse) -> HttpResponse:
    """Keep an answer out of caches, where it would outlive its link, and out of search engines."""
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
