"""A map as the rows every graph file writes: entries (nodes) and connections (edges), nothing but text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from django.utils.translation import gettext as _

from ecosystem.graph.places import Point
from ecosystem.graph.records import PARTNER_TIE, PROJECT_KEY, Ecosystem, Node, Tie
from ecosystem.maps import captions, encoding
from ecosystem.maps.marks import marks_of
from ecosystem.maps.palette import palette
from ecosystem.maps.scene import Scene
from ecosystem.models import ResourceKind
from ecosystem.text import without_hidden

Fact = str | int | float | bool
BETWEEN = "|"  # what stands between several values in one cell
PROJECT_TOKEN = "accent-deep"  # noqa: S105 (a colour)


@dataclass(frozen=True, slots=True)
class Entry:
    """A node with where and how the view draws it.

    `facts` are codes and numbers by stable name, `words` the same for people by name in their language;
    what is not known is in neither. `x` and `y` are map units, y downwards; `size` is the radius.
    """

    key: str
    label: str
    family: str
    tags: tuple[str, ...]
    facts: Mapping[str, Fact]
    words: Mapping[str, Fact]
    x: float
    y: float
    size: float
    colour: str
    shape: str
    is_ghost: bool


@dataclass(frozen=True, slots=True)
class Connection:
    """A tie with both ends' names; strength 1 to 3."""

    key: str
    source: str
    target: str
    source_label: str
    target_label: str
    kind: str
    label: str
    is_mutual: bool
    strength: int
    width: float
    colour: str
    pattern: str


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a graph file holds of one view of a map."""

    entries: tuple[Entry, ...]
    connections: tuple[Connection, ...]


def joined(values: Sequence[str]) -> str:
    """Return several values as one cell, 'a|b'; a bar inside a value becomes a slash."""
    return BETWEEN.join(value.replace(BETWEEN, "/") for value in values)


def contents_of(ecosystem: Ecosystem, scene: Scene) -> Contents:
    """Return the map's rows as `scene` draws them: the project first, then nodes in their order."""
    colours = palette()
    marks = marks_of(ecosystem)
    families = {family.code: without_hidden(family.name) for family in ecosystem.families}
    entries = [_project(ecosystem, scene, colours)] if ecosystem.project else []
    for node in ecosystem.nodes:
        mark, place = marks[node.key], scene.places[node.key]
        entry = Entry(
            key=node.key,
            label=without_hidden(node.name),
            family=families.get(node.family, ""),
            tags=_tags(node),
            facts=_facts(node, families),
            words=_words(node, ecosystem),
            x=round(place.x, 2),
            y=round(place.y, 2),
            size=mark.radius,
            colour=colours[mark.colour],
            shape=mark.shape,
            is_ghost=node.is_ghost,
        )
        entries.append(entry)
    labels = {entry.key: entry.label for entry in entries}
    connections = tuple(_connection(tie, labels, colours) for tie in ecosystem.all_ties())
    return Contents(tuple(entries), connections)


def _project(ecosystem: Ecosystem, scene: Scene, colours: Mapping[str, str]) -> Entry:
    x, y = _middle(scene)
    return Entry(
        key=PROJECT_KEY,
        label=without_hidden(ecosystem.project),
        family=_("Project"),
        tags=(),
        facts={"is_project": True},
        words={},
        x=round(x, 2),
        y=round(y, 2),
        size=encoding.PROJECT_RADIUS,
        colour=colours[PROJECT_TOKEN],
        shape="circle",
        is_ghost=False,
    )


def _middle(scene: Scene) -> Point:
    """Return where the project stands; in views without it, between the marks."""
    if scene.hub:
        return scene.hub.x, scene.hub.y
    places = list(scene.places.values())
    if not places:
        return 0.0, 0.0
    return fmean(place.x for place in places), fmean(place.y for place in places)


def _tags(node: Node) -> tuple[str, ...]:
    tags = []
    if node.is_partner:
        tags.append(_("partner"))
    if node.is_ghost:
        tags.append(_("empty chair"))
    return tuple(tags)


def _facts(node: Node, families: Mapping[str, str]) -> dict[str, Fact]:
    facts: dict[str, Fact | None] = {
        "family": node.family or None,
        "family_name": families.get(node.family),
        "ring": node.ring or None,
        "layers": joined(node.layers) or None,
        "resources": joined(node.resources) or None,
        "influence": node.influence,
        "interest": node.interest,
        "readiness": node.readiness,
        "likelihood": node.score,
        "is_partner": node.is_partner,
        "empty_chair": str(node.chair) or None,
    }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _words(node: Node, ecosystem: Ecosystem) -> dict[str, Fact]:
    layers = [layer.name for layer in ecosystem.layers if layer.code in node.layers]
    kinds = {kind: str(label) for kind, label in ResourceKind.choices}
    rings = {ring.code: ring.name for ring in ecosystem.rings}
    words: dict[str, Fact | None] = {
        _("Readiness"): node.readiness,
        _("Influence"): node.influence,
        _("Interest"): node.interest,
        _("Likelihood of partnership"): None if node.score is None else round(node.score, 2),
        _("Ring"): rings.get(node.ring),
        _("Layers"): joined(layers) or None,
        _("Resources"): joined([kinds.get(kind, kind) for kind in node.resources]) or None,
    }
    return {
        name: without_hidden(word) if isinstance(word, str) else word
        for name, word in words.items()
        if word is not None
    }


def _connection(tie: Tie, labels: Mapping[str, str], colours: Mapping[str, str]) -> Connection:
    stroke = encoding.stroke(tie)
    names = {PARTNER_TIE: _("partner"), **captions.kind_names()}
    return Connection(
        key=tie.key,
        source=tie.source,
        target=tie.target,
        source_label=labels[tie.source],
        target_label=labels[tie.target],
        kind=tie.kind,
        label=names.get(tie.kind, tie.kind),
        is_mutual=tie.is_mutual,
        strength=tie.strength,
        width=encoding.line_width(tie),
        colour=colours[stroke.colour],
        pattern=stroke.pattern,
    )
