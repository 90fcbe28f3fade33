"""Writes the relations of one stakeholder, seen from it."""

from ecosystem.models import Relation, Stakeholder
from ecosystem.register.drafts import RelationDraft, StakeholderDraft
from ecosystem.register.wording import Way, way_from


def others_of(stakeholder: Stakeholder) -> set[int]:
    """Return the primary keys of the stakeholders it has relations with."""
    pairs = Relation.objects.touching(stakeholder).values_list("source_id", "target_id")
    return {end for pair in pairs for end in pair} - {stakeholder.pk}


def write_relations(stakeholder: Stakeholder, draft: StakeholderDraft) -> set[int]:
    """Write the draft's relations and return the keys of the other ends of those that changed.

    Raises ValidationError when a relation breaks a rule.
    """
    changed: set[int] = set()
    stored = {tie.pk: tie for tie in Relation.objects.touching(stakeholder)}
    for pk in draft.removed_relations & stored.keys():
        tie = stored.pop(pk)
        changed |= {tie.source_id, tie.target_id}
        tie.delete()
    for wish in draft.relations:
        tie = stored.get(wish.pk or 0) or Relation(city=stakeholder.city)
        if _is_as_wished(tie, wish, stakeholder):
            continue
        changed |= {tie.source_id, tie.target_id} if tie.pk else set()
        _write(tie, wish, stakeholder)
        changed |= {tie.source_id, tie.target_id}
    return changed - {stakeholder.pk}


def _is_as_wished(tie: Relation, wish: RelationDraft, stakeholder: Stakeholder) -> bool:
    if not tie.pk:
        return False
    other = tie.target_id if tie.source_id == stakeholder.pk else tie.source_id
    stored = (tie.kind, way_from(tie, stakeholder), other, tie.strength, tie.note)
    return stored == (wish.kind, wish.way, wish.other.pk, wish.strength, wish.note)


def _write(tie: Relation, wish: RelationDraft, stakeholder: Stakeholder) -> None:
    is_mutual = wish.way == Way.BOTH
    same_pair = {tie.source_id, tie.target_id} == {stakeholder.pk, wish.other.pk}
    if not (is_mutual and same_pair):
        tie.source, tie.target = wish.ends(stakeholder)
    tie.direction = Relation.Direction.MUTUAL if is_mutual else Relation.Direction.ONE_WAY
    tie.kind, tie.strength, tie.note = wish.kind, wish.strength, wish.note
    tie.full_clean()
    tie.save()
