"""Where marks stand on a map, so that two looks at a map are the same picture."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City
from ecosystem.models.stakeholder import Stakeholder


class MapView(models.TextChoices):
    """The four views of one graph."""

    ECOSYSTEM = "ecosystem", _("Ecosystem")
    LAYERS = "layers", _("Layers of the digital city")
    INFLUENCE = "influence", _("Influence and interest")
    NETWORK = "network", _("Network")


class MapColour(models.TextChoices):
    """What the colour of the marks says."""

    FAMILY = "family", _("Family")
    READINESS = "readiness", _("Readiness for digital")
    COMMUNITY = "community", _("Community")


class MapSize(models.TextChoices):
    """What the size of the marks says."""

    INFLUENCE = "influence", _("Influence")
    BETWEENNESS = "betweenness", _("Betweenness")
    RESOURCES = "resources", _("Kinds of resources")


class Placement(models.Model):
    """A stored position in map units; `slot` names the ring, band or cell it was computed for."""

    view = models.CharField(_("view"), max_length=10, choices=MapView)
    slot = models.CharField(max_length=80, blank=True)
    x = models.FloatField()
    y = models.FloatField()
    is_pinned = models.BooleanField(_("placed by hand"), default=False)

    class Meta:
        abstract = True


class StakeholderPlacement(Placement):
    """A stakeholder's place on its city's map."""

    city = models.ForeignKey(City, models.CASCADE, related_name="placements", verbose_name=_("city"))
    stakeholder = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="placements", verbose_name=_("stakeholder")
    )

    class Meta:
        ordering = ("view", "stakeholder")
        verbose_name = _("place on the city's map")
        verbose_name_plural = _("places on the city's map")
        constraints = (
            models.UniqueConstraint(fields=("stakeholder", "view"), name="stakeholderplacement_once"),
            models.CheckConstraint(
                condition=models.Q(view__in=MapView.values), name="stakeholderplacement_view"
            ),
        )

    def __str__(self) -> str:
        return f"{self.stakeholder} · {self.get_view_display()}"
