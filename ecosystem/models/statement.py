"""What families typically want or can do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.kinds import Gain, ResourceKind
from ecosystem.models.vocabulary import CodedQuerySet, Domain, Family, SeededRow
from ecosystem.text import in_language


class ProfileStatement(SeededRow):
    """What a family typically wants or can do in a domain: a suggestion to confirm, never a fact."""

    class Kind(models.TextChoices):
        INTEREST = "interest", _("interest")
        CAPACITY = "capacity", _("capacity")
        RESOURCE = "resource", _("resource")
        GAP = "gap", _("gap")
        ROLE = "role", _("role")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    domain = models.ForeignKey(Domain, models.CASCADE, related_name="statements", verbose_name=_("domain"))
    family = models.ForeignKey(
        Family,
        models.CASCADE,
        related_name="statements",
        verbose_name=_("family"),
        limit_choices_to={"city": None},
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    texts = models.JSONField(_("text by language"), default=dict)
    gain = models.CharField(_("gain it speaks of"), max_length=12, choices=Gain, blank=True)
    resource = models.CharField(_("resource it speaks of"), max_length=12, choices=ResourceKind, blank=True)

    objects = CodedQuerySet["ProfileStatement"].as_manager()

    class Meta:
        ordering = ("domain", "family", "position", "code")
        verbose_name = _("profile statement")
        verbose_name_plural = _("profile statements")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(gain__in=["", *Gain.values]), name="profilestatement_gain"
            ),
            models.CheckConstraint(
                condition=models.Q(resource__in=["", *ResourceKind.values]), name="profilestatement_resource"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=("interest", "capacity", "resource", "gap", "role")),
                name="profilestatement_kind",
            ),
        )

    def __str__(self) -> str:
        return in_language(self.texts)

    def natural_key(self) -> tuple[str]:
        """Return what identifies the row in a fixture."""
        return (self.code,)
