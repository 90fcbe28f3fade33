"""States of a workshop's map that were kept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecosystem.models import Snapshot
from workshops.models.workshop import Step, Workshop


class WorkshopSnapshot(Snapshot):
    """A workshop as it was; `step` is the step it then was in."""

    workshop = models.ForeignKey(
        Workshop, models.CASCADE, related_name="snapshots", verbose_name=_("workshop")
    )
    step = models.CharField(_("step"), max_length=16, choices=Step)

    class Meta(Snapshot.Meta):
        verbose_name = _("kept state of a workshop")
        verbose_name_plural = _("kept states of workshops")
