"""A large map as a few marks: of each family, those who work together drawn as one, to be opened."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from ecosystem.graph.build import pairs
from ecosystem.graph.groups import communities
from ecosystem.graph.records import Ecosystem, Family, Node, Tie

# A map with more stakeholders opens in clusters.
MOST_SINGLE = 300
# Ties between two clusters from which they count as strength 2 and 3.
SEVERAL, MANY = 3, 10
CACHED = 8
Name = Callable[[Family, int], str]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Clustered:
    """A map with clusters among its nodes, and who is in each, by the cluster's key."""

    shown: Ecosystem
    members: Mapping[str, tuple[str, ...]]


def clustered(ecosystem: Ecosystem, opened: Collection[str], name: Name) -> Clustered:
    """Return the map with each cluster as one node but for those `opened`, called by `name`.

    Partners and empty chairs stay by themselves. A cluster stands where most of its members do.
    """
    everyone = clusters_of(ecosystem)
    members = {key: keys for key, keys in everyone.items() if key not in opened}
    home = {node: cluster for cluster, keys in members.items() for node in keys}
    families = {family.code: family for family in ecosystem.families}
    most = max(map(len, everyone.values()), default=1)
    marks = [
        _cluster(key, [ecosystem.node(each) for each in keys], families, name, most)
        for key, keys in members.items()
    ]
    single = [node for node in ecosystem.nodes if node.key not in home]
    ties = tuple(_bundled(ecosystem.ties, home))
    return Clustered(replace(ecosystem, nodes=(*marks, *single), ties=ties), members)


@lru_cache(maxsize=CACHED)
def clusters_of(ecosystem: Ecosystem) -> dict[str, tuple[str, ...]]:
    """Return the clusters of two or more by key: one for each family in each community.

    A key is 'g', the family's code, and the community's number, the largest being 1.
    """
    found: dict[str, list[str]] = {}
    for number, community in enumerate(communities(pairs(ecosystem)), start=1):
        for node in ecosystem.nodes:
            if node.key in community and not node.is_partner:
                found.setdefault(f"g-{node.family}-{number}", []).append(node.key)
    return {key: tuple(keys) for key, keys in sorted(found.items()) if len(keys) > 1}


def is_cluster(key: str) -> bool:
    """Say whether a node's key is that of a cluster."""
    return key.startswith("g-")


def _cluster(key: str, nodes: list[Node], families: Mapping[str, Family], name: Name, most: int) -> Node:
    first = nodes[0]
    return Node(
        key=key,
        name=name(families[first.family], len(nodes)),
        family=first.family,
        ring=_usual(node.ring for node in nodes),
        layers=_usual(node.layers for node in nodes),
        influence=1 + round(4 * len(nodes) / most),
        interest=_usual(node.interest for node in nodes),
        readiness=_usual(node.readiness for node in nodes),
        resources=tuple(sorted({kind for node in nodes for kind in node.resources})),
        mark=str(len(nodes)),
    )


def _usual(values: Iterable[Value]) -> Value:
    return Counter(values).most_common(1)[0][0]


def _bundled(ties: Iterable[Tie], home: Mapping[str, str]) -> Iterable[Tie]:
    """Return the ties of single nodes as they are, and one a pair and kind between clusters."""
    bundles: Counter[tuple[str, str, str]] = Counter()
    for tie in ties:
        source, target = home.get(tie.source, tie.source), home.get(tie.target, tie.target)
        if source == tie.source and target == tie.target:
            yield tie
        elif source != target:
            one, other = sorted((source, target))
            bundles[one, other, tie.kind] += 1
    for (one, other, kind), count in bundles.items():
        strength = 1 + (count >= SEVERAL) + (count >= MANY)
        yield Tie(f"{one}~{other}~{kind}", one, other, kind, is_mutual=True, strength=strength)
