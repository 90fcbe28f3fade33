"""Before step 1: what a workshop is about, and what its project lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Value
from django.db.models.fields import CharField
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from ecosystem.models import User
from workshops.models import Need, Step, Workshop
from workshops.room import replan


class MatchedNeedsError(Exception):
    """Needs would be deleted for which somebody has said which resource meets them."""

    def __init__(self, needs: Iterable[Need]) -> None:
        self.needs = tuple(needs)
        super().__init__(", ".join(str(need) for need in self.needs))


@dataclass(frozen=True, slots=True)
class NeedDraft:
    """What one need is to say; `pk` names a stored one of the workshop, None makes a new one."""

    label: str
    kind: str
    weight: int
    pk: int | None = None


@transaction.atomic
def create_workshop(workshop: Workshop, needs: Iterable[NeedDraft], *, by: User) -> Workshop:
    """Store a new workshop with the needs of its project.

    Raises ValidationError when a value cannot be kept or the city has a workshop with this title.
    """
    workshop.created_by = by
    workshop.full_clean()
    workshop.save()
    _write_needs(workshop, needs)
    return workshop


@transaction.atomic
def change_workshop(
    workshop: Workshop,
    needs: Iterable[NeedDraft],
    *,
    removed: Iterable[int] = (),
    agreed: Iterable[int] = (),
    replanned: Iterable[Step] = (),
) -> Workshop:
    """Store what the workshop says now; `removed` are numbers of needs to delete, others stay.

    The minutes of the `replanned` steps reach the run sheet of a room that is open already.

    Raises MatchedNeedsError when a need has matches and is not among the `agreed` ones, and
    ValidationError when a value cannot be kept. Nothing is written then.
    """
    going = workshop.needs.filter(pk__in=list(removed))
    asked = going.exclude(pk__in=list(agreed)).annotate(matched=Count("matches")).filter(matched__gt=0)
    if asked:
        raise MatchedNeedsError(asked)
    workshop.full_clean()
    workshop.save()
    going.delete()
    _write_needs(workshop, needs)
    replan(workshop, replanned)
    return workshop


def _write_needs(workshop: Workshop, drafts: Iterable[NeedDraft]) -> None:
    stored = {need.pk: need for need in workshop.needs.all()}
    wanted = list(drafts)
    named = [draft.pk for draft in wanted if draft.pk in stored and stored[draft.pk].label != draft.label]
    # Two needs may trade their labels: each steps aside before the new ones are checked.
    aside = Concat(Value("#"), Cast("pk", CharField()))
    workshop.needs.filter(pk__in=named).update(label=aside)
    for draft in wanted:
        need = stored.get(draft.pk or 0) or Need(workshop=workshop)
        if (need.label, need.kind, need.weight) == (draft.label, draft.kind, draft.weight):
            continue
        need.label, need.kind, need.weight = draft.label, draft.kind, draft.weight
        need.full_clean()
        need.save()


def archive_workshop(workshop: Workshop) -> Workshop:
    """Put the workshop away: everybody still reads it, nobody changes it."""
    if workshop.archived_at is None:
        workshop.archived_at = timezone.now()
        workshop.save(update_fields=["archived_at"])
    return workshop


def restore_workshop(workshop: Workshop) -> Workshop:
    """Bring an archived workshop back to work, in the step it was in."""
    workshop.archived_at = None
    workshop.save(update_fields=["archived_at"])
    return workshop
