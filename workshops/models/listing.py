"""Step 1: the stakeholders a project concerns, and families that do not apply."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Family, Layer, Stakeholder
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, one_line, validate_text
from workshops.models.workshop import Workshop


class ListingQuerySet(models.QuerySet["Listing"]):
    """Listings of a workshop; start with `of(workshop)`."""

    def get_by_natural_key(self, city_code: str, title: str, name: str) -> "Listing":
        """Return the current listing with this name in the city's workshop."""
        return self.get(workshop__city__code=city_code, workshop__title=title, name=name, removed_at=None)

    def of(self, workshop: Workshop) -> "ListingQuerySet":
        """Keep the listings of `workshop`, removed ones included."""
        return self.filter(workshop=workshop)

    def current(self) -> "ListingQuerySet":
        """Leave out the removed ones."""
        return self.filter(removed_at=None)

    def named(self, name: str) -> "ListingQuerySet":
        """Keep those called `name`, in any case of letters."""
        return self.filter(name__iexact=one_line(name))

    def with_parts(self) -> "ListingQuerySet":
        """Fetch all that belongs to each listing in a fixed number of queries."""
        return self.select_related("family", "stakeholder", "partnership").prefetch_related(
            "layers", "answers", "matches"
        )


class Listing(models.Model):
    """A stakeholder in a workshop, from the register or named in the room.

    It keeps its own name, family and layers, so that a workshop stays readable whatever
    becomes of the register. Without `stakeholder` it is not in the register (yet).
    """

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="listings", verbose_name=_("workshop")
    )
    stakeholder = models.ForeignKey(
        Stakeholder,
        models.RESTRICT,
        null=True,
        blank=True,
        related_name="listings",
        verbose_name=_("entry in the register"),
    )
    name = models.CharField(_("name"), max_length=NAME_LENGTH, validators=[validate_text])
    family = models.ForeignKey(Family, models.RESTRICT, related_name="listings", verbose_name=_("family"))
    layers = models.ManyToManyField(
        Layer, blank=True, related_name="listings", verbose_name=_("layers of the digital city")
    )
    reason = models.CharField(
        _("why it matters here"), max_length=LINE_LENGTH, blank=True, validators=[validate_text]
    )
    listed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("listed by"),
    )
    created_at = models.DateTimeField(_("listed"), auto_now_add=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = ListingQuerySet.as_manager()

    class Meta:
        ordering = ("family__position", "created_at", "pk")
        verbose_name = _("listing")
        verbose_name_plural = _("listings")
        constraints = (
            models.UniqueConstraint(
                fields=("workshop", "stakeholder"),
                name="listing_stakeholder_once",
                violation_error_message=_("This stakeholder is already listed."),
            ),
            models.UniqueConstraint(
                "workshop",
                Lower("name"),
                condition=Q(removed_at=None),
                name="listing_name_once",
                violation_error_message=_("A stakeholder with this name is already listed."),
            ),
            models.CheckConstraint(condition=~Q(name=""), name="listing_named"),
        )

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        """Return what identifies the listing in a fixture: its workshop's key and its name."""
        return (*self.workshop.natural_key(), self.name)

    def clean(self) -> None:
        """Raise ValidationError when the family or the register entry is another city's."""
        super().clean()
        city_id = self.workshop.city_id
        if self.family_id and self.family.city_id != city_id:
            raise ValidationError({"family": _("Choose one of this city's families.")})
        if self.stakeholder is not None and self.stakeholder.city_id != city_id:
            raise ValidationError({"stakeholder": _("Choose a stakeholder of this city's register.")})


class WaivedFamily(models.Model):
    """A family that does not apply to a project, with the reason: no chair stays empty unseen."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="waived_families", verbose_name=_("workshop")
    )
    family = models.ForeignKey(Family, models.CASCADE, related_name="+", verbose_name=_("family"))
    reason = models.CharField(_("why it does not apply"), max_length=LINE_LENGTH, validators=[validate_text])

    class Meta:
        ordering = ("workshop", "family__position", "pk")
        verbose_name = _("family that does not apply")
        verbose_name_plural = _("families that do not apply")
        constraints = (
            models.UniqueConstraint(fields=("workshop", "family"), name="waivedfamily_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="waivedfamily_reason"),
        )

    def __str__(self) -> str:
        return f"{self.family}: {self.reason}"
