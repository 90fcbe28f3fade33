"""Who belongs together: communities, found from the ties alone."""

from collections.abc import Sequence

from ecosystem.graph import engine
from ecosystem.graph.later import nx

# The best of so many seeded runs: one in six finds the best known grouping of the karate club.
RUNS = 20
# igraph's runs are cheaper, and each as good.
CROWD_RUNS = 10


def communities(simple: "nx.Graph[str]", *, weighted: bool = True) -> tuple[frozenset[str], ...]:
    """Return groups with more ties inside than chance would give, the largest first.

    The same pairs give the same groups in every process, in whatever order they come: what somebody is
    called changes nothing. Each stakeholder is in exactly one; who has no tie is a group alone.
    Source: Blondel, Guillaume, Lambiotte and Lefebvre (2008).
    """
    if not simple.number_of_edges():
        return tuple(frozenset((node,)) for node in simple)
    names = sorted(simple)
    numbered = _numbered(simple, names)
    if len(names) >= engine.CROWDED:
        best = engine.communities(numbered, weighted=weighted, runs=CROWD_RUNS)
    else:
        best = _best_of(RUNS, numbered, "strength" if weighted else None)
    ordered = sorted((sorted(group) for group in best), key=lambda group: (-len(group), group))
    return tuple(frozenset(names[number] for number in group) for group in ordered)


def _numbered(simple: "nx.Graph[str]", names: Sequence[str]) -> "nx.Graph[int]":
    """Return the pairs with numbers for names: a set of words has another order in each process."""
    place = {name: number for number, name in enumerate(names)}
    numbered: nx.Graph[int] = nx.Graph()
    numbered.add_nodes_from(range(len(names)))
    pairs = (
        (*sorted((place[one], place[other])), facts["strength"])
        for one, other, facts in simple.edges(data=True)
    )
    numbered.add_weighted_edges_from(sorted(pairs), weight="strength")
    return numbered


def _best_of(runs: int, numbered: "nx.Graph[int]", weight: str | None) -> list[set[int]]:
    found = [nx.community.louvain_communities(numbered, weight=weight, seed=seed) for seed in range(runs)]
    return max(found, key=lambda groups: nx.community.modularity(numbered, groups, weight=weight))


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
