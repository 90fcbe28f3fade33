"""Who belongs together: communities, found from the ties alone."""

from typing import Any

from ecosystem.graph.later import nx

# The best of so many seeded runs: one in six finds the best known grouping of the karate club.
RUNS = 20
# In a crowd one run is worth more than it costs to try again: fewer, but never fewer than so many.
FEWEST_RUNS = 3
CROWDED = 200


def communities(simple: "nx.Graph[str]", *, weighted: bool = True) -> tuple[frozenset[str], ...]:
    """Return groups with more ties inside than chance would give, the largest first.

    The same pairs give the same groups in every process. Each stakeholder is in exactly one; who
    has no tie is a group alone. Source: Blondel, Guillaume, Lambiotte and Lefebvre (2008).
    """
    if not simple.number_of_edges():
        return tuple(frozenset((node,)) for node in simple)
    names = list(simple)
    # Numbers for names: the order of a set of words differs from process to process.
    numbered: nx.Graph[Any] = nx.relabel_nodes(simple, {name: number for number, name in enumerate(names)})
    weight = "strength" if weighted else None
    runs = [
        nx.community.louvain_communities(numbered, weight=weight, seed=seed)
        for seed in range(_runs(len(names)))
    ]
    best = max(runs, key=lambda found: nx.community.modularity(numbered, found, weight=weight))
    ordered = sorted((sorted(group) for group in best), key=lambda group: (-len(group), group))
    return tuple(frozenset(names[number] for number in group) for group in ordered)


def _runs(count: int) -> int:
    return RUNS if count <= CROWDED else max(FEWEST_RUNS, RUNS * CROWDED // count)


def modularity(
    simple: "nx.Graph[str]", groups: tuple[frozenset[str], ...], *, weighted: bool = True
) -> float:
    """Return how far the ties stay within the groups beyond chance (-0.5 to 1; 0 without ties).

    From about 0.3 up the groups mean something. Source: Newman and Girvan (2004).
    """
    if not simple.number_of_edges():
        return 0.0
    sets = [set(group) for group in groups]
    return float(nx.community.modularity(simple, sets, weight="strength" if weighted else None))
