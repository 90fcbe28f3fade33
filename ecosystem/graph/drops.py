"""What a mark says by being dropped outside its own ring, band or cell."""

from dataclasses import dataclass

from ecosystem.graph.bands import UNPLACED, BandPlan
from ecosystem.graph.cells import UNKNOWN, CellPlan
from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem, Node
from ecosystem.graph.rings import RingPlan


@dataclass(frozen=True, slots=True)
class Drop:
    """What somebody means by a drop; None is what the view says nothing about.

    `levels` are interest and influence (1 to 5; both None on the strip for 'not yet known'),
    `layers` the layers from now on, `ring` the code of another ring.
    """

    levels: tuple[int | None, int | None] | None = None
    layers: tuple[str, ...] | None = None
    ring: str | None = None


def dropped(view: View, ecosystem: Ecosystem, node: Node, *, x: float, y: float) -> Drop | None:
    """Return what a drop at a point (map units) says, None within the mark's own place and beside all."""
    if view == View.INFLUENCE:
        return _cell(ecosystem, node, x, y)
    if view == View.LAYERS:
        return _band(ecosystem, node, y)
    if view == View.ECOSYSTEM:
        ring = RingPlan(ecosystem).ring_at(x, y)
        return Drop(ring=ring) if ring and ring != node.ring else None
    return None


def _cell(ecosystem: Ecosystem, node: Node, x: float, y: float) -> Drop | None:
    plan = CellPlan(ecosystem)
    there = plan.slot_at(x, y)
    if there in {None, plan.slot(node)}:
        return None
    if there == UNKNOWN:
        return Drop(levels=(None, None))
    interest, influence = map(int, str(there).split("-"))
    return Drop(levels=(interest, influence))


def _band(ecosystem: Ecosystem, node: Node, y: float) -> Drop | None:
    """Return the layers after a drop: the band the body stood on is left for the one it is drawn to."""
    plan = BandPlan(ecosystem)
    slot = plan.slot(node)
    numbers = [] if slot == UNPLACED else [int(number) for number in slot.split("-")]
    there = plan.band_at(y)
    if there == (numbers[-1] if numbers else None):
        return None
    kept = {*numbers[:-1]} | ({there} if there is not None else set())
    layers = ecosystem.layers
    return Drop(layers=tuple(layers[number].code for number in sorted(kept)) if there is not None else ())
