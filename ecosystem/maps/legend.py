"""The legend and the filters of a map on screen."""

from dataclasses import dataclass

from ecosystem.graph.records import ColourBy, Ecosystem, Tie
from ecosystem.maps import captions, encoding
from ecosystem.maps.marks import (
    Mark,
    group_letters,
    group_mark,
    legend_mark,
    readiness_mark,
    scale_of,
)
from ecosystem.maps.poster import Figure, Trace, figure_of, trace_of
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

    label: str
    x: float
    radius: float


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A community of the legend, which also filters; its code is its number, 0 for who is in none."""

    code: str
    letters: str
    count: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Legend:
    """All rows of the legend; `groups` and `steps` only where colour says that."""

    families: tuple[FamilyRow, ...]
    groups: tuple[GroupRow, ...]
    steps: tuple[Figure, ...]
    kinds: tuple[KindRow, ...]
    layers: tuple[Choice, ...]
    resources: tuple[Choice, ...]
    sizes: tuple[SizeRow, ...]
    size_title: str
    colour_title: str
    partners: int
    chairs: int
    aid: str


def legend_of(ecosystem: Ecosystem, colours: dict[str, str]) -> Legend:
    """Return the legend of a map, its samples in `colours` by token."""
    return Legend(
        families=tuple(
            FamilyRow(
                row.family.code,
                row.family.name,
                row.count,
                _figure(legend_mark(row.family, ecosystem.look.colour), colours),
            )
            for row in captions.family_counts(ecosystem)
        ),
        groups=_groups(ecosystem, colours),
        steps=_steps(ecosystem, colours),
        kinds=tuple(
            KindRow(row.kind, row.name, row.count, _trace(row.kind, colours))
            for row in captions.kind_counts(ecosystem)
        ),
        layers=_layers(ecosystem),
        resources=_resources(ecosystem),
        sizes=_sizes(ecosystem),
        size_title=captions.size_title(ecosystem),
        colour_title=captions.colour_title(ecosystem),
        partners=sum(node.is_partner for node in ecosystem.nodes),
        chairs=len(ecosystem.chairs()),
        aid=captions.reading_aid(ecosystem),
    )


def _figure(mark: Mark, colours: dict[str, str]) -> Figure:
    return figure_of(mark, (0.0, 0.0), colours)


def _groups(ecosystem: Ecosystem, colours: dict[str, str]) -> tuple[GroupRow, ...]:
    return tuple(
        GroupRow(
            str(row.number), group_letters(row.number), row.count, _figure(group_mark(row.number), colours)
        )
        for row in captions.group_counts(ecosystem)
    )


def _steps(ecosystem: Ecosystem, colours: dict[str, str]) -> tuple[Figure, ...]:
    """Return the steps of readiness, 1 to 5 and 'not known', where colour says that alone."""
    if ecosystem.look.colour != ColourBy.READINESS:
        return ()
    return tuple(_figure(readiness_mark(step), colours) for step in (1, 2, 3, 4, 5, None))


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


def _sizes(ecosystem: Ecosystem) -> tuple[SizeRow, ...]:
    rows, x = [], 1.0
    for step in captions.size_steps(ecosystem):
        radius = round(encoding.radius(step.level) * scale_of(ecosystem), 1)
        rows.append(SizeRow(step.label, round(x + radius, 1), radius))
        x += 2 * radius + 9
    return tuple(rows)
