"""Relations between stakeholders."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City
from ecosystem.models.stakeholder import Stakeholder
from ecosystem.text import LINE_LENGTH, validate_text


class RelationKind(models.TextChoices):
    """What ties two stakeholders."""

    GOVERNS = "governs", _("governs or regulates")
    FUNDS = "funds", _("funds")
    SUPPLIES = "supplies", _("supplies or serves")
    SHARES = "shares", _("shares data or information")
    AGREEMENT = "agreement", _("formal agreement")
    TRUST = "trust", _("informal trust")
    TENSION = "tension", _("tension")


class RelationQuerySet(models.QuerySet["Relation"]):
    """Relations as a city reads them; start with `of(city)`."""

    def of(self, city: City) -> "RelationQuerySet":
        """Keep the relations of `city`."""
        return self.filter(city=city)

    def touching(self, stakeholder: Stakeholder) -> "RelationQuerySet":
        """Keep the relations from or to `stakeholder`."""
        return self.filter(Q(source=stakeholder) | Q(target=stakeholder))

    def among(self, stakeholders: models.QuerySet[Stakeholder]) -> "RelationQuerySet":
        """Keep the relations of which both ends are in `stakeholders`."""
        return self.filter(source__in=stakeholders, target__in=stakeholders)

    def with_ends(self) -> "RelationQuerySet":
        """Fetch both stakeholders, their cities and families with the relations."""
        return self.select_related("source__city", "source__family", "target__city", "target__family")


class AbstractRelation(models.Model):
    """What is said of any relation; whoever inherits adds the two ends, `source` and `target`."""

    class Direction(models.TextChoices):
        ONE_WAY = "one_way", _("one way")
        MUTUAL = "mutual", _("mutual")

    class Strength(models.IntegerChoices):
        WEAK = 1, _("weak")
        CLEAR = 2, _("clear")
        STRONG = 3, _("strong")

    kind = models.CharField(_("kind"), max_length=12, choices=RelationKind)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.ONE_WAY)
    strength = models.PositiveSmallIntegerField(_("strength"), choices=Strength, default=Strength.CLEAR)
    note = models.CharField(_("note"), max_length=LINE_LENGTH, blank=True, validators=[validate_text])

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="%(class)s_two_ends",
                violation_error_message=_("A relation needs two different stakeholders."),
            ),
            models.CheckConstraint(condition=Q(kind__in=RelationKind.values), name="%(class)s_kind"),
            models.CheckConstraint(
                condition=Q(strength__gte=1, strength__lte=3),
                name="%(class)s_strength",
                violation_error_message=_("Strength goes from 1 to 3."),
            ),
            models.CheckConstraint(
                condition=Q(direction__in=("one_way", "mutual")), name="%(class)s_direction"
            ),
        )

    def is_mutual(self) -> bool:
        """Say whether it goes both ways."""
        return self.direction == self.Direction.MUTUAL


class Relation(AbstractRelation):
    """One tie, such as 'Water office governs or regulates Eaux du Littoral, strength 2'.

    Several between the same two stakeholders are allowed.
    """

    city = models.ForeignKey(City, models.CASCADE, related_name="relations", verbose_name=_("city"))
    source = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="relations_out", verbose_name=_("from")
    )
    target = models.ForeignKey(Stakeholder, models.CASCADE, related_name="relations_in", verbose_name=_("to"))

    objects = RelationQuerySet.as_manager()

    class Meta(AbstractRelation.Meta):
        ordering = ("source", "target", "kind", "pk")
        verbose_name = _("relation")
        verbose_name_plural = _("relations")

    def __str__(self) -> str:
        return f"{self.source} · {self.get_kind_display()} · {self.target}"

    def clean(self) -> None:
        """Raise ValidationError when an end is another city's stakeholder."""
        super().clean()
        for field in ("source", "target"):
            end = getattr(self, field, None) if getattr(self, f"{field}_id") else None
            if end is not None and end.city_id != self.city_id:
                raise ValidationError({field: _("Choose a stakeholder of this city's register.")})
