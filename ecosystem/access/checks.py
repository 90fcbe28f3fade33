"""System checks: every address states who may call it."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from ecosystem.access.policies import Policy

# The admin guards its own views: superusers only.
GUARDED_NAMESPACES = frozenset({"admin"})


def declared_views(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Yield each address pattern outside the guarded namespaces with its full route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            if entry.namespace not in GUARDED_NAMESPACES:
                yield from declared_views(entry, route)
        else:
            yield route, entry


def policy_of(pattern: URLPattern) -> Policy | None:
    """Return the policy the view of `pattern` declares."""
    policy = getattr(pattern.callback, "policy", None)
    return policy if isinstance(policy, Policy) else None


@register
def every_view_has_a_policy(**_kwargs: Any) -> list[CheckMessage]:
    """Report each address whose view does not say who may call it."""
    return [
        Error(
            f"The view of '{route}' does not say who may call it.",
            hint="Decorate it with one of ecosystem.access.policies.",
            id="ecosystem.E001",
        )
        for route, pattern in declared_views()
        if policy_of(pattern) is None
    ]
