"""The slowest measures by igraph (Csárdi and Nepusz 2006), for maps where networkx takes seconds.

Held equal to networkx, the reference, by tests; groups by their modularity, as each run finds others.
Lengths are whole sixths (ecosystem.graph.build), so that ways of one length are equal exactly in both.
"""

import random
from math import hypot, isnan
from threading import Lock
from typing import Any

from ecosystem.graph.later import igraph, nx

# From so many stakeholders on; below it networkx answers within a quarter of a second.
CROWDED = 100
# igraph has one source of chance for all threads.
_dice = Lock()


def betweenness(simple: "nx.Graph[str]", *, weighted: bool) -> dict[str, float]:
    """Return the share (0 to 1) of shortest ways between others that lead over each stakeholder."""
    count = len(simple)
    pairs_of_others = max((count - 1) * (count - 2) / 2, 1)
    found = _graph(simple).betweenness(weights=_lengths(simple, weighted=weighted), directed=False)
    return {node: value / pairs_of_others for node, value in zip(simple, found, strict=True)}


def closeness(simple: "nx.Graph[str]", *, weighted: bool) -> dict[str, float]:
    """Return 1 divided by the mean length of the ways to all others, times the share that is reached."""
    found = _graph(simple).closeness(weights=_lengths(simple, weighted=weighted), normalized=True)
    reached = {node: len(part) - 1 for part in nx.connected_components(simple) for node in part}
    others = max(len(simple) - 1, 1)
    return {
        node: 0.0 if isnan(value) else value * reached[node] / others
        for node, value in zip(simple, found, strict=True)
    }


def eigenvector(part: "nx.Graph[str]", *, weighted: bool) -> dict[str, float]:
    """Return how well connected each stakeholder's contacts are in a part that holds together."""
    found = _graph(part).eigenvector_centrality(weights=_strengths(part, weighted=weighted))
    whole = hypot(*found)
    return {node: value / whole for node, value in zip(part, found, strict=True)}


def communities(numbered: "nx.Graph[int]", *, weighted: bool, runs: int) -> list[set[int]]:
    """Return the grouping with the highest modularity of so many seeded runs of the Louvain method."""
    graph, strengths = _graph(numbered), _strengths(numbered, weighted=weighted)
    names, best = list(numbered), None
    with _dice:
        for seed in range(runs):
            igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 (no secret)
            found = graph.community_multilevel(weights=strengths)
            if best is None or found.modularity > best.modularity:
                best = found
        igraph.set_random_number_generator(random)
    return [{names[place] for place in group} for group in best or ()]


def _graph(simple: "nx.Graph[Any]") -> "igraph.Graph":
    number = {node: index for index, node in enumerate(simple)}
    return igraph.Graph(len(number), [(number[one], number[other]) for one, other in simple.edges])


def _lengths(simple: "nx.Graph[str]", *, weighted: bool) -> list[int] | None:
    """Return the lengths of the ties; without any tie igraph wants no list."""
    lengths = [facts["distance"] for _one, _other, facts in simple.edges(data=True)]
    return lengths if weighted and lengths else None


def _strengths(simple: "nx.Graph[Any]", *, weighted: bool) -> list[int] | None:
    return [facts["strength"] for _one, _other, facts in simple.edges(data=True)] if weighted else None
