"""What the connections of a map say, on cooperation only: tension is left out."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx

from ecosystem.graph.build import build, cooperation
from ecosystem.graph.records import Ecosystem, Node


@dataclass(frozen=True, slots=True)
class Connections:
    """Measures of a map's stakeholders, by key; empty chairs are nobody and have none.

    `works_with` counts others (0 and up), `between` is a share from 0 to 1. `cut_points` hold the
    network together, `alone` work with nobody, `apart` are pairs of families without any tie.
    """

    works_with: dict[str, int]
    between: dict[str, float]
    cut_points: tuple[str, ...]
    alone: tuple[str, ...]
    apart: tuple[tuple[str, str], ...]
    ties: int


def connections_of(ecosystem: Ecosystem) -> Connections:
    """Return what the ties between the map's stakeholders say."""
    simple = cooperation(build(ecosystem))
    people = ecosystem.stakeholders()
    simple.remove_nodes_from([node.key for node in ecosystem.chairs()])
    works_with = degree(simple)
    return Connections(
        works_with=works_with,
        between=betweenness(simple),
        cut_points=tuple(sorted(nx.articulation_points(simple))),
        alone=tuple(node.key for node in people if not works_with[node.key]),
        apart=families_apart(people, simple),
        ties=simple.number_of_edges(),
    )


def degree(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return with how many others each stakeholder has a tie (0 and up)."""
    return {node: len(simple[node]) for node in simple}


def betweenness(simple: "nx.Graph[str]") -> dict[str, float]:
    """Return the share (0 to 1) of shortest ways between others that lead over each stakeholder.

    A tie's length is 1/strength. Source: Freeman (1977), normalised; computed after Brandes (2001).
    """
    return dict(nx.betweenness_centrality(simple, weight="distance", normalized=True))


def families_apart(nodes: Iterable[Node], simple: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """Return the pairs of families (codes, in the order of `nodes`) between which there is no tie."""
    family = {node.key: node.family for node in nodes}
    met = {frozenset((family[one], family[other])) for one, other in simple.edges}
    present = list(dict.fromkeys(family.values()))
    return tuple(pair for pair in combinations(present, 2) if frozenset(pair) not in met)
