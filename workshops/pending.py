"""What waits for the register's staff, in words: the register's value beside the proposed one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ecosystem.models import (
    City,
    CommitmentLevel,
    Gain,
    Layer,
    Level,
    Means,
    Readiness,
    Relation,
    ResourceKind,
    Stakeholder,
)
from ecosystem.register.drafts import draft_of
from ecosystem.register.retying import said_of
from ecosystem.register.wording import Way, phrase
from workshops.models import Listing, Proposal
from workshops.proposals import DRAFT_FIELDS
from workshops.relating import REGISTERED, key_of_relation

Field = Proposal.Field
KINDS = {Field.INTEREST: Gain, Field.RESOURCE: ResourceKind, Field.MEANS: Means}
LEVELS = {
    Field.READINESS: Readiness,
    Field.INTEREST: Level,
    Field.RESOURCE: Level,
    Field.MEANS: CommitmentLevel,
}


@dataclass(frozen=True, slots=True)
class Line:
    """One proposal with what the register says now and what the workshop proposes, in words."""

    proposal: Proposal
    label: str
    now: str
    proposed: str


@dataclass(frozen=True, slots=True)
class Case:
    """All that waits about one stakeholder."""

    listing: Listing
    lines: tuple[Line, ...]

    @property
    def entry(self) -> Stakeholder | None:
        """The register's entry, None for a new one."""
        return self.listing.stakeholder


@dataclass(frozen=True, slots=True)
class Known:
    """What words are made of: the layers' names by code, and the register's relations by key."""

    layers: Mapping[str, str]
    relations: Mapping[str, Relation]


def cases_of(city: City) -> list[Case]:
    """Return what waits for staff, stakeholder by stakeholder, in a fixed number of queries."""
    rows = (
        Proposal.objects.of(city)
        .pending()
        .select_related(
            "listing__workshop",
            "listing__family",
            "listing__stakeholder__family",
            "listing__stakeholder__city",
            "proposed_by",
        )
        .prefetch_related(
            "listing__stakeholder__layers",
            "listing__stakeholder__tags",
            "listing__stakeholder__interests",
            "listing__stakeholder__resources",
            "listing__stakeholder__means",
        )
        .order_by("listing__workshop", "listing__name", "listing", "pk")
    )
    known = Known({layer.code: str(layer) for layer in Layer.objects.all()}, _relations_of(city, rows))
    by_listing: dict[int, list[Proposal]] = {}
    for row in rows:
        by_listing.setdefault(row.listing_id, []).append(row)
    return [
        Case(found[0].listing, tuple(_line(row, known) for row in found)) for found in by_listing.values()
    ]


def _relations_of(city: City, rows: Iterable[Proposal]) -> dict[str, Relation]:
    """Return the relations of the register the proposals are about, by their key."""
    keys = [row.kind for row in rows if row.field == Field.RELATION and row.kind.startswith(REGISTERED)]
    relations = Relation.objects.of(city).filter(pk__in=[key[1:] for key in keys])
    return {key_of_relation(relation): relation for relation in relations.select_related("source", "target")}


def _line(row: Proposal, known: Known) -> Line:
    field = Field(row.field)
    return Line(row, _label(row, field), _now(row, field, known), _proposed(row, field, known.layers))


def _label(row: Proposal, field: Proposal.Field) -> str:
    if field not in KINDS:
        return str(field.label)
    return _("%(field)s: %(kind)s") % {"field": field.label, "kind": KINDS[field](row.kind).label}


def _now(row: Proposal, field: Proposal.Field, known: Known) -> str:
    entry = row.listing.stakeholder
    if entry is None:
        return _("not in the register")
    if field == Field.RELATION:
        relation = known.relations.get(row.kind)
        return _registered(relation, entry) if relation else _("none")
    draft = draft_of(entry)
    if field == Field.LAYERS:
        return ", ".join(known.layers[layer.code] for layer in draft.layers) or _("none")
    if field == Field.READINESS:
        return _level(field, draft.readiness)
    parts = {part.kind: part for part in getattr(draft, DRAFT_FIELDS[field])}
    if row.kind not in parts:
        return _("none")
    return _with_note(_level(field, parts[row.kind].level), parts[row.kind].description)


def _proposed(row: Proposal, field: Proposal.Field, layers: Mapping[str, str]) -> str:
    if field == Field.ENTRY:
        return _("%(name)s, %(family)s") % {"name": row.listing.name, "family": row.listing.family}
    if field == Field.RELATION:
        return _("does not hold") if row.value["gone"] else _relation(row)
    if field == Field.LAYERS:
        return ", ".join(layers.get(code, code) for code in row.value["layers"])
    return _with_note(_level(field, row.value["level"]), row.value.get("note", ""))


def _relation(row: Proposal) -> str:
    way = Way.BOTH if row.value["is_mutual"] else Way.IN if row.value.get("is_turned") else Way.OUT
    return _tie({**row.value, "way": way}, row.value["target"])


def _registered(relation: Relation, entry: Stakeholder) -> str:
    other = relation.target if relation.source_id == entry.pk else relation.source
    return _tie(said_of(relation, entry.pk), other.name)


def _tie(said: Mapping[str, Any], other: str) -> str:
    strength, note = str(Relation.Strength(said["strength"]).label), said.get("note")
    return _("%(phrase)s %(other)s (%(strength)s)") % {
        "phrase": phrase(said["kind"], said["way"]),
        "other": other,
        "strength": f"{strength} · {note}" if note else strength,
    }


def _level(field: Proposal.Field, level: int | None) -> str:
    if level is None:
        return _("not known")
    return str(LEVELS[field](level).label) if level else _("none")


def _with_note(words: str, note: str) -> str:
    return _("%(level)s (%(note)s)") % {"level": words, "note": note} if note else words
