"""The language somebody chose on their phone, apart from that of the staff's pages."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

COOKIE = "language"


def language_of(request: HttpRequest) -> str:
    """Return the chosen language, or else the first of the browser's that phones have."""
    offered = dict(settings.PHONE_LANGUAGES)
    chosen = request.COOKIES.get(COOKIE, "")
    asked = (code.partition("-")[0] for code, _weight in parse_accept_lang_header(_accepted(request)))
    return next((code for code in (chosen, *asked) if code in offered), settings.LANGUAGE_CODE)


def in_chosen_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Answer in the language of the phone."""

    @wraps(view)
    def spoken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(language_of(request)):
            return view(request, *args, **kwargs)

    return spoken


def _accepted(request: HttpRequest) -> str:
    return request.headers.get("Accept-Language", "").lower()
