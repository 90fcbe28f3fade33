"""The register: stakeholders with their interests, resources and means of commitment."""

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, Count, Q, When
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City
from ecosystem.models.folding import Folded, begins, holds
from ecosystem.models.kinds import CommitmentLevel, Gain, Level, Means, Readiness, ResourceKind
from ecosystem.models.tag import Tag
from ecosystem.models.vocabulary import Family, Layer
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, validate_text

CONFIRM_AFTER_DAYS = 365


def _searchable(words: str) -> str:
    """Return what is looked for without the one character PostgreSQL refuses even in a question."""
    return words.replace("\0", " ")


class StakeholderQuerySet(models.QuerySet["Stakeholder"]):
    """The register as a city reads it; start with `of(city)`."""

    def get_by_natural_key(self, city_code: str, name: str) -> "Stakeholder":
        """Return the city's stakeholder with this name."""
        return self.get(city__code=city_code, name=name)

    def of(self, city: City) -> "StakeholderQuerySet":
        """Keep the stakeholders of `city`."""
        return self.filter(city=city)

    def active(self) -> "StakeholderQuerySet":
        """Leave out the archived ones."""
        return self.filter(archived_at=None)

    def archived(self) -> "StakeholderQuerySet":
        """Keep the archived ones only."""
        return self.exclude(archived_at=None)

    def to_confirm(self) -> "StakeholderQuerySet":
        """Keep the active ones nobody confirmed within a year."""
        oldest = timezone.localdate() - timedelta(days=CONFIRM_AFTER_DAYS)
        return self.active().filter(Q(confirmed_on=None) | Q(confirmed_on__lt=oldest))

    def matching(self, words: str) -> "StakeholderQuerySet":
        """Keep those in which each of `words` stands: in a name, description, area, tag or resource.

        Neither case nor accents matter.
        """
        found = self
        for word in _searchable(words).split():
            found = found.filter(
                holds("name", word)
                | holds("short_name", word)
                | holds("description", word)
                | holds("area", word)
                | Q(pk__in=Tag.objects.filter(holds("name", word)).values("stakeholders"))
                | Q(pk__in=Resource.objects.filter(holds("description", word)).values("stakeholder"))
            )
        return found

    def best_first(self, words: str) -> "StakeholderQuerySet":
        """Put names that start with `words` first, then names that hold them, then the others."""
        typed = _searchable(words)
        starts = begins("name", typed) | begins("short_name", typed)
        rank = Case(When(starts, then=0), When(holds("name", typed), then=1), default=2)
        return self.order_by(rank, Folded("name"), "pk")

    def with_parts(self) -> "StakeholderQuerySet":
        """Fetch city, family, layers, tags, interests, resources and means in a fixed number of queries."""
        return self.select_related("city", "family").prefetch_related(
            "layers", "tags", "interests", "resources", "means"
        )

    def with_relation_count(self) -> "StakeholderQuerySet":
        """Add `relation_count`: relations from or to the stakeholder."""
        outgoing = Count("relations_out", distinct=True)
        incoming = Count("relations_in", distinct=True)
        return self.annotate(relation_count=outgoing + incoming)


