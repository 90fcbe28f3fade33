"""What a family typically wants and can bring: suggestions to confirm, never facts."""

from dataclasses import dataclass

from ecosystem.models import Family, Gain, ProfileStatement, ResourceKind


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A profile statement and the row of the form it may fill: `row` is such as 'resources-data'."""

    row: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Typical:
    """The suggestions a family's profile holds for the form."""

    family: Family
    interests: list[Suggestion]
    resources: list[Suggestion]


def typical_of(family: Family) -> Typical:
    """Return what the method says of families with this one's code (1 query); nothing for a city's own."""
    statements = list(
        ProfileStatement.objects.filter(family__code=family.code, family__city=None).order_by(
            "gain", "resource", "domain__position", "position", "code"
        )
    )
    return Typical(
        family=family,
        interests=[
            Suggestion(f"interests-{said.gain}", str(Gain(said.gain).label), str(said))
            for said in statements
            if said.gain
        ],
        resources=[
            Suggestion(f"resources-{said.resource}", str(ResourceKind(said.resource).label), str(said))
            for said in statements
            if said.resource
        ],
    )
