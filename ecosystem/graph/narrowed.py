"""A part of a map: who is left when it is looked at through a filter."""

from dataclasses import dataclass, replace

from ecosystem.graph.records import Ecosystem, Node


@dataclass(frozen=True, slots=True)
class Lens:
    """What stays on the map; "" leaves everything. `focus` keeps one node and whom it is tied to."""

    family: str = ""
    layer: str = ""
    resource: str = ""
    kind: str = ""
    partners_only: bool = False
    focus: str = ""


def narrowed(ecosystem: Ecosystem, lens: Lens) -> Ecosystem:
    """Return what of a map is seen through `lens`; a focus that is not on the map is ignored."""
    ties = tuple(tie for tie in ecosystem.ties if lens.kind in {"", tie.kind})
    near = {node.key for node in ecosystem.nodes}
    if ecosystem.has(lens.focus):
        met = [tie for tie in ties if lens.focus in {tie.source, tie.target}]
        near = {lens.focus} | {end for tie in met for end in (tie.source, tie.target)}
    nodes = tuple(node for node in ecosystem.nodes if node.key in near and _stays(node, lens))
    kept = {node.key for node in nodes}
    ends = tuple(tie for tie in ties if tie.source in kept and tie.target in kept)
    return replace(ecosystem, nodes=nodes, ties=ends)


def _stays(node: Node, lens: Lens) -> bool:
    return (
        lens.family in {"", node.family}
        and (not lens.layer or lens.layer in node.layers)
        and (not lens.resource or lens.resource in node.resources)
        and (node.is_partner or not lens.partners_only)
    )
