"""App configuration of the register, the graph and the map."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class EcosystemConfig(AppConfig):
    """The register's app."""

    default_auto_field = "django.db.models.BigAutoField"
    name = "ecosystem"
    verbose_name = _("Register")

    def ready(self) -> None:
        """Register the system checks."""
        from ecosystem.access import checks  # noqa: F401, PLC0415 (app ready)


class SuperuserAdminConfig(AdminConfig):
    """Django's admin with our rule of who gets in."""

    default_site = "ecosystem.access.admin_site.SuperuserSite"
