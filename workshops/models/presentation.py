"""A presentation of a workshop's map: states of it in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models import MapColour, MapSize, MapView, RelationKind, ResourceKind
from ecosystem.text import LINE_LENGTH, validate_text
from workshops.models.listing import Listing
from workshops.models.workshop import Workshop


class Slide(models.Model):
    """One state of the map: view, colour and size, who is left on it, whom it is about, what is said to it.

    What a filter leaves empty stays whole; `family` and `layer` are codes.
    """

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="slides", verbose_name=_("workshop"))
    position = models.PositiveIntegerField(_("position"), default=0)
    view = models.CharField(_("view"), max_length=10, choices=MapView, default=MapView.ECOSYSTEM)
    colour = models.CharField(_("colour"), max_length=10, choices=MapColour, default=MapColour.FAMILY)
    size = models.CharField(_("size"), max_length=12, choices=MapSize, default=MapSize.INFLUENCE)
    caption = models.CharField(_("caption"), max_length=LINE_LENGTH, blank=True, validators=[validate_text])
    family = models.CharField(_("only this family"), max_length=60, blank=True)
    layer = models.CharField(_("only this layer"), max_length=60, blank=True)
    resource = models.CharField(_("only who brings"), max_length=12, choices=ResourceKind, blank=True)
    kind = models.CharField(_("only this kind of relation"), max_length=12, choices=RelationKind, blank=True)
    partners_only = models.BooleanField(_("partners only"), default=False)
    focus = models.ForeignKey(
        Listing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only this stakeholder and whom it works with"),
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    class Meta:
        ordering = ("position", "pk")
        verbose_name = _("state in a presentation")
        verbose_name_plural = _("states in presentations")

    def __str__(self) -> str:
        return self.caption or str(self.get_view_display())
