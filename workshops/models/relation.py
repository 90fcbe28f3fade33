"""What a workshop says of relations: those drawn in it, and those of the register that do not hold."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models import AbstractRelation, Relation
from workshops.models.listing import Listing
from workshops.models.workshop import Workshop


class DrawnRelationQuerySet(models.QuerySet["DrawnRelation"]):
    """Relations drawn in a workshop; start with `of(workshop)`."""

    def of(self, workshop: Workshop) -> "DrawnRelationQuerySet":
        """Keep the relations drawn in `workshop`, those taken away included."""
        return self.filter(source__workshop=workshop)

    def current(self) -> "DrawnRelationQuerySet":
        """Leave out those taken away, and those of whom one end is not listed any more."""
        return self.filter(removed_at=None, source__removed_at=None, target__removed_at=None)


class DrawnRelation(AbstractRelation):
    """A relation between two listings, drawn on the workshop's map; the register has it not (yet)."""

    source = models.ForeignKey(
        Listing, models.CASCADE, related_name="relations_drawn", verbose_name=_("from")
    )
    target = models.ForeignKey(Listing, models.CASCADE, related_name="+", verbose_name=_("to"))
    drawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("drawn by"),
    )
    removed_at = models.DateTimeField(_("taken away"), null=True, blank=True, editable=False)

    objects = DrawnRelationQuerySet.as_manager()

    class Meta(AbstractRelation.Meta):
        ordering = ("source", "target", "kind", "pk")
        verbose_name = _("relation drawn in a workshop")
        verbose_name_plural = _("relations drawn in workshops")

    def __str__(self) -> str:
        return f"{self.source} · {self.get_kind_display()} · {self.target}"

    def clean(self) -> None:
        """Raise ValidationError when its ends are in different workshops."""
        super().clean()
        if self.source_id and self.target_id and self.source.workshop_id != self.target.workshop_id:
            raise ValidationError({"target": _("Choose somebody who is listed in this workshop.")})

    def is_current(self) -> bool:
        """Say whether it is on the map: not taken away, and both of its ends listed."""
        return not (self.removed_at or self.source.removed_at or self.target.removed_at)


class LeftOutRelation(models.Model):
    """A relation of the register that, the workshop says, does not hold as it is there.

    `listing` is its source's; what holds `instead`, if anything, is drawn in the workshop.
    """

    listing = models.ForeignKey(
        Listing, models.CASCADE, related_name="relations_left_out", verbose_name=_("listing")
    )
    relation = models.ForeignKey(
        Relation, models.CASCADE, related_name="+", verbose_name=_("relation of the register")
    )
    instead = models.ForeignKey(
        DrawnRelation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="instead_of",
        verbose_name=_("what holds instead"),
    )

    class Meta:
        ordering = ("listing", "relation")
        verbose_name = _("relation left out by a workshop")
        verbose_name_plural = _("relations left out by workshops")
        constraints = (models.UniqueConstraint(fields=("listing", "relation"), name="leftoutrelation_once"),)

    def __str__(self) -> str:
        return str(self.relation)
