"""Stable positions: who has a place keeps it, who comes gets a free one, nobody else moves."""

from collections.abc import Iterable, Mapping, Sequence
from math import hypot
from typing import Protocol

from ecosystem.graph.bands import BandPlan
from ecosystem.graph.cells import CellPlan
from ecosystem.graph.crowd import spread
from ecosystem.graph.forces import ForcePlan
from ecosystem.graph.places import CROWD, Box, Place, Point, Size, View
from ecosystem.graph.records import Ecosystem, Node
from ecosystem.graph.rings import RingPlan
from ecosystem.graph.spots import Field

SWEEPS = 3
TOLERANCE = 1.0  # map units; stored places are rounded


class Plan(Protocol):
    """What one view knows about where nodes belong."""

    def slot(self, node: Node) -> str:
        """Return the name of the node's ring and sector, bands or cell."""

    def candidates(self, node: Node) -> list[Point]:
        """Return spots within the node's slot, the best first."""

    def wanted(self, node: Node) -> Point | None:
        """Return the one spot where the node belongs, None where any of its slot is as good."""

    def spot(self, node: Node, across: float, down: float) -> Point:
        """Return the point of the node's slot at two shares (0 to 1) of its room."""

    def clamp(self, slot: str, x: float, y: float) -> Point:
        """Return the point, or the nearest one within the slot."""


def plan_of(view: View, ecosystem: Ecosystem, held: Mapping[str, Place] | None = None) -> Plan:
    """Return the plan of a view; the network view takes into account where others stand."""
    if view == View.ECOSYSTEM:
        return RingPlan(ecosystem)
    if view == View.LAYERS:
        return BandPlan(ecosystem)
    if view == View.INFLUENCE:
        return CellPlan(ecosystem)
    return ForcePlan(ecosystem, held or {})


def arrange(
    view: View,
    ecosystem: Ecosystem,
    *,
    stored: Mapping[str, Place],
    sizes: Mapping[str, Size],
    taken: Sequence[Box] = (),
) -> dict[str, Place]:
    """Return a place for each node of the map.

    A stored place is kept while its slot still holds. The others get the spot with the least
    overlap among those of their slot, given the marks, the labels and the boxes in `taken`; in a
    crowd, a spot of their slot apart from other marks.
    """
    plan = plan_of(view, ecosystem, stored)
    kept = _kept(plan, ecosystem.nodes, stored)
    newcomers = sorted((node for node in ecosystem.nodes if node.key not in kept), key=_first_choice)
    if len(ecosystem.nodes) > CROWD:
        radius = max((size.radius for size in sizes.values()), default=Size().radius)
        return kept | spread(plan, newcomers, kept=kept, radius=radius, taken=taken)
    field = Field(taken, plan.leg if isinstance(plan, BandPlan) else None)
    for key, place in kept.items():
        field.put(key, place, sizes.get(key, Size()))
    for sweep in range(SWEEPS if newcomers else 0):
        for node in newcomers:
            field.settle(node.key, plan.slot(node), plan.candidates(node), sizes.get(node.key, Size()))
        if sweep == 0 and len(newcomers) == 1:
            break
    return {node.key: field.place(node.key) for node in ecosystem.nodes}


def clamp(view: View, ecosystem: Ecosystem, key: str, *, x: float, y: float) -> Place:
    """Return where a dragged node ends: within its ring and sector, bands or cell.

    Raises KeyError when the map has no such node.
    """
    plan = plan_of(view, ecosystem, {node.key: Place(x, y, "") for node in ecosystem.nodes})
    slot = plan.slot(ecosystem.node(key))
    return Place(*plan.clamp(slot, x, y), slot)


def _kept(plan: Plan, nodes: Iterable[Node], stored: Mapping[str, Place]) -> dict[str, Place]:
    """Return the stored places of those whose slot still holds."""
    kept = {}
    for node in nodes:
        key = node.key
        if key in stored:
            place = stored[key]
            x, y, slot, _is_pinned = place
            if slot == plan.slot(node):
                inner_x, inner_y = plan.clamp(slot, x, y)
                if hypot(inner_x - x, inner_y - y) <= TOLERANCE:
                    kept[key] = place
    return kept


def _first_choice(node: Node) -> tuple[bool, bool, int]:
    """Sort partners and the influential first: their spots matter most."""
    return (node.is_ghost, not node.is_partner, -(node.influence or 0))
