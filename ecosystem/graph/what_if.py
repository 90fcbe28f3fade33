"""What breaks and what closes when partners leave or join: contacts to partners, and layers."""

from collections.abc import Collection
from dataclasses import dataclass

from ecosystem.graph.build import pairs
from ecosystem.graph.records import Ecosystem


@dataclass(frozen=True, slots=True)
class Shift:
    """What a change of partners does; keys of stakeholders and codes of layers in the map's order.

    `cut_off` had a relation with a partner and have none any more; `reached` are the others way round.
    `empty` are layers without a partner from then on, `held` those that get their first.
    """

    cut_off: tuple[str, ...]
    reached: tuple[str, ...]
    empty: tuple[str, ...]
    held: tuple[str, ...]


def shift(ecosystem: Ecosystem, before: Collection[str], after: Collection[str]) -> Shift:
    """Return what changes between two sets of partners, given by key; relations count but for tension."""
    here, there = _touched(ecosystem, before), _touched(ecosystem, after)
    old, new = _layers(ecosystem, before), _layers(ecosystem, after)
    people = [node.key for node in ecosystem.stakeholders()]
    codes = [layer.code for layer in ecosystem.layers]
    return Shift(
        cut_off=tuple(key for key in people if key in here - there and key not in after),
        reached=tuple(key for key in people if key in there - here and key not in before),
        empty=tuple(code for code in codes if code in old - new),
        held=tuple(code for code in codes if code in new - old),
    )


def _touched(ecosystem: Ecosystem, partners: Collection[str]) -> set[str]:
    """Return who is no partner and has a relation with one."""
    simple = pairs(ecosystem)
    return {other for key in partners if key in simple for other in simple[key]} - set(partners)


def _layers(ecosystem: Ecosystem, partners: Collection[str]) -> set[str]:
    return {code for key in partners if ecosystem.has(key) for code in ecosystem.node(key).layers}
