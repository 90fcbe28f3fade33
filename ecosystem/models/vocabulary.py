"""The method's words: families, layers, domains, services."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City
from ecosystem.text import in_language, validate_text, validate_texts

Row = TypeVar("Row", bound=models.Model)


class SeededRow(models.Model):
    """A row that `loadseed` brings; the digest of what it brought shows whether a person edited it since."""

    position = models.PositiveSmallIntegerField(_("position"), default=0)
    seed_digest = models.CharField(
        _("brought by the reference data"), max_length=64, blank=True, editable=False
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Raise ValidationError unless each field of words is a text for each language."""
        super().clean()
        refused = {}
        for field in self._meta.concrete_fields:
            if isinstance(field, models.JSONField):
                try:
                    validate_texts(getattr(self, field.attname))
                except ValidationError as error:
                    refused[field.name] = error
        if refused:
            raise ValidationError(refused)


class CodedQuerySet(models.QuerySet[Row]):
    """Rows that fixtures name by their code."""

    def get_by_natural_key(self, code: str) -> Row:
        """Return the row with `code`."""
        return self.get(code=code)


class Layer(SeededRow):
    """One layer of the digital city, such as data production; position 0 is the lowest."""

    code = models.SlugField(_("code"), unique=True)
    names = models.JSONField(_("name by language"), default=dict)
    meanings = models.JSONField(_("meaning by language"), default=dict, blank=True)

    objects = CodedQuerySet["Layer"].as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("layer")
        verbose_name_plural = _("layers")

    def __str__(self) -> str:
        return in_language(self.names)

    def natural_key(self) -> tuple[str]:
        """Return what identifies the row in a fixture."""
        return (self.code,)

    @property
    def meaning(self) -> str:
        """The one-line meaning in the active language."""
        return in_language(self.meanings)


class FamilyQuerySet(models.QuerySet["Family"]):
    """Families of the method or of a city."""

    def get_by_natural_key(self, city_code: str | None, code: str) -> "Family":
        """Return the family of a city, or the method's own where `city_code` is None."""
        return self.get(city__code=city_code, code=code) if city_code else self.get(city=None, code=code)

    def reference(self) -> "FamilyQuerySet":
        """Keep the method's own families, which cities start from."""
        return self.filter(city=None)

    def of(self, city: City) -> "FamilyQuerySet":
        """Keep the families of `city`, hidden ones included."""
        return self.filter(city=city)

    def usable(self) -> "FamilyQuerySet":
        """Leave out the hidden ones."""
        return self.exclude(visibility=Family.Visibility.HIDDEN)

    def shown(self) -> "FamilyQuerySet":
        """Keep those that have a card of their own in a workshop."""
        return self.filter(visibility=Family.Visibility.SHOWN)


