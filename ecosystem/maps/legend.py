"""The legend and the filters of a map on screen."""

from dataclasses import dataclass

from ecosystem.graph.records import Ecosystem, Family, Tie
from ecosystem.maps import captions, encoding
from ecosystem.maps.marks import scale_of
from ecosystem.maps.poster import Figure, Trace, figure_of, legend_mark, trace_of
from ecosystem.models import ResourceKind

SAMPLE = 48.0  # length of a relation's sample line, in map units


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family of the legend, which also filters."""

    code: str
    name: str
    count: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of relation of the legend, which also filters."""

    code: str
    name: str
    count: int
    trace: Trace


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a filter, with how many stakeholders it keeps."""

    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class SizeRow:
    """A disc of the scale of sizes in map units, centred at x."""

    influence: int
    x: float
    radius: float


@dataclass(frozen=True, slots=True)
class Legend:
    """All rows of the legend."""

    families: tuple[FamilyRow, ...]
    kinds: tuple[KindRow, ...]
    layers: tuple[Choice, ...]
    resources: tuple[Choice, ...]
    sizes: tuple[SizeRow, ...]
    partners: int
    chairs: int
    aid: str


def legend_of(ecosystem: Ecosystem, colours: dict[str, str]) -> Legend:
    """Return the legend of a map, its samples in `colours` by token."""
    return Legend(
        families=tuple(
            FamilyRow(row.family.code, row.family.name, row.count, _figure(row.family, colours))
            for row in captions.family_counts(ecosystem)
        ),
        kinds=tuple(
            KindRow(row.kind, row.name, row.count, _trace(row.kind, colours))
            for row in captions.kind_counts(ecosystem)
        ),
        layers=_layers(ecosystem),
        resources=_resources(ecosystem),
        sizes=_sizes(scale_of(ecosystem)) if ecosystem.project else (),
        partners=sum(node.is_partner for node in ecosystem.nodes),
        chairs=len(ecosystem.chairs()),
        aid=captions.reading_aid(ecosystem),
    )


def _figure(family: Family, colours: dict[str, str]) -> Figure:
    return figure_of(legend_mark(family), (0.0, 0.0), colours)


def _trace(kind: str, colours: dict[str, str]) -> Trace:
    course = [(step * 4.0, 0.0) for step in range(int(SAMPLE / 4) + 1)]
    return trace_of(Tie("", "", "", kind, is_mutual=True), course, colours)


def _layers(ecosystem: Ecosystem) -> tuple[Choice, ...]:
    people = ecosystem.stakeholders()
    choices = (
        Choice(layer.code, layer.name, sum(layer.code in node.layers for node in people))
        for layer in ecosystem.layers
    )
    return tuple(choice for choice in choices if choice.count)


def _resources(ecosystem: Ecosystem) -> tuple[Choice, ...]:
    people = ecosystem.stakeholders()
    choices = (
        Choice(kind, str(label), sum(kind in node.resources for node in people))
        for kind, label in ResourceKind.choices
    )
    return tuple(choice for choice in choices if choice.count)


def _sizes(scale: float) -> tuple[SizeRow, ...]:
    rows, x = [], 1.0
    for influence in range(1, 6):
        radius = round(encoding.radius(influence) * scale, 1)
        rows.append(SizeRow(influence, round(x + radius, 1), radius))
        x += 2 * radius + 9
    return tuple(rows)
