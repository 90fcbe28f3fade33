"""States of a workshop: kept by a person, and by themselves whenever the step changes."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from ecosystem.graph.frozen import as_data
from ecosystem.maps.then import Comparison, compare
from ecosystem.models import User
from workshops import flow
from workshops.atlas import heading_of
from workshops.mapping import ecosystem_of
from workshops.models import Step, Workshop, WorkshopSnapshot
from workshops.placing import kept_places


@transaction.atomic
def keep_state(workshop: Workshop, name: str, *, by: User) -> WorkshopSnapshot:
    """Keep the workshop as it is now under a name. Raises ValidationError for one that cannot be kept."""
    records = as_data(ecosystem_of(workshop))
    snapshot = WorkshopSnapshot(
        workshop=workshop, name=name, step=workshop.step, taken_by=by, records=records
    )
    snapshot.full_clean()
    snapshot.save()
    return snapshot


@transaction.atomic
def step_to(workshop: Workshop, step: str, *, by: User) -> Workshop:
    """Bring the workshop to `step` and keep how it was when it left the one before.

    Raises ValidationError for anything that is not one of the three steps; nothing is kept then.
    """
    left = workshop.step
    moved = flow.move(workshop, step)
    if moved.step != left:
        name = _("End of %(step)s") % {"step": Step(left).label}
        records = as_data(ecosystem_of(workshop))
        WorkshopSnapshot.objects.create(workshop=workshop, name=name, step=left, taken_by=by, records=records)
    return moved


def compare_workshop(workshop: Workshop, asked: Mapping[str, str]) -> Comparison:
    """Return two states of the workshop compared; see `compare`."""
    now, kept = ecosystem_of(workshop), kept_places(workshop)
    return compare(
        list(WorkshopSnapshot.objects.filter(workshop=workshop)),
        now,
        asked,
        heading=heading_of(workshop),
        kept=kept,
    )
