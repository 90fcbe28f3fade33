"""The relations of a workshop's map: those of the register that hold here, and those drawn in it."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from ecosystem.models import Relation
from ecosystem.models.relation import RelationQuerySet
from ecosystem.register.redrawing import TOLD_APART_BY
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
    """Draw a new relation. Raises ValidationError when it breaks a rule or is on the map already."""
    source, target = relation.source, relation.target
    facts = {name: getattr(relation, name) for name in TOLD_APART_BY}
    same = drawn_in(source.workshop).filter(**facts)
    ends = {"source": source.stakeholder_id, "target": target.stakeholder_id}
    known = registered_in(source.workshop).filter(**{**facts, **ends})
    if same.exists() or known.exists():
        raise ValidationError(_("%(relation)s is on the map already."), params={"relation": relation})
    relation.full_clean()
    relation.save()
    return relation


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
