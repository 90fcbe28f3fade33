"""What a workshop learnt, proposed to the register field by field."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecosystem.models import City
from workshops.models.listing import Listing


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals of a city's workshops; start with `of(city)`."""

    def of(self, city: City) -> "ProposalQuerySet":
        """Keep the proposals made by workshops of `city`."""
        return self.filter(listing__workshop__city=city)

    def pending(self) -> "ProposalQuerySet":
        """Keep those nobody decided yet."""
        return self.filter(state=Proposal.State.PENDING)


class Proposal(models.Model):
    """One field of one stakeholder, as a workshop sees it, waiting for the register's staff.

    `field` is 'entry' (put it into the register), 'readiness', 'layers', or 'interest', 'resource'
    and 'means' with their kind, or 'relation' with its key on the workshop's map. `value` is the
    proposed value as JSON: {"level": 2, "note": "..."}.
    """

    class Field(models.TextChoices):
        ENTRY = "entry", _("new entry")
        READINESS = "readiness", _("readiness for digital")
        LAYERS = "layers", _("layers of the digital city")
        INTEREST = "interest", _("interest")
        RESOURCE = "resource", _("resource")
        MEANS = "means", _("commitment means")
        RELATION = "relation", _("relation")

    class State(models.TextChoices):
        PENDING = "pending", _("to decide")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")

    listing = models.ForeignKey(Listing, models.CASCADE, related_name="proposals", verbose_name=_("listing"))
    field = models.CharField(_("field"), max_length=12, choices=Field)
    kind = models.CharField(_("kind"), max_length=12, blank=True)
    value = models.JSONField(_("proposed value"), default=dict)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PENDING)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("proposed by")
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    created_at = models.DateTimeField(_("proposed"), auto_now_add=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ("listing", "pk")
        verbose_name = _("proposal to the register")
        verbose_name_plural = _("proposals to the register")
        constraints = (
            models.UniqueConstraint(
                fields=("listing", "field", "kind"),
                condition=Q(state="pending"),
                name="proposal_one_pending",
            ),
        )

    def __str__(self) -> str:
        return f"{self.listing} · {self.get_field_display()} {self.kind}"
