"""The relations of a workshop's map: those of the register that hold here, and those drawn in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Relation, User
from ecosystem.models.relation import RelationQuerySet
from ecosystem.register.redrawing import CHANGED_MEANWHILE, TOLD_APART_BY
from ecosystem.register.retying import said_of, say
from ecosystem.register.wording import Way, phrase
from ecosystem.text import row_number
from workshops.models import DrawnRelation, LeftOutRelation, Listing, Workshop
from workshops.models.relation import DrawnRelationQuerySet

AnyRelation = Relation | DrawnRelation
DRAWN, REGISTERED = "w", "t"


@dataclass(frozen=True, slots=True)
class Line:
    """A relation as a sentence that starts with one of its ends: '... is funded by Litto Mobile'."""

    key: str
    phrase: str
    other: Listing
    strength: str
    note: str
    is_drawn: bool


def key_of_relation(relation: AnyRelation) -> str:
    """Return the key of a relation on the map: 't' and its number, 'w' for one drawn in the workshop."""
    return f"{DRAWN if isinstance(relation, DrawnRelation) else REGISTERED}{relation.pk}"


def registered_in(workshop: Workshop) -> RelationQuerySet:
    """Return the register's relations between two who are listed, but for those left out here."""
    listed = workshop.listings.current().exclude(stakeholder=None).values("stakeholder")
    left_out = LeftOutRelation.objects.filter(listing__workshop=workshop).values("relation")
    relations = Relation.objects.of(workshop.city).filter(source__in=listed, target__in=listed)
    return relations.exclude(pk__in=left_out)


def drawn_in(workshop: Workshop) -> DrawnRelationQuerySet:
    """Return the relations drawn in the workshop between two who are listed."""
    return DrawnRelation.objects.of(workshop).current()


def lines_of(listing: Listing) -> list[Line]:
    """Return a listing's relations, seen from it, in a fixed number of queries."""
    drawn = drawn_in(listing.workshop).filter(Q(source=listing) | Q(target=listing))
    lines = [
        _line(relation, relation.target if relation.source_id == listing.pk else relation.source)
        for relation in drawn.select_related("source", "target")
    ]
    if listing.stakeholder_id is None:
        return lines
    entry = listing.stakeholder_id
    relations = list(registered_in(listing.workshop).filter(Q(source=entry) | Q(target=entry)))
    ends = {end for relation in relations for end in (relation.source_id, relation.target_id)}
    listed = {row.stakeholder_id: row for row in listing.workshop.listings.filter(stakeholder__in=ends)}
    return [
        *(_line(relation, listed[relation.target_id + relation.source_id - entry]) for relation in relations),
        *lines,
    ]


def _line(relation: AnyRelation, other: Listing) -> Line:
    is_drawn = isinstance(relation, DrawnRelation)
    is_out = relation.target_id == (other.pk if is_drawn else other.stakeholder_id)
    way = Way.BOTH if relation.is_mutual() else Way.OUT if is_out else Way.IN
    words = phrase(relation.kind, way)
    return Line(
        key_of_relation(relation), words, other, relation.get_strength_display(), relation.note, is_drawn
    )


def draw(relation: DrawnRelation) -> DrawnRelation:
    """Keep a relation as drawn. Raises ValidationError when it breaks a rule or is on the map already."""
    source, target = relation.source, relation.target
    facts = {name: getattr(relation, name) for name in TOLD_APART_BY}
    same = drawn_in(source.workshop).filter(**facts).exclude(pk=relation.pk)
    ends = {"source": source.stakeholder_id, "target": target.stakeholder_id}
    known = registered_in(source.workshop).filter(**{**facts, **ends})
    if same.exists() or known.exists():
        raise ValidationError(_("%(relation)s is on the map already."), params={"relation": relation})
    relation.full_clean()
    relation.save()
    return relation


def tie_of(listing: Listing, key: str) -> AnyRelation:
    """Return a relation of a listing that is on the map. Raises Http404 for any other."""
    kind, number = _parts(key)
    if kind == DRAWN:
        drawn = drawn_in(listing.workshop).filter(Q(source=listing) | Q(target=listing))
        return get_object_or_404(drawn.select_related("source", "target"), pk=number)
    entry = listing.stakeholder_id
    known = registered_in(listing.workshop).filter(Q(source=entry) | Q(target=entry))
    return get_object_or_404(known.with_ends(), pk=number)


