"""Whose wrong attempts to sign in are counted together."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def attempted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address somebody tries to sign in with, alike however it is capitalised."""
    facts: Mapping[str, Any] = credentials or request.POST
    return str(facts.get("username") or "").strip().lower()
