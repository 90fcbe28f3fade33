"""How each stakeholder stands among the others; every measure takes pairs (ecosystem.graph.build).

Weighted, a tie counts by its strength (1 to 3) and its length is 1/strength. Definitions follow
networkx and hold for directed graphs too, though a map's pairs have no direction.
"""

from collections.abc import Mapping

from ecosystem.graph import engine
from ecosystem.graph.build import SIXTHS
from ecosystem.graph.later import nx

# Power iteration: tight enough for four printed digits, and an end for graphs that never settle.
ROUNDS = 2000
NEAR = 1e-9


def degree(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return with how many others each stakeholder has a tie (0 and up). Source: Freeman (1978)."""
    return {node: len(simple[node]) for node in simple}


def strength(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return the sum of the strengths of each stakeholder's ties (0 and up).

    Source: Barrat, Barthélemy, Pastor-Satorras and Vespignani (2004).
    """
    return {node: sum(_weights(simple, node).values()) for node in simple}


def betweenness(simple: "nx.Graph[str]", *, weighted: bool = True) -> dict[str, float]:
    """Return the share (0 to 1) of shortest ways between others that lead over each stakeholder.

    Source: Freeman (1977), normalised by the number of pairs of others; computed after Brandes (2001).
    """
    if _is_crowd(simple):
        return engine.betweenness(simple, weighted=weighted)
    weight = "distance" if weighted else None
    return dict(nx.betweenness_centrality(simple, weight=weight, normalized=True))


def closeness(simple: "nx.Graph[str]", *, weighted: bool = True) -> dict[str, float]:
    """Return 1 divided by the mean length of the ways to all others (0 to 1; weighted, 0 to 3).

    Source: Freeman (1978). Where not all can be reached, the value of a stakeholder is multiplied by
    the share of the others it reaches (Wasserman and Faust 1994, 5.22); who reaches nobody has 0.
    """
    if _is_crowd(simple):
        near = engine.closeness(simple, weighted=weighted)
        return {node: value * SIXTHS for node, value in near.items()} if weighted else near
    if not weighted:
        return dict(nx.closeness_centrality(simple, wf_improved=True))
    found = nx.closeness_centrality(simple, distance="distance", wf_improved=True)
    return {node: value * SIXTHS for node, value in found.items()}


def eigenvector(simple: "nx.Graph[str]", *, weighted: bool = True) -> dict[str, float]:
    """Return how well connected each stakeholder's contacts are (0 to 1; the squares add up to 1).

    Source: Bonacich (1972). Between parts without a tie no comparison is possible, so that only the
    largest part has figures; the others are left out. Returns {} without any tie, and when the power
    iteration does not settle.
    """
    part = largest_part(simple)
    if part.number_of_edges() == 0:
        return {}
    if _is_crowd(part):
        return engine.eigenvector(part, weighted=weighted)
    weight = "strength" if weighted else None
    try:
        return dict(nx.eigenvector_centrality(part, max_iter=ROUNDS, tol=NEAR, weight=weight))
    except nx.PowerIterationFailedConvergence:
        return {}


def constraint(simple: "nx.Graph[str]", *, weighted: bool = True) -> dict[str, float]:
    """Return how far each stakeholder's contacts are tied among themselves (0 to about 1.13).

    High: they know each other, and there is nothing to pass on between them. Low: there are gaps
    between them. Who has no tie is left out. Source: Burt (1992), c = Σ_j (p_ij + Σ_q p_iq p_qj)².
    """
    shares = {node: _shares(simple, node, weighted=weighted) for node in simple}
    return {node: _constraint(own, shares) for node, own in shares.items() if own}


def core(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return the largest k such that each stakeholder is in a group where all have k ties inside it.

    From 0 up, strengths not counted. Source: Seidman (1983); computed after Batagelj and Zaveršnik (2003).
    """
    return dict(nx.core_number(simple))


def largest_part(simple: "nx.Graph[str]") -> "nx.Graph[str]":
    """Return the part with most stakeholders whose members all reach each other, the first of equals."""
    whole = simple.to_undirected(as_view=True) if simple.is_directed() else simple
    largest = max(nx.connected_components(whole), key=len, default=set())
    # In the order of the whole graph: a set's own order differs from process to process.
    part = simple.__class__()
    part.add_nodes_from(node for node in simple if node in largest)
    part.add_edges_from((one, other, facts) for one, other, facts in simple.edges(data=True) if one in part)
    return part


def _is_crowd(simple: "nx.Graph[str]") -> bool:
    return len(simple) >= engine.CROWDED and not simple.is_directed()


def _constraint(own: Mapping[str, float], shares: Mapping[str, Mapping[str, float]]) -> float:
    total = 0.0
    for contact, direct in own.items():
        around = sum(share * shares[other].get(contact, 0.0) for other, share in own.items())
        total += (direct + around) ** 2
    return total


def _shares(simple: "nx.Graph[str]", node: str, *, weighted: bool) -> dict[str, float]:
    """Return the share of a stakeholder's ties that goes to each contact, both directions counted."""
    weights = _weights(simple, node, weighted=weighted)
    total = sum(weights.values())
    return {contact: weight / total for contact, weight in weights.items()}


def _weights(simple: "nx.Graph[str]", node: str, *, weighted: bool = True) -> dict[str, int]:
    weights: dict[str, int] = {}
    for facing in (simple.succ, simple.pred) if isinstance(simple, nx.DiGraph) else (simple.adj,):
        for contact, facts in facing[node].items():
            weights[contact] = weights.get(contact, 0) + (facts["strength"] if weighted else 1)
    return weights
