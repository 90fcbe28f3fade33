"""How the whole of a map holds together: one figure for all, never for one stakeholder."""

from collections.abc import Mapping

from ecosystem.graph.later import nx

# The smallest star; below it no graph can be centred on anybody.
SMALLEST = 3


def density(simple: "nx.Graph[str]") -> float:
    """Return the share (0 to 1) of possible pairs that have a tie; 0 with fewer than two stakeholders.

    Source: Wasserman and Faust (1994), 4.1.
    """
    return float(nx.density(simple))


def isolated(simple: "nx.Graph[str]") -> tuple[str, ...]:
    """Return the stakeholders without any tie, in the order of the map."""
    return tuple(node for node in simple if not simple.degree(node))


def parts(simple: "nx.Graph[str]") -> tuple[int, ...]:
    """Return the sizes of the parts whose members reach each other, the largest first.

    An isolated stakeholder is a part of size 1.
    """
    return tuple(sorted(map(len, nx.connected_components(simple)), reverse=True))


def degree_centralisation(ties: Mapping[str, int]) -> float:
    """Return how far the ties lie with one stakeholder (0 all equal, 1 a star). Source: Freeman (1978).

    `ties` are degrees: Σ (largest - own), divided by the star's (n - 1)(n - 2).
    """
    count = len(ties)
    return _lead(ties) / ((count - 1) * (count - 2)) if count >= SMALLEST else 0.0


def betweenness_centralisation(between: Mapping[str, float]) -> float:
    """Return how far the shortest ways lead over one stakeholder (0 all equal, 1 a star).

    `between` are normalised, unweighted values: Σ (largest - own) / (n - 1). Source: Freeman (1978).
    """
    count = len(between)
    return _lead(between) / (count - 1) if count >= SMALLEST else 0.0


def closeness_centralisation(near: Mapping[str, float]) -> float:
    """Return how far one stakeholder is nearer to all than the others are (0 all equal, 1 a star).

    `near` are unweighted values: Σ (largest - own), divided by the star's (n - 1)(n - 2)/(2n - 3).
    Source: Freeman (1978). It says little where not all reach each other.
    """
    count = len(near)
    if count < SMALLEST:
        return 0.0
    return _lead(near) * (2 * count - 3) / ((count - 1) * (count - 2))


def _lead(values: Mapping[str, float]) -> float:
    highest = max(values.values())
    return sum(highest - value for value in values.values())
