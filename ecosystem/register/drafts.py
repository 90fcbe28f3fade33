"""What somebody wants an entry of the register to say, before it is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ecosystem.models import CommitmentMeans, Family, Interest, Layer, Resource, Stakeholder
from ecosystem.register.wording import Way


@dataclass(frozen=True, slots=True)
class PartDraft:
    """An interest, resource or means: `kind` of the method, `level` 1 to 3 or None for 'not known'."""

    kind: str
    level: int | None = None
    description: str = ""


@dataclass(frozen=True, slots=True)
class RelationDraft:
    """A relation seen from the stakeholder that is edited; `pk` names a stored one, None makes a new one."""

    kind: str
    way: str
    other: Stakeholder
    strength: int = 2
    note: str = ""
    pk: int | None = None

    def ends(self, stakeholder: Stakeholder) -> tuple[Stakeholder, Stakeholder]:
        """Return source and target when seen from `stakeholder`."""
        return (self.other, stakeholder) if self.way == Way.IN else (stakeholder, self.other)


@dataclass(frozen=True, slots=True)
class StakeholderDraft:
    """A whole entry. Relations that are not named stay as they are; `removed_relations` go."""

    name: str
    family: Family
    short_name: str = ""
    description: str = ""
    website: str = ""
    area: str = ""
    readiness: int | None = None
    source: str = ""
    confirmed_on: date | None = None
    layers: tuple[Layer, ...] = ()
    tags: tuple[str, ...] = ()
    interests: tuple[PartDraft, ...] = ()
    resources: tuple[PartDraft, ...] = ()
    means: tuple[PartDraft, ...] = ()
    relations: tuple[RelationDraft, ...] = ()
    removed_relations: frozenset[int] = frozenset()


def draft_of(stakeholder: Stakeholder) -> StakeholderDraft:
    """Return what the entry says now, in six queries; its relations are left as they are."""
    return StakeholderDraft(
        name=stakeholder.name,
        family=stakeholder.family,
        short_name=stakeholder.short_name,
        description=stakeholder.description,
        website=stakeholder.website,
        area=stakeholder.area,
        readiness=stakeholder.readiness,
        source=stakeholder.source,
        confirmed_on=stakeholder.confirmed_on,
        layers=tuple(stakeholder.layers.all()),
        tags=tuple(tag.name for tag in stakeholder.tags.all()),
        interests=_parts(stakeholder.interests.all()),
        resources=_parts(stakeholder.resources.all()),
        means=_parts(stakeholder.means.all()),
    )


def _parts(parts: Iterable[Interest | Resource | CommitmentMeans]) -> tuple[PartDraft, ...]:
    return tuple(PartDraft(part.kind, part.level, part.description) for part in parts)
