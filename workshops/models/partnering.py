"""Step 3: which resource meets which need, and who becomes a partner."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Placement
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, validate_text
from workshops.models.listing import Listing
from workshops.models.workshop import Need, Workshop


class NeedMatch(models.Model):
    """A person's word on whether a stakeholder's resource meets a need; without it the kind suggests it."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="matches", verbose_name=_("need"))
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="matches", verbose_name=_("listing"))
    fits = models.BooleanField(_("fits"))

    class Meta:
        ordering = ("need", "listing")
        verbose_name = _("match of need and resource")
        verbose_name_plural = _("matches of needs and resources")
        constraints = (models.UniqueConstraint(fields=("need", "listing"), name="needmatch_once"),)

    def __str__(self) -> str:
        return f"{self.need} · {self.listing}"


class Partnership(models.Model):
    """A chosen partner with what happens next; its means of commitment are its answers."""

    listing = models.OneToOneField(
        Listing, models.CASCADE, related_name="partnership", verbose_name=_("listing")
    )
    first_action = models.CharField(
        _("first action"), max_length=LINE_LENGTH, blank=True, validators=[validate_text]
    )
    lead = models.CharField(_("who leads it"), max_length=NAME_LENGTH, blank=True, validators=[validate_text])
    due_on = models.DateField(_("by when"), null=True, blank=True)
    chosen_at = models.DateTimeField(_("chosen"), auto_now_add=True)

    class Meta:
        ordering = ("chosen_at", "pk")
        verbose_name = _("partnership")
        verbose_name_plural = _("partnerships")

    def __str__(self) -> str:
        return str(self.listing)


class ListingPlacement(Placement):
    """A listing's place on its workshop's map."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="placements", verbose_name=_("workshop")
    )
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="placements", verbose_name=_("listing"))

    class Meta:
        ordering = ("view", "listing")
        verbose_name = _("place on the workshop's map")
        verbose_name_plural = _("places on the workshop's map")
        constraints = (models.UniqueConstraint(fields=("listing", "view"), name="listingplacement_once"),)

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_view_display()}"
