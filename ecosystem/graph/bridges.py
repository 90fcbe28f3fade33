"""What hangs on a single tie or a single stakeholder."""

from collections.abc import Collection, Iterator, Mapping

from ecosystem.graph.later import nx


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
    lost = _cut_off(simple, found)
    return {node: lost[node] for node in simple if node in found}


def sole_holders(holders: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return, of what is held (layers, resources, needs), that which exactly one stakeholder holds.

    `holders` names who holds each; what nobody holds is no single point but a gap.
    """
    return {name: next(iter(keys)) for name, keys in holders.items() if len(set(keys)) == 1}


def _cut_off(simple: "nx.Graph[str]", found: Collection[str]) -> dict[str, int]:
    """Return for each of the cut points how many of its part are not in the largest piece without it.

    One walk over the map, after Hopcroft and Tarjan (1973): what hangs below a stakeholder and has no
    way around it back up is a piece of its own.
    """
    pieces: dict[str, list[int]] = {node: [] for node in found}
    for part in nx.connected_components(simple):
        if any(node in pieces for node in part):
            for node, piece in _hanging(simple, next(iter(part))):
                pieces.setdefault(node, []).append(piece)
            for node in pieces.keys() & part:
                pieces[node].append(len(part) - 1 - sum(pieces[node]))
    return {node: sum(sizes) - max(sizes) for node, sizes in pieces.items() if node in found}


def _hanging(simple: "nx.Graph[str]", root: str) -> Iterator[tuple[str, int]]:
    """Yield a stakeholder and the size of a piece that hangs on it, seen from `root`."""
    order = {root: 0}
    low, size = {root: 0}, {root: 1}
    way = [(root, iter(simple[root]))]
    while way:
        node, others = way[-1]
        other = next((other for other in others if _goes_down(order, low, node, other)), None)
        if other is not None:
            order[other] = low[other] = len(order)
            size[other] = 1
            way.append((other, iter(simple[other])))
            continue
        way.pop()
        if way:
            above = way[-1][0]
            low[above] = min(low[above], low[node])
            size[above] += size[node]
            if low[node] >= order[above]:
                yield above, size[node]


def _goes_down(order: Mapping[str, int], low: dict[str, int], node: str, other: str) -> bool:
    """Say whether the walk has not met `other` yet; else note how far up a tie to it leads."""
    if other not in order:
        return True
    low[node] = min(low[node], order[other])
    return False
