"""The two slowest measures by igraph (Csárdi and Nepusz 2006), for maps where networkx takes seconds.

Held equal to networkx, the reference, by tests. Lengths are whole sixths (ecosystem.graph.build), so
that ways of one length are equal exactly in both.
"""

from math import isnan

from ecosystem.graph.later import igraph, nx

# From so many stakeholders on; below it networkx answers within a tenth of a second.
CROWDED = 150


def betweenness(simple: "nx.Graph[str]", *, weighted: bool) -> dict[str, float]:
    """Return the share (0 to 1) of shortest ways between others that lead over each stakeholder."""
    graph, lengths = _engine(simple, weighted=weighted)
    count = len(simple)
    pairs_of_others = max((count - 1) * (count - 2) / 2, 1)
    found = graph.betweenness(weights=lengths, directed=False)
    return {node: value / pairs_of_others for node, value in zip(simple, found, strict=True)}


def closeness(simple: "nx.Graph[str]", *, weighted: bool) -> dict[str, float]:
    """Return 1 divided by the mean length of the ways to all others, times the share that is reached."""
    graph, lengths = _engine(simple, weighted=weighted)
    found = graph.closeness(weights=lengths, normalized=True)
    reached = {node: len(part) - 1 for part in nx.connected_components(simple) for node in part}
    others = max(len(simple) - 1, 1)
    return {
        node: 0.0 if isnan(value) else value * reached[node] / others
        for node, value in zip(simple, found, strict=True)
    }


def _engine(simple: "nx.Graph[str]", *, weighted: bool) -> "tuple[igraph.Graph, list[int] | None]":
    number = {node: index for index, node in enumerate(simple)}
    edges = [(number[one], number[other]) for one, other in simple.edges]
    lengths = [facts["distance"] for _one, _other, facts in simple.edges(data=True)]
    return igraph.Graph(len(number), edges), lengths if weighted and lengths else None
