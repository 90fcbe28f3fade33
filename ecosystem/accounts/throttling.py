"""How many wrong attempts to sign in are too many, and whose are counted together."""

from collections.abc import Mapping
from typing import Any, Final

from axes.attempts import get_cool_off_threshold
from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.db.models import Q, Sum
from django.http import HttpRequest

# Within the time of the wait. A few attempts lock a name at one address (AXES_FAILURE_LIMIT). These stop who
# tries one name from many addresses, or many names from one, as a hall with its mistypings never does.
MOST_PER_NAME: Final = 50
MOST_PER_ADDRESS: Final = 100


def attempted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address somebody tries to sign in with, alike however it is capitalised."""
    facts: Mapping[str, Any] = credentials or request.POST
    return str(facts.get("username") or "").strip().lower()


class Handler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts wrong attempts in the database."""

    def is_locked(self, request: Any, credentials: dict[str, Any] | None = None) -> bool:
        """Say whether to wait: for this name at this address, for the name, or for the address."""
        return super().is_locked(request, credentials) or self._is_flooded(request, credentials)

    def _is_flooded(self, request: Any, credentials: dict[str, Any] | None) -> bool:
        recent = AccessAttempt.objects.filter(attempt_time__gte=get_cool_off_threshold(request))
        name, address = attempted_name(request, credentials), request.axes_ip_address
        wrong = recent.aggregate(
            by_name=Sum("failures_since_start", filter=Q(username=name)),
            by_address=Sum("failures_since_start", filter=Q(ip_address=address)),
        )
        return (wrong["by_name"] or 0) >= MOST_PER_NAME or (wrong["by_address"] or 0) >= MOST_PER_ADDRESS
