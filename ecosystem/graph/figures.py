"""All figures of a map at once, as plain values that a cache or another process can hold."""

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any

from ecosystem.graph import bridges, brokers, cohesion, groups, measures
from ecosystem.graph.build import SIXTHS, pairs
from ecosystem.graph.later import nx
from ecosystem.graph.records import Ecosystem, Node

# Goes up whenever a figure is worked out in another way, so that no older value is taken for it.
VERSION = 3

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Task:
    """What figures are made from: stakeholders with their families, and pairs with a strength (1 to 3).

    Both in the order of their keys, so that a new name or place in a list is no new content.
    """

    family: dict[str, str]
    edges: Sequence[tuple[str, str, int]]
    weighted: bool = True

    @property
    def digest(self) -> str:
        """The content in short: the same stakeholders, pairs and options have the same digest."""
        return sha256(self.text().encode()).hexdigest()

    def text(self) -> str:
        """Return the task as JSON."""
        return json.dumps([VERSION, list(self.family.items()), list(self.edges), self.weighted])

    @classmethod
    def read(cls, text: str) -> "Task":
        """Return the task that `text` (from `text()`) describes."""
        _version, family, edges, weighted = json.loads(text)
        return cls(dict(family), [(one, other, strength) for one, other, strength in edges], weighted)

    def graph(self) -> "nx.Graph[str]":
        """Return the pairs as a graph, as ecosystem.graph.build.pairs makes it."""
        simple: nx.Graph[str] = nx.Graph()
        simple.add_nodes_from(self.family)
        for one, other, strength in self.edges:
            simple.add_edge(one, other, strength=strength, distance=SIXTHS // strength)
        return simple


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of a map, those of stakeholders by key; a key that is missing has no such figure.

    Ranges and sources stand with each measure in ecosystem.graph. `community` numbers the groups from
    1, the largest first; only groups of two or more have a number. `across` are the pairs of others
    from two families that a stakeholder stands between. `cut_off` says how many would lose touch.
    """

    degree: dict[str, int] = field(default_factory=dict)
    strength: dict[str, int] = field(default_factory=dict)
    core: dict[str, int] = field(default_factory=dict)
    between: dict[str, float] = field(default_factory=dict)
    close: dict[str, float] = field(default_factory=dict)
    eigen: dict[str, float] = field(default_factory=dict)
    constraint: dict[str, float] = field(default_factory=dict)
    community: dict[str, int] = field(default_factory=dict)
    cut_off: dict[str, int] = field(default_factory=dict)
    across: dict[str, int] = field(default_factory=dict)
    bridges: Sequence[Sequence[str]] = ()
    apart: Sequence[Sequence[str]] = ()
    alone: Sequence[str] = ()
    parts: Sequence[int] = ()
    ties: int = 0
    density: float = 0.0
    modularity: float = 0.0
    degree_lead: float = 0.0
    between_lead: float = 0.0
    close_lead: float = 0.0

    def values(self) -> dict[str, Any]:
        """Return the figures as plain values, to be given to `Figures(**values)`."""
        return asdict(self)


def task_of(ecosystem: Ecosystem, kind: str = "", *, weighted: bool = True) -> Task:
    """Return what to work out for a map: relations of one `kind`, or of all kinds but tension."""
    simple = pairs(ecosystem, kind)
    edges = sorted(
        (*sorted((one, other)), facts["strength"]) for one, other, facts in simple.edges(data=True)
    )
    family = {node.key: node.family for node in ecosystem.stakeholders()}
    return Task(dict(sorted(family.items())), edges, weighted)


def figures_of(task: Task, told: Told = lambda _done, _of: None) -> Figures:
    """Return the figures; `told` hears after each stage how many of how many are done."""
    simple = task.graph()
    found: dict[str, Any] = {}
    for done, stage in enumerate(STAGES):
        told(done, len(STAGES))
        found |= stage(simple, task)
    return Figures(**found)


def _simple(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    degree = measures.degree(simple)
    nodes = [Node(key, key, family, "") for key, family in task.family.items()]
    return {
        "degree": degree,
        "strength": measures.strength(simple),
        "core": measures.core(simple),
        "alone": cohesion.isolated(simple),
        "parts": cohesion.parts(simple),
        "ties": simple.number_of_edges(),
        "density": cohesion.density(simple),
        "degree_lead": cohesion.degree_centralisation(degree),
        "apart": brokers.families_apart(nodes, simple),
    }


def _between(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    return {"between": measures.betweenness(simple, weighted=task.weighted)}


def _between_lead(simple: "nx.Graph[str]", _task: Task) -> dict[str, Any]:
    plain = measures.betweenness(simple, weighted=False)
    return {"between_lead": cohesion.betweenness_centralisation(plain)}


def _close(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    return {"close": measures.closeness(simple, weighted=task.weighted)}


def _close_lead(simple: "nx.Graph[str]", _task: Task) -> dict[str, Any]:
    plain = measures.closeness(simple, weighted=False)
    return {"close_lead": cohesion.closeness_centralisation(plain)}


def _eigen(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    return {"eigen": measures.eigenvector(simple, weighted=task.weighted)}


def _gaps(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    stood = brokers.brokerage(simple, task.family)
    return {
        "constraint": measures.constraint(simple, weighted=task.weighted),
        "across": {key: role.between for key, role in stood.items() if role.between},
    }


def _groups(simple: "nx.Graph[str]", task: Task) -> dict[str, Any]:
    found = groups.communities(simple, weighted=task.weighted)
    named = (group for group in found if len(group) > 1)
    return {
        "community": {key: number for number, group in enumerate(named, start=1) for key in sorted(group)},
        "modularity": groups.modularity(simple, found, weighted=task.weighted),
    }


def _weak(simple: "nx.Graph[str]", _task: Task) -> dict[str, Any]:
    return {"bridges": bridges.bridges(simple), "cut_off": bridges.cut_points(simple)}


STAGES: tuple[Callable[["nx.Graph[str]", Task], dict[str, Any]], ...] = (
    _simple,
    _weak,
    _gaps,
    _eigen,
    _close,
    _close_lead,
    _groups,
    _between_lead,
    _between,
)
