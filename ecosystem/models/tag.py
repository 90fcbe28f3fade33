"""Words cities sort their registers by."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City
from ecosystem.text import validate_text


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags of cities."""

    def get_by_natural_key(self, city_code: str, name: str) -> "Tag":
        """Return the city's tag with this name."""
        return self.get(city__code=city_code, name=name)


class Tag(models.Model):
    """A word a city sorts its register by, such as 'water'."""

    city = models.ForeignKey(City, models.CASCADE, related_name="tags", verbose_name=_("city"))
    name = models.CharField(_("name"), max_length=60, validators=[validate_text])

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ("name", "pk")
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = (
            models.UniqueConstraint("city", Lower("name"), name="tag_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_named"),
        )

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str]:
        """Return what identifies the tag in a fixture."""
        return (self.city.code, self.name)
