"""The admin reaches every city, so it opens to superusers only."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest


class SuperuserSite(AdminSite):
    """Django's admin, closed to staff who are no superusers."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Say whether the request comes from an active superuser."""
        return bool(request.user.is_active and request.user.is_superuser)
