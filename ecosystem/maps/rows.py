"""The table beside the map: the same content in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecosystem.graph.records import PARTNER_TIE, PROJECT_KEY, Ecosystem, Family, Node, Tie
from ecosystem.maps.captions import kind_names
from ecosystem.models import Readiness, ResourceKind


@dataclass(frozen=True, slots=True)
class Row:
    """A stakeholder or an empty chair in words; "" and None are 'not known'."""

    key: str
    name: str
    family: Family | None
    ring: str
    influence: int | None
    interest: int | None
    readiness: str
    layers: tuple[str, ...]
    resources: tuple[str, ...]
    relations: tuple[str, ...]
    is_partner: bool
    is_ghost: bool
    address: str


def rows_of(ecosystem: Ecosystem, addresses: Mapping[str, str]) -> list[Row]:
    """Return the table's rows in the order of the rings, then by name; `addresses` are of pages, by key."""
    ties = _relations(ecosystem)
    order = [ring.code for ring in ecosystem.rings]
    nodes = sorted(
        ecosystem.nodes,
        key=lambda node: (
            node.is_ghost,
            order.index(node.ring) if node.ring in order else len(order),
            node.name.casefold(),
        ),
    )
    return [_row(node, ecosystem, tuple(ties.get(node.key, ())), addresses) for node in nodes]


def _row(node: Node, ecosystem: Ecosystem, relations: tuple[str, ...], addresses: Mapping[str, str]) -> Row:
    families = {family.code: family for family in ecosystem.families}
    rings = {ring.code: ring.name for ring in ecosystem.rings}
    kinds = {kind: str(label) for kind, label in ResourceKind.choices}
    return Row(
        key=node.key,
        name=node.name,
        family=families.get(node.family),
        ring=rings.get(node.ring, ""),
        influence=node.influence,
        interest=node.interest,
        readiness=str(Readiness(node.readiness).label) if node.readiness else "",
        layers=tuple(layer.name for layer in ecosystem.layers if layer.code in node.layers),
        resources=tuple(kinds[kind] for kind in node.resources if kind in kinds),
        relations=relations,
        is_partner=node.is_partner,
        is_ghost=node.is_ghost,
        address=addresses.get(node.key, ""),
    )


def _relations(ecosystem: Ecosystem) -> dict[str, list[str]]:
    """Return each node's relations in words."""
    found: dict[str, list[str]] = {}
    kinds = kind_names()
    for tie in ecosystem.ties:
        if tie.kind == PARTNER_TIE or PROJECT_KEY in {tie.source, tie.target}:
            continue
        source, target = ecosystem.node(tie.source).name, ecosystem.node(tie.target).name
        found.setdefault(tie.source, []).append(_sentence(tie, kinds, target, is_outgoing=True))
        found.setdefault(tie.target, []).append(_sentence(tie, kinds, source, is_outgoing=False))
    return found


def _sentence(tie: Tie, kinds: Mapping[str, str], other: str, *, is_outgoing: bool) -> str:
    facts = {"kind": kinds.get(tie.kind, tie.kind), "other": other}
    if tie.is_mutual:
        return _("%(kind)s, both ways: %(other)s") % facts
    if is_outgoing:
        return _("%(kind)s: %(other)s") % facts
    return _("%(kind)s, from: %(other)s") % facts
