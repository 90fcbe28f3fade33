"""What waits for the register's staff, in words: the register's value beside the proposed one."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from ecosystem.register.drafts import StakeholderDraft, draft_of
from ecosystem.register.wording import Way, phrase
from workshops.models import Listing, Proposal
from workshops.proposals import DRAFT_FIELDS

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
    layers = {layer.code: str(layer) for layer in Layer.objects.all()}
    by_listing: dict[int, list[Proposal]] = {}
    for row in rows:
        by_listing.setdefault(row.listing_id, []).append(row)
    return [
        Case(found[0].listing, tuple(_line(row, layers) for row in found)) for found in by_listing.values()
    ]


def _line(row: Proposal, layers: Mapping[str, str]) -> Line:
    field = Field(row.field)
    entry = row.listing.stakeholder
    draft = draft_of(entry) if entry else None
    return Line(row, _label(row, field), _now(row, field, draft, layers), _proposed(row, field, layers))


def _label(row: Proposal, field: Proposal.Field) -> str:
    if field not in KINDS:
        return str(field.label)
    return _("%(field)s: %(kind)s") % {"field": field.label, "kind": KINDS[field](row.kind).label}


def _now(
    row: Proposal, field: Proposal.Field, draft: StakeholderDraft | None, layers: Mapping[str, str]
) -> str:
    if draft is None:
        return _("not in the register")
    if field == Field.RELATION:
        return _relation(row) if row.value["gone"] else _("none")
    if field == Field.LAYERS:
        return ", ".join(layers[layer.code] for layer in draft.layers) or _("none")
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
    words = phrase(row.value["kind"], Way.BOTH if row.value["is_mutual"] else Way.OUT)
    strength, note = str(Relation.Strength(row.value["strength"]).label), row.value.get("note")
    facts = {"phrase": words, "other": row.value["target"]}
    return _("%(phrase)s %(other)s (%(strength)s)") % {
        **facts,
        "strength": f"{strength} · {note}" if note else strength,
    }


def _level(field: Proposal.Field, level: int | None) -> str:
    if level is None:
        return _("not known")
    return str(LEVELS[field](level).label) if level else _("none")


def _with_note(words: str, note: str) -> str:
    return _("%(level)s (%(note)s)") % {"level": words, "note": note} if note else words
