"""Workshops, their step and the needs of their project."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecosystem.models import City, Domain, ResourceKind, Service
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, validate_text


class Step(models.TextChoices):
    """The method's three steps, in order."""

    LISTING = "listing", _("Listing")
    IDENTIFICATION = "identification", _("Identification")
    PARTNERING = "partnering", _("Partnering")


WEIGHTS = (
    "weight_readiness",
    "weight_gains",
    "weight_resources",
    "weight_commitment",
    "weight_influence",
)
MINUTES = {
    Step.LISTING: "listing_min",
    Step.IDENTIFICATION: "identification_min",
    Step.PARTNERING: "partnering_min",
}
A_PLAN = (MinValueValidator(1), MaxValueValidator(600))


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Workshops as a city sees them; start with `of(city)`."""

    def get_by_natural_key(self, city_code: str, title: str) -> "Workshop":
        """Return the city's workshop with this title."""
        return self.get(city__code=city_code, title=title)

    def of(self, city: City) -> "WorkshopQuerySet":
        """Keep the workshops of `city`."""
        return self.filter(city=city)

    def real(self) -> "WorkshopQuerySet":
        """Leave out the rehearsals."""
        return self.filter(rehearses=None)

    def active(self) -> "WorkshopQuerySet":
        """Leave out the archived ones."""
        return self.filter(archived_at=None)


class Workshop(models.Model):
    """One workshop about one concrete project, such as 'Prepaid water kiosks' in Litto."""

    city = models.ForeignKey(City, models.CASCADE, related_name="workshops", verbose_name=_("city"))
    title = models.CharField(
        _("title"),
        max_length=NAME_LENGTH,
        validators=[validate_text],
        help_text=_("The concrete thing to digitalise, in a few words: 'Prepaid water kiosks'."),
    )
    domain = models.ForeignKey(Domain, models.PROTECT, related_name="+", verbose_name=_("domain"))
    service = models.ForeignKey(
        Service, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("service")
    )
    description = models.TextField(
        _("description"), blank=True, max_length=TEXT_LENGTH, validators=[validate_text]
    )
    date = models.DateField(_("date"))
    step = models.CharField(_("step"), max_length=16, choices=Step, default=Step.LISTING)
    weight_readiness = models.PositiveSmallIntegerField(_("weight of readiness"), default=3)
    weight_gains = models.PositiveSmallIntegerField(_("weight of gains"), default=2)
    weight_resources = models.PositiveSmallIntegerField(_("weight of resource fit"), default=3)
    weight_commitment = models.PositiveSmallIntegerField(_("weight of commitment"), default=2)
    weight_influence = models.PositiveSmallIntegerField(_("weight of influence"), default=1)
    listing_min = models.PositiveSmallIntegerField(
        _("minutes for the listing"), default=35, validators=A_PLAN
    )
    identification_min = models.PositiveSmallIntegerField(
        _("minutes for the identification"), default=40, validators=A_PLAN
    )
    partnering_min = models.PositiveSmallIntegerField(
        _("minutes for the partnering"), default=25, validators=A_PLAN
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    rehearses = models.OneToOneField(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="rehearsal",
        verbose_name=_("rehearsal of"),
        help_text=_("A rehearsal is a copy of its own: nothing of it reaches the workshop or the register."),
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True, editable=False)

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        ordering = ("-date", "title", "pk")
        verbose_name = _("workshop")
        verbose_name_plural = _("workshops")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "title"),
                name="workshop_title_in_city",
                violation_error_message=_("The city already has a workshop with this title."),
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="workshop_step"),
            models.CheckConstraint(
                condition=Q(
                    weight_readiness__lte=5,
                    weight_gains__lte=5,
                    weight_resources__lte=5,
                    weight_commitment__lte=5,
                    weight_influence__lte=5,
                ),
                name="workshop_weights",
                violation_error_message=_("Weights go from 0 to 5."),
            ),
            models.CheckConstraint(
                condition=Q(weight_readiness__gt=0)
                | Q(weight_gains__gt=0)
                | Q(weight_resources__gt=0)
                | Q(weight_commitment__gt=0)
                | Q(weight_influence__gt=0),
                name="workshop_some_weight",
                violation_error_message=_("Give at least one part a weight above 0."),
            ),
            models.CheckConstraint(
                condition=Q(listing_min__range=(1, 600))
                & Q(identification_min__range=(1, 600))
                & Q(partnering_min__range=(1, 600)),
                name="workshop_minutes",
                violation_error_message=_("A step takes from 1 to 600 minutes."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return the address of the step the workshop is in."""
        return reverse(f"workshops:{self.step}", args=[self.city.code, self.pk])

    def clean(self) -> None:
        """Raise ValidationError when the service is another domain's."""
        super().clean()
        if self.service is not None and self.domain_id not in {None, self.service.domain_id}:
            text = _("This service belongs to another domain. Choose both alike, or no service.")
            raise ValidationError({"service": text})

    @property
    def topic(self) -> str:
        """What screens follow that show who is listed, what is decided and who is a partner."""
        return f"workshop/{self.pk}"

    @property
    def agenda(self) -> dict[Step, int]:
        """The minutes planned for each step, before the room is open."""
        return {step: getattr(self, name) for step, name in MINUTES.items()}

    def natural_key(self) -> tuple[str, str]:
        """Return what identifies the workshop in a fixture."""
        return (self.city.code, self.title)


class NeedQuerySet(models.QuerySet["Need"]):
    """Needs of projects."""

    def get_by_natural_key(self, city_code: str, title: str, label: str) -> "Need":
        """Return the need with this label in the city's workshop."""
        return self.get(workshop__city__code=city_code, workshop__title=title, label=label)


class Need(models.Model):
    """What the project lacks, such as 'someone to train the keepers' (human, essential)."""

    class Weight(models.IntegerChoices):
        USEFUL = 1, _("useful")
        NEEDED = 2, _("needed")
        ESSENTIAL = 3, _("essential")

    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="needs", verbose_name=_("workshop"))
    kind = models.CharField(_("resource"), max_length=12, choices=ResourceKind)
    label = models.CharField(_("what is lacking"), max_length=LINE_LENGTH, validators=[validate_text])
    weight = models.PositiveSmallIntegerField(_("weight"), choices=Weight, default=Weight.NEEDED)

    objects = NeedQuerySet.as_manager()

    class Meta:
        ordering = ("workshop", "-weight", "pk")
        verbose_name = _("need")
        verbose_name_plural = _("needs")
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ResourceKind.values), name="need_kind"),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=3), name="need_weight"),
            models.UniqueConstraint(
                fields=("workshop", "label"),
                name="need_label_once",
                violation_error_message=_("This need is already in the list."),
            ),
        )

    def __str__(self) -> str:
        return self.label

    def natural_key(self) -> tuple[str, str, str]:
        """Return what identifies the need in a fixture: its workshop's key and its label."""
        return (*self.workshop.natural_key(), self.label)
