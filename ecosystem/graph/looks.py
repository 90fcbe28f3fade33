"""What colour and size say on a map: the family or the community, influence or betweenness."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from ecosystem.graph.build import pairs
from ecosystem.graph.groups import communities
from ecosystem.graph.measures import betweenness
from ecosystem.graph.records import ColourBy, Ecosystem, Look, SizeBy

CACHED = 16


@lru_cache(maxsize=CACHED)
def looked(ecosystem: Ecosystem, colour: ColourBy, size: SizeBy) -> Ecosystem:
    """Return the map with its look worked out: communities for the colour, a measure for the size."""
    return looked_by(ecosystem, colour, size, _values(ecosystem, size))


def looked_by(ecosystem: Ecosystem, colour: ColourBy, size: SizeBy, values: Mapping[str, float]) -> Ecosystem:
    """Return the map in a look whose sizes are known: `values` by key."""
    groups = _groups(ecosystem) if colour == ColourBy.COMMUNITY else {}
    most = max(values.values(), default=0.0)
    shares = {key: value / most if most else 0.0 for key, value in values.items()}
    look = Look(colour, size, tuple(groups.items()), tuple(shares.items()), most)
    return replace(ecosystem, look=look)


def _groups(ecosystem: Ecosystem) -> dict[str, int]:
    """Return the community of each stakeholder that is in one with others, the largest being 1."""
    found = (group for group in communities(pairs(ecosystem)) if len(group) > 1)
    return {key: number for number, group in enumerate(found, start=1) for key in sorted(group)}


def _values(ecosystem: Ecosystem, size: SizeBy) -> Mapping[str, float]:
    if size == SizeBy.BETWEENNESS:
        return betweenness(pairs(ecosystem))
    if size == SizeBy.RESOURCES:
        return {node.key: float(len(set(node.resources))) for node in ecosystem.stakeholders()}
    return {}