def said_by(listing: Listing, relation: AnyRelation) -> dict[str, Any]:
    """Return what a relation says, seen from one of its ends: see ecosystem.register.retying."""
    return said_of(relation, own_of(listing, relation))


def own_of(listing: Listing, relation: AnyRelation) -> int:
    """Return the number of the end of a relation that a listing is."""
    return listing.pk if isinstance(relation, DrawnRelation) else listing.stakeholder_id or 0


@transaction.atomic
def retie(
    listing: Listing, key: str, wanted: Mapping[str, Any], *, by: User, expected: Mapping[str, Any]
) -> AnyRelation:
    """Let a relation say what is `wanted`, seen from one of its ends; return the one now on the map.

    One of the register stays there as it is: it is left out, and drawn here as it is wanted. Said again
    as the register has it, that one comes back. Raises Http404 when it is not on the map, ValidationError
    when it breaks a rule, is on the map already, or (code 'stale') does not say what is `expected`.
    """
    # Whoever changes the same from its other end waits here.
    Workshop.objects.select_for_update().get(pk=listing.workshop_id)
    relation = tie_of(listing, key)
    said = said_by(listing, relation)
    if {name: said[name] for name in expected} != expected:
        raise ValidationError(CHANGED_MEANWHILE, code="stale")
    if isinstance(relation, Relation):
        take_away(listing.workshop, key)
        relation = _here(listing.workshop, relation, by)
    for name, value in wanted.items():
        say(relation, listing.pk, name, value)
    known = _left_out_like(relation) if relation.pk else None
    if known is None:
        return draw(relation)
    take_away(listing.workshop, key)
    return bring_back(listing.workshop, key_of_relation(known))


def _here(workshop: Workshop, known: Relation, by: User) -> DrawnRelation:
    """Return a relation of the register as one to draw here."""
    rows = workshop.listings.current().filter(stakeholder__in=[known.source_id, known.target_id])
    listed = {row.stakeholder_id: row for row in rows}
    facts = {name: getattr(known, name) for name in ("kind", "direction", "strength", "note")}
    ends = {"source": listed[known.source_id], "target": listed[known.target_id]}
    return DrawnRelation(drawn_by=by, **ends, **facts)


def _left_out_like(drawn: DrawnRelation) -> Relation | None:
    """Return the relation of the register, left out here, that says all that `drawn` says."""
    source, target = drawn.source, drawn.target
    facts = {name: getattr(drawn, name) for name in ("kind", "direction", "strength", "note")}
    ends = {"source": source.stakeholder_id, "target": target.stakeholder_id}
    left_out = LeftOutRelation.objects.filter(listing__workshop=source.workshop).values("relation")
    return Relation.objects.filter(pk__in=left_out, **facts, **ends).first()


def take_away(workshop: Workshop, key: str, *, of: Listing | None = None) -> AnyRelation:
    """Take a relation off the map; one of the register stays in the register.

    Raises Http404 when it is not on the map, or not a relation `of` somebody who is given.
    """
    kind, number = _parts(key)
    if of is not None and key not in {line.key for line in lines_of(of)}:
        raise Http404
    if kind == DRAWN:
        drawn = get_object_or_404(drawn_in(workshop).select_related("source", "target"), pk=number)
        drawn.removed_at = timezone.now()
        drawn.save(update_fields=["removed_at"])
        return drawn
    known = get_object_or_404(registered_in(workshop).with_ends(), pk=number)
    listing = workshop.listings.current().get(stakeholder=known.source_id)
    LeftOutRelation.objects.get_or_create(listing=listing, relation=known)
    return known


def bring_back(workshop: Workshop, key: str) -> AnyRelation:
    """Put a relation on the map again that was taken away. Raises Http404 when none was."""
    kind, number = _parts(key)
    if kind == DRAWN:
        gone = DrawnRelation.objects.of(workshop).exclude(removed_at=None).select_related("source", "target")
        drawn = get_object_or_404(gone, pk=number)
        drawn.removed_at = None
        drawn.save(update_fields=["removed_at"])
        return drawn
    left_out = LeftOutRelation.objects.filter(listing__workshop=workshop)
    row = get_object_or_404(left_out.select_related("relation__source", "relation__target"), relation=number)
    row.delete()
    return row.relation


def _parts(key: str) -> tuple[str, int]:
    kind, number = key[:1], row_number(key[1:])
    if kind not in {DRAWN, REGISTERED} or number is None:
        raise Http404
    return kind, number
