"""Links by which anybody may look at a map without an account."""

from datetime import date
from hashlib import sha256

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecosystem.models.city import City, new_token
from ecosystem.text import LINE_LENGTH, validate_text


def hash_of(token: str) -> str:
    """Return what is kept of a link's token (SHA-256): 256 random bits need neither salt nor slow hashing."""
    return sha256(token.encode()).hexdigest()


def hash_of_nobody_s_token() -> str:
    """Return the hash of a token nobody has: such a link opens nothing."""
    return hash_of(new_token())


class SharedLink(models.Model):
    """A link to a read-only map; of its token only the hash is kept, so the address is shown once."""

    purpose = models.CharField(
        _("for whom"),
        max_length=LINE_LENGTH,
        blank=True,
        validators=[validate_text],
        help_text=_("So that you know later which link to take back: 'the city's website'."),
    )
    token_hash = models.CharField(max_length=64, unique=True, default=hash_of_nobody_s_token, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("made by"),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    ends_on = models.DateField(_("open until"), help_text=_("The last day on which the link opens."))
    revoked_at = models.DateTimeField(_("taken back"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return self.purpose or str(_("Link without a note"))

    def is_open(self, today: date | None = None) -> bool:
        """Say whether the link still opens the map."""
        return self.revoked_at is None and self.ends_on >= (today or timezone.localdate())


class MapLink(SharedLink):
    """A link to a city's map, such as Litto's for its website until the end of the year."""

    city = models.ForeignKey(City, models.CASCADE, related_name="map_links", verbose_name=_("city"))

    class Meta(SharedLink.Meta):
        verbose_name = _("link to the city's map")
        verbose_name_plural = _("links to cities' maps")
