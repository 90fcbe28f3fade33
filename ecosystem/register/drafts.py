"""What somebody wants an entry of the register to say, before it is written."""

from dataclasses import dataclass
from datetime import date

from ecosystem.models import Family, Layer, Stakeholder
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
