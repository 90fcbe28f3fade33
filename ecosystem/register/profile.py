"""What a stakeholder's page says, in words."""

from dataclasses import dataclass

from ecosystem.models import Relation, RelationKind, Stakeholder
from ecosystem.register.wording import phrase, way_from


@dataclass(frozen=True, slots=True)
class PartLine:
    """An interest, resource or means: its kind, its level in words ("" when not known), the city's words."""

    kind: str
    level: int | None
    level_words: str
    description: str


@dataclass(frozen=True, slots=True)
class RelationLine:
    """A relation as a sentence that starts with the stakeholder: '... is funded by Litto Mobile'."""

    pk: int
    phrase: str
    other: Stakeholder
    strength: int
    strength_words: str
    note: str
    is_tension: bool


@dataclass(frozen=True, slots=True)
class Profile:
    """What it wants, what it brings, how to commit it, with whom."""

    interests: list[PartLine]
    resources: list[PartLine]
    means: list[PartLine]
    relations: list[RelationLine]


def profile_of(stakeholder: Stakeholder) -> Profile:
    """Return the profile of a stakeholder fetched with its parts (1 query, for the relations)."""
    return Profile(
        interests=[
            PartLine(row.get_kind_display(), row.level, row.get_level_display() or "", row.description)
            for row in stakeholder.interests.all()
        ],
        resources=[
            PartLine(row.get_kind_display(), row.level, row.get_level_display() or "", row.description)
            for row in stakeholder.resources.all()
        ],
        means=[
            PartLine(row.get_kind_display(), row.level, row.get_level_display() or "", row.description)
            for row in stakeholder.means.all()
        ],
        relations=lines_of(stakeholder),
    )


def lines_of(stakeholder: Stakeholder) -> list[RelationLine]:
    """Return the relations by kind and name, tension last (1 query)."""
    ties, kinds = list(Relation.objects.touching(stakeholder).with_ends()), RelationKind.values
    lines = []
    for tie in sorted(ties, key=lambda tie: (kinds.index(tie.kind), way_from(tie, stakeholder), tie.pk)):
        other = tie.target if tie.source_id == stakeholder.pk else tie.source
        lines.append(
            RelationLine(
                pk=tie.pk,
                phrase=phrase(tie.kind, way_from(tie, stakeholder)),
                other=other,
                strength=tie.strength,
                strength_words=tie.get_strength_display(),
                note=tie.note,
                is_tension=tie.kind == RelationKind.TENSION,
            )
        )
    return lines
