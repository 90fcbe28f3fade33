"""What the room names in step 1, in everybody's own words."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Family
from ecosystem.text import LINE_LENGTH, NAME_LENGTH, validate_text
from workshops.models.listing import Listing
from workshops.models.room import Participant, Room, Table


class ContributionQuerySet(models.QuerySet["Contribution"]):
    """Contributions of a room."""

    def waiting(self) -> "ContributionQuerySet":
        """Keep those nobody has dealt with."""
        return self.filter(state=Contribution.State.WAITING)


class Contribution(models.Model):
    """Somebody named in the room, such as 'the women who sell water': its wording is kept for ever.

    Accepted, it points to its listing; where the listing is called otherwise, this name is an alias.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to look at")
        ACCEPTED = "accepted", _("listed")
        ASIDE = "aside", _("set aside")
        HIDDEN = "hidden", _("hidden")

    room = models.ForeignKey(Room, models.CASCADE, related_name="contributions", verbose_name=_("room"))
    participant = models.ForeignKey(
        Participant,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("from"),
    )
    table = models.ForeignKey(
        Table, models.SET_NULL, null=True, blank=True, related_name="contributions", verbose_name=_("table")
    )
    name = models.CharField(_("who"), max_length=NAME_LENGTH, validators=[validate_text])
    family = models.ForeignKey(
        Family, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("family")
    )
    reason = models.CharField(
        _("why it matters here"), max_length=LINE_LENGTH, blank=True, validators=[validate_text]
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    why_hidden = models.CharField(
        _("why it is hidden"), max_length=LINE_LENGTH, blank=True, validators=[validate_text]
    )
    listing = models.ForeignKey(
        Listing,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="contributions",
        verbose_name=_("listed as"),
    )
    sheet = models.CharField(_("sheet of paper"), max_length=8, blank=True)
    made_at = models.DateTimeField(_("named"), auto_now_add=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        ordering = ("room", "pk")
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = (
            models.CheckConstraint(condition=~Q(name=""), name="contribution_named"),
            models.CheckConstraint(
                condition=~Q(state="hidden") | ~Q(why_hidden=""),
                name="contribution_hidden_why",
                violation_error_message=_("Say why you hide it."),
            ),
        )
        indexes = (models.Index(fields=("room", "state"), name="contribution_queue"),)

    def __str__(self) -> str:
        return self.name


class Seconding(models.Model):
    """A participant's 'I name them too'."""

    contribution = models.ForeignKey(Contribution, models.CASCADE, related_name="secondings")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="secondings")

    class Meta:
        ordering = ("pk",)
        verbose_name = _("seconding")
        verbose_name_plural = _("secondings")
        constraints = (
            models.UniqueConstraint(fields=("contribution", "participant"), name="seconding_once"),
        )

    def __str__(self) -> str:
        return str(self.contribution)
