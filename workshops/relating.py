"""The relations of a workshop's map: those of the register that hold here, and those drawn in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Relation, User
from ecosystem.models.relation import RelationQuerySet
from ecosystem.register.redrawing import CHANGED_MEANWHILE, told_alike
from ecosystem.register.retying import said_of, say
from ecosystem.register.wording import Way, phrase
from ecosystem.text import row_number
from workshops.models import DrawnRelation, LeftOutRelation, Listing, Workshop
from workshops.models.relation import DrawnRelationQuerySet

AnyRelation = Relation | DrawnRelation
DRAWN, REGISTERED = "w", "t"
FACTS = ("kind", "direction", "strength", "note")


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
    left_out = left_out_of(workshop).values("relation")
    relations = Relation.objects.of(workshop.city).filter(source__in=listed, target__in=listed)
    return relations.exclude(pk__in=left_out)


def left_out_of(workshop: Workshop) -> models.QuerySet[LeftOutRelation]:
    """Return which relations of the register do not hold in the workshop as they are there."""
    return LeftOutRelation.objects.filter(listing__workshop=workshop)


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


@transaction.atomic
def draw(relation: DrawnRelation) -> AnyRelation:
    """Keep a relation as drawn; return the one now on the map.

    One of the register that was left out, and says all of this, comes back instead. Raises ValidationError
    when it breaks a rule or is on the map already.
    """
    source, target = relation.source, relation.target
    # Whoever draws the same at the same moment, from either end, waits here.
    workshop = Workshop.objects.select_for_update().get(pk=source.workshop_id)
    there = told_alike(relation, source.stakeholder_id, target.stakeholder_id)
    same = drawn_in(workshop).filter(told_alike(relation, source.pk, target.pk)).exclude(pk=relation.pk)
    if same.exists() or registered_in(workshop).filter(there).exists():
        raise ValidationError(_("%(relation)s is on the map already."), params={"relation": relation})
    relation.full_clean()
    gone = left_out_of(workshop).values("relation")
    known = Relation.objects.filter(there, pk__in=gone, strength=relation.strength).first()
    if known is None:
        relation.save()
        return relation
    if relation.pk:
        take_away(workshop, key_of_relation(relation))
    return bring_back(workshop, key_of_relation(known))


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


def facts_of(relation: AnyRelation) -> dict[str, Any]:
    """Return what is said of a relation whoever its ends are, by field."""
    return {name: getattr(relation, name) for name in FACTS}


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
    known = tie_of(listing, key)
    said = said_by(listing, known)
    if {name: said[name] for name in expected} != expected:
        raise ValidationError(CHANGED_MEANWHILE, code="stale")
    drawn = known if isinstance(known, DrawnRelation) else _here(listing.workshop, known, by)
    for name, value in wanted.items():
        say(drawn, listing.pk, name, value)
    if drawn is not known:
        take_away(listing.workshop, key)
    return _in_place_of(known, draw(drawn))


@transaction.atomic
def exchange(workshop: Workshop, key: str, back: str) -> AnyRelation:
    """Take a relation off the map and put another, `back`, on it again in its place; return that one.

    Raises Http404 when the one is not on the map, or the other is not off it.
    """
    return _in_place_of(take_away(workshop, key), bring_back(workshop, back))


def _in_place_of(gone: AnyRelation, now: AnyRelation) -> AnyRelation:
    """Note what is `now` on the map in the place of a relation of the register; return it."""
    if isinstance(gone, Relation) and isinstance(now, DrawnRelation):
        left_out_of(now.source.workshop).filter(relation=gone).update(instead=now)
    return now


def _here(workshop: Workshop, known: Relation, by: User) -> DrawnRelation:
    """Return a relation of the register as one to draw here."""
    rows = workshop.listings.current().filter(stakeholder__in=[known.source_id, known.target_id])
    listed = {row.stakeholder_id: row for row in rows}
    ends = {"source": listed[known.source_id], "target": listed[known.target_id]}
    return DrawnRelation(drawn_by=by, **ends, **facts_of(known))


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
    left_out = left_out_of(workshop).select_related("relation__source", "relation__target")
    row = get_object_or_404(left_out, relation=number)
    row.delete()
    return row.relation


def _parts(key: str) -> tuple[str, int]:
    kind, number = key[:1], row_number(key[1:])
    if kind not in {DRAWN, REGISTERED} or number is None:
        raise Http404
    return kind, number
