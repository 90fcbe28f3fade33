"""States of a map that were kept, so that then and now can be compared."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.graph.frozen import from_data
from ecosystem.graph.records import Ecosystem
from ecosystem.models.city import City
from ecosystem.text import LINE_LENGTH, validate_text


def validate_records(value: object) -> None:
    """Refuse what is not a map's records. Raises ValidationError."""
    try:
        from_data(value)
    except ValueError as error:
        raise ValidationError(_("These are no records of a map: %(why)s"), params={"why": error}) from error


class Snapshot(models.Model):
    """A map's records as they were at one moment; nothing changes them afterwards."""

    name = models.CharField(
        _("name"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_text],
        help_text=_("So that you find this state again: 'before the council met'."),
    )
    taken_at = models.DateTimeField(_("kept"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("kept by"),
    )
    records = models.JSONField(_("records"), validators=[validate_records])

    class Meta:
        abstract = True
        ordering = ("taken_at", "pk")

    def __str__(self) -> str:
        return self.name or f"{timezone.localtime(self.taken_at):%Y-%m-%d %H:%M}"

    def ecosystem(self) -> Ecosystem:
        """Return the map as it was. Raises ValueError when the stored records are broken."""
        return from_data(self.records)


class RegisterSnapshot(Snapshot):
    """A city's register as it was; one kept by itself stands for the whole of its day."""

    city = models.ForeignKey(City, models.CASCADE, related_name="snapshots", verbose_name=_("city"))
    is_of_day = models.BooleanField(_("kept by itself"), default=False, editable=False)

    class Meta(Snapshot.Meta):
        verbose_name = _("kept state of a register")
        verbose_name_plural = _("kept states of registers")
