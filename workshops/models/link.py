"""Links by which anybody may look at a workshop's map without an account."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models import SharedLink
from workshops.models.workshop import Workshop


class WorkshopMapLink(SharedLink):
    """A link to a workshop's map, such as the kiosks' for the newspaper until the end of the month."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="map_links", verbose_name=_("workshop")
    )

    class Meta(SharedLink.Meta):
        verbose_name = _("link to the workshop's map")
        verbose_name_plural = _("links to workshops' maps")
