"""Whom somebody reaches over how many relations, the ways between two, and what two have in common."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import islice

from ecosystem.graph.build import pairs
from ecosystem.graph.later import nx
from ecosystem.graph.records import Ecosystem

MOST_STEPS = 3
MOST_WAYS = 6


def around(ecosystem: Ecosystem, key: str, steps: int, kind: str = "") -> tuple[tuple[str, ...], ...]:
    """Return whom a stakeholder reaches over 1, 2 ... `steps` relations, those at each distance together.

    Relations count in both directions; of one `kind`, or of all kinds but tension.
    Raises KeyError when the map has no such stakeholder.
    """
    simple = pairs(ecosystem, kind)
    if key not in simple:
        raise KeyError(key)
    lengths = nx.single_source_shortest_path_length(simple, key, cutoff=steps)
    return tuple(
        tuple(node for node in simple if lengths.get(node) == distance) for distance in range(1, steps + 1)
    )


def ways(ecosystem: Ecosystem, one: str, other: str, kind: str = "") -> tuple[tuple[str, ...], ...]:
    """Return the shortest ways between two stakeholders, at most MOST_WAYS; none when they are not linked.

    Raises KeyError when the map has not both.
    """
    simple = pairs(ecosystem, kind)
    if one not in simple or other not in simple:
        raise KeyError(one if one not in simple else other)
    try:
        found = islice(nx.all_shortest_paths(simple, one, other), MOST_WAYS)
        return tuple(sorted(map(tuple, found), key=lambda way: [list(simple).index(node) for node in way]))
    except nx.NetworkXNoPath:
        return ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """The contacts of two stakeholders: of both, and of one alone; neither of the two is among them."""

    both: tuple[str, ...]
    only_one: tuple[str, ...]
    only_other: tuple[str, ...]


def contacts(ecosystem: Ecosystem, one: str, other: str, kind: str = "") -> Contacts:
    """Return whom two stakeholders are both tied to, and whom only one of them."""
    simple = pairs(ecosystem, kind)
    here, there = set(simple[one]) - {other}, set(simple[other]) - {one}

    def ordered(keys: set[str]) -> tuple[str, ...]:
        return tuple(node for node in simple if node in keys)

    return Contacts(ordered(here & there), ordered(here - there), ordered(there - here))


def only(ecosystem: Ecosystem, keys: Collection[str]) -> Ecosystem:
    """Return the map with these nodes alone, and the ties among them."""
    kept = set(keys)
    nodes = tuple(node for node in ecosystem.nodes if node.key in kept)
    ties = tuple(tie for tie in ecosystem.ties if tie.source in kept and tie.target in kept)
    return replace(ecosystem, nodes=nodes, ties=ties)