class Stakeholder(models.Model):
    """An organisation or group that could matter to a city, such as the kiosk keepers' association."""

    city = models.ForeignKey(City, models.CASCADE, related_name="stakeholders", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=NAME_LENGTH, validators=[validate_text])
    short_name = models.CharField(_("short name"), max_length=20, blank=True, validators=[validate_text])
    family = models.ForeignKey(Family, models.RESTRICT, related_name="stakeholders", verbose_name=_("family"))
    description = models.TextField(
        _("description"), blank=True, max_length=TEXT_LENGTH, validators=[validate_text]
    )
    website = models.URLField(_("website"), blank=True, max_length=LINE_LENGTH)
    area = models.CharField(
        _("area"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_text],
        help_text=_("Where it works: districts, the whole city, beyond."),
    )
    readiness = models.PositiveSmallIntegerField(
        _("readiness for digital"), choices=Readiness, null=True, blank=True
    )
    layers = models.ManyToManyField(
        Layer, blank=True, related_name="stakeholders", verbose_name=_("layers of the digital city")
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="stakeholders", verbose_name=_("tags"))
    source = models.CharField(
        _("source"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_text],
        help_text=_("Who told you, or where you read it."),
    )
    confirmed_on = models.DateField(_("last confirmed on"), null=True, blank=True)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("changed by"),
    )

    objects = StakeholderQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("stakeholder")
        verbose_name_plural = _("stakeholders")
        # The register lists a city's active stakeholders by name.
        indexes = (models.Index(fields=("city", "archived_at", "name"), name="stakeholder_list"),)
        constraints = (
            models.UniqueConstraint(
                "city",
                Lower("name"),
                condition=Q(archived_at=None),
                name="stakeholder_name_in_city",
                violation_error_message=_("The register already has an active stakeholder with this name."),
            ),
            models.CheckConstraint(
                condition=Q(readiness=None) | Q(readiness__in=Readiness.values),
                name="stakeholder_readiness",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="stakeholder_named"),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the stakeholder's page."""
        return reverse("register:stakeholder-detail", args=[self.city.code, self.pk])

    def natural_key(self) -> tuple[str, str]:
        """Return what identifies the stakeholder in a fixture."""
        return (self.city.code, self.name)

    def clean(self) -> None:
        """Raise ValidationError when the family is another city's."""
        super().clean()
        if self.family_id and self.city_id and self.family.city_id != self.city_id:
            raise ValidationError({"family": _("Choose one of this city's families.")})

    def is_archived(self) -> bool:
        """Say whether the stakeholder is archived."""
        return self.archived_at is not None

    def needs_confirming(self) -> bool:
        """Say whether nobody confirmed the entry within a year."""
        oldest: date = timezone.localdate() - timedelta(days=CONFIRM_AFTER_DAYS)
        return self.confirmed_on is None or self.confirmed_on < oldest


class StakeholderPart(models.Model):
    """What one line of a stakeholder's profile has in common: a description in the city's words."""

    description = models.CharField(
        _("in the city's words"), max_length=LINE_LENGTH, blank=True, validators=[validate_text]
    )

    class Meta:
        abstract = True


class Interest(StakeholderPart):
    """What a stakeholder would gain, such as profit: 'more sales at a regular price'."""

    stakeholder = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="interests", verbose_name=_("stakeholder")
    )
    kind = models.CharField(_("gain"), max_length=12, choices=Gain)
    level = models.PositiveSmallIntegerField(_("strength"), choices=Level, null=True, blank=True)

    class Meta:
        ordering = ("stakeholder", "kind")
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        constraints = (
            models.UniqueConstraint(
                fields=("stakeholder", "kind"),
                name="interest_kind_once",
                violation_error_message=_("This gain is already there. Add to its description instead."),
            ),
            models.CheckConstraint(condition=Q(kind__in=Gain.values), name="interest_kind"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=Level.values), name="interest_level"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class Resource(StakeholderPart):
    """What a stakeholder could bring, such as data: 'hourly demand by street'."""

    stakeholder = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="resources", verbose_name=_("stakeholder")
    )
    kind = models.CharField(_("resource"), max_length=12, choices=ResourceKind)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level, null=True, blank=True)

    class Meta:
        ordering = ("stakeholder", "kind")
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        constraints = (
            models.UniqueConstraint(
                fields=("stakeholder", "kind"),
                name="resource_kind_once",
                violation_error_message=_("This resource is already there. Add to its description instead."),
            ),
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="resource_kind"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=Level.values), name="resource_level"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()


class CommitmentMeans(StakeholderPart):
    """How a stakeholder could be committed, such as a pilot action in one district."""

    stakeholder = models.ForeignKey(
        Stakeholder, models.CASCADE, related_name="means", verbose_name=_("stakeholder")
    )
    kind = models.CharField(_("means"), max_length=12, choices=Means)
    level = models.PositiveSmallIntegerField(_("state"), choices=CommitmentLevel, null=True, blank=True)

    class Meta:
        ordering = ("stakeholder", "kind")
        verbose_name = _("commitment means")
        verbose_name_plural = _("commitment means")
        constraints = (
            models.UniqueConstraint(
                fields=("stakeholder", "kind"),
                name="commitmentmeans_kind_once",
                violation_error_message=_("This means is already there. Add to its description instead."),
            ),
            models.CheckConstraint(condition=Q(kind__in=Means.values), name="commitmentmeans_kind"),
            models.CheckConstraint(
                condition=Q(level=None) | Q(level__in=CommitmentLevel.values), name="commitmentmeans_level"
            ),
        )

    def __str__(self) -> str:
        return self.get_kind_display()