class Family(SeededRow):
    """A kind of stakeholder, such as 'NGOs' (NG).

    Rows without a city are the method's; each city owns a copy it may rename, hide and add to.
    """

    class Visibility(models.TextChoices):
        SHOWN = "shown", _("shown")
        DRAWER = "drawer", _("in the drawer of often missing ones")
        HIDDEN = "hidden", _("hidden")

    class Shape(models.TextChoices):
        HEXAGON = "hexagon", _("hexagon")
        SQUARE = "square", _("square")
        TRIANGLE = "triangle", _("triangle")
        DIAMOND = "diamond", _("diamond")
        TRIANGLE_DOWN = "triangle-down", _("triangle pointing down")
        ROUNDED = "rounded", _("rounded square")
        CIRCLE = "circle", _("circle")
        ELLIPSE = "ellipse", _("ellipse")
        STAR = "star", _("star")
        PENTAGON = "pentagon", _("pentagon")
        OCTAGON = "octagon", _("octagon")
        CROSS = "cross", _("cross")
        TRAPEZOID = "trapezoid", _("trapezoid")
        PARALLELOGRAM = "parallelogram", _("parallelogram")

    city = models.ForeignKey(
        City, models.CASCADE, null=True, blank=True, related_name="families", verbose_name=_("city")
    )
    code = models.SlugField(_("code"))
    mark = models.CharField(
        _("two-letter mark"),
        max_length=2,
        validators=[validate_text],
        help_text=_("Shown in the map's marks."),
    )
    shape = models.CharField(_("shape"), max_length=20, choices=Shape)
    colour = models.PositiveSmallIntegerField(
        _("colour"), default=1, help_text=_("Number of the family colour in the palette, 1 to 14.")
    )
    visibility = models.CharField(
        _("visibility"), max_length=10, choices=Visibility, default=Visibility.SHOWN
    )
    names = models.JSONField(_("name by language"), default=dict)
    meanings = models.JSONField(_("meaning by language"), default=dict, blank=True)
    prompts = models.JSONField(
        _("prompts by language"),
        default=dict,
        blank=True,
        help_text=_("A list of questions for each language."),
    )
    examples = models.JSONField(_("examples by language"), default=dict, blank=True)
    layers = models.ManyToManyField(
        Layer, blank=True, related_name="families", verbose_name=_("default place on the layers")
    )

    objects = FamilyQuerySet.as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("family")
        verbose_name_plural = _("families")
        constraints = (
            models.UniqueConstraint(
                fields=("city", "code"),
                name="family_code_in_city",
                violation_error_message=_("The city already has a family with this code."),
            ),
            models.UniqueConstraint(
                fields=("code",), condition=models.Q(city=None), name="family_code_in_method"
            ),
            models.CheckConstraint(
                condition=models.Q(colour__gte=1, colour__lte=14),
                name="family_colour",
                violation_error_message=_("Choose a colour from 1 to 14."),
            ),
            models.CheckConstraint(
                condition=models.Q(visibility__in=("shown", "drawer", "hidden")), name="family_visibility"
            ),
            models.CheckConstraint(condition=~models.Q(shape=""), name="family_shape"),
            models.CheckConstraint(condition=~models.Q(mark=""), name="family_marked"),
        )

    def __str__(self) -> str:
        return in_language(self.names)

    def natural_key(self) -> tuple[str | None, str]:
        """Return what identifies the family in a fixture: its city's code (or None) and its own."""
        return (self.city.code if self.city else None, self.code)

    def clean(self) -> None:
        """Raise ValidationError when another family of the city has the same mark."""
        super().clean()
        others = Family.objects.filter(city=self.city_id, mark__iexact=self.mark).exclude(pk=self.pk)
        if self.city_id and others.exists():
            raise ValidationError({"mark": _("Another family has this mark. Choose two other letters.")})

    @property
    def meaning(self) -> str:
        """The one-line meaning in the active language."""
        return in_language(self.meanings)

    @property
    def prompt_list(self) -> list[str]:
        """The questions that help a room think of this family, in the active language."""
        return in_language(self.prompts).splitlines()

    @property
    def example(self) -> str:
        """Examples of the family in the active language."""
        return in_language(self.examples)


class Domain(SeededRow):
    """One of the guide's four urban domains, such as 'Manage urban services'."""

    code = models.SlugField(_("code"), unique=True)
    names = models.JSONField(_("name by language"), default=dict)

    objects = CodedQuerySet["Domain"].as_manager()

    class Meta:
        ordering = ("position", "code")
        verbose_name = _("domain")
        verbose_name_plural = _("domains")

    def __str__(self) -> str:
        return in_language(self.names)

    def natural_key(self) -> tuple[str]:
        """Return what identifies the row in a fixture."""
        return (self.code,)


class Service(SeededRow):
    """A service within a domain, such as water."""

    domain = models.ForeignKey(Domain, models.CASCADE, related_name="services", verbose_name=_("domain"))
    code = models.SlugField(_("code"), unique=True)
    names = models.JSONField(_("name by language"), default=dict)

    objects = CodedQuerySet["Service"].as_manager()

    class Meta:
        ordering = ("domain", "position", "code")
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def __str__(self) -> str:
        return in_language(self.names)

    def natural_key(self) -> tuple[str]:
        """Return what identifies the row in a fixture."""
        return (self.code,)
