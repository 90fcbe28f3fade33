"""Who stands between families, and which families do not meet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from ecosystem.graph.later import nx
from ecosystem.graph.records import Node


@dataclass(frozen=True, slots=True)
class Brokerage:
    """For how many pairs of contacts without a tie of their own somebody is the go-between (0 and up).

    By families of the two and of the go-between: `coordinator` all three one family; `gate` it and
    one of the two (gatekeeper or representative: without direction the same); `consultant` the two
    one family, it another; `liaison` three families.
    """

    coordinator: int = 0
    gate: int = 0
    consultant: int = 0
    liaison: int = 0

    @property
    def across(self) -> int:
        """The pairs of which at least one side is of another family than the go-between."""
        return self.gate + self.consultant + self.liaison

    @property
    def between(self) -> int:
        """The pairs from two different families: what the go-between does for families to meet."""
        return self.gate + self.liaison


def brokerage(simple: "nx.Graph[str]", family: Mapping[str, str]) -> dict[str, Brokerage]:
    """Return for whom each stakeholder is the go-between; `family` names everybody's.

    Source: Gould and Fernandez (1989), each pair counted once because pairs have no direction.
    """
    return {node: _brokerage(simple, family, node) for node in simple}


def families_apart(nodes: Iterable[Node], simple: "nx.Graph[str]") -> tuple[tuple[str, str], ...]:
    """Return the pairs of families (codes, in the order of `nodes`) between which there is no tie."""
    family = {node.key: node.family for node in nodes}
    met = {frozenset((family[one], family[other])) for one, other in simple.edges}
    present = list(dict.fromkeys(family.values()))
    return tuple(pair for pair in combinations(present, 2) if frozenset(pair) not in met)


def _brokerage(simple: "nx.Graph[str]", family: Mapping[str, str], node: str) -> Brokerage:
    counts = dict.fromkeys(("coordinator", "gate", "consultant", "liaison"), 0)
    for one, other in combinations(simple[node], 2):
        if other not in simple[one]:
            counts[_role(family[one], family[node], family[other])] += 1
    return Brokerage(**counts)


def _role(one: str, own: str, other: str) -> str:
    if one == other:
        return "coordinator" if one == own else "consultant"
    return "gate" if own in {one, other} else "liaison"
