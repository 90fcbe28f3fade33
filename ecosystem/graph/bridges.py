"""What hangs on a single tie or a single stakeholder."""

from collections.abc import Collection, Mapping

import networkx as nx


def bridges(simple: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """Return the pairs whose tie alone links two parts, in the order of the map. Source: Harary (1969)."""
    place = {node: number for number, node in enumerate(simple)}
    found = (sorted(pair, key=place.__getitem__) for pair in nx.bridges(simple))
    return tuple(
        sorted(((one, other) for one, other in found), key=lambda pair: (place[pair[0]], place[pair[1]]))
    )


def cut_points(simple: "nx.Graph[str]") -> dict[str, int]:
    """Return who would part others by leaving, and how many would lose touch with the largest rest.

    From 1 up, in the order of the map. Source: Harary (1969).
    """
    found = set(nx.articulation_points(simple))
    return {node: _cut_off(simple, node) for node in simple if node in found}


def sole_holders(holders: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return, of what is held (layers, resources, needs), that which exactly one stakeholder holds.

    `holders` names who holds each; what nobody holds is no single point but a gap.
    """
    return {name: next(iter(keys)) for name, keys in holders.items() if len(set(keys)) == 1}


def _cut_off(simple: "nx.Graph[str]", leaving: str) -> int:
    part = nx.node_connected_component(simple, leaving)
    rest = simple.subgraph(part - {leaving})
    return len(rest) - max(len(piece) for piece in nx.connected_components(rest))
