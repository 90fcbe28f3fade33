"""Step 3 in the room: dots to give, and what somebody pledges in a stakeholder's name."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Means, ResourceKind
from ecosystem.text import LINE_LENGTH, validate_text
from workshops.models.listing import Listing
from workshops.models.room import Participant


class Dots(models.Model):
    """How many of their dots a participant gives to one listing."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="dots")
    listing = models.ForeignKey(Listing, models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField(_("dots"))

    class Meta:
        ordering = ("listing", "pk")
        verbose_name = _("dots")
        verbose_name_plural = _("dots")
        constraints = (
            models.UniqueConstraint(fields=("participant", "listing"), name="dots_once"),
            models.CheckConstraint(condition=Q(count__gte=1, count__lte=20), name="dots_count"),
        )

    def __str__(self) -> str:
        return f"{self.listing}: {self.count}"


class Pledge(models.Model):
    """A resource or a commitment means that somebody who speaks for a stakeholder offers."""

    class State(models.TextChoices):
        WAITING = "waiting", _("to confirm")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="pledges", verbose_name=_("listing"))
    participant = models.ForeignKey(
        Participant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="pledges",
        verbose_name=_("from"),
    )
    kind = models.CharField(
        _("what is offered"), max_length=12, choices=[*ResourceKind.choices, *Means.choices]
    )
    text = models.CharField(_("in words"), max_length=LINE_LENGTH, blank=True, validators=[validate_text])
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    on_paper = models.BooleanField(
        _("on paper only"), default=False, help_text=_("Stands on a sheet that was typed, and on no phone.")
    )
    made_at = models.DateTimeField(_("pledged"), auto_now_add=True)

    class Meta:
        ordering = ("listing", "pk")
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=[*ResourceKind.values, *Means.values]), name="pledge_kind"
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_kind_display()}"

    def is_about(self, other: "Pledge") -> bool:
        """Whether both offer the same kind of thing in the same stakeholder's name."""
        return (self.listing_id, self.kind) == (other.listing_id, other.kind)

    def covers(self, other: "Pledge") -> bool:
        """Whether `other` says nothing that is not said here, or can be while this one waits."""
        if not self.is_about(other):
            return False
        can_be = not other.text or (not self.text and self.state == self.State.WAITING)
        return can_be or self.text.casefold() == other.text.casefold()
