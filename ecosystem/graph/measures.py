"""The measures the map shows, on cooperation only: tension is left out."""

import networkx as nx

from ecosystem.graph.build import build, cooperation
from ecosystem.graph.records import Ecosystem


def degree(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return with how many others each stakeholder has a tie (0 and up)."""
    return {node: len(simple[node]) for node in simple}


def betweenness(simple: "nx.Graph[str]") -> dict[str, float]:
    """Return the share (0 to 1) of shortest ways between others that lead over each stakeholder.

    A tie's length is 1/strength. Source: Freeman (1977), normalised; computed after Brandes (2001).
    """
    return dict(nx.betweenness_centrality(simple, weight="distance", normalized=True))


def measure(ecosystem: Ecosystem) -> dict[str, tuple[int, float]]:
    """Return degree and betweenness of each node of a map."""
    simple = cooperation(build(ecosystem))
    ties, between = degree(simple), betweenness(simple)
    return {node: (ties[node], between[node]) for node in simple}
