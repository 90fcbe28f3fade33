"""The table beside the map: the same content in words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ecosystem.graph.records import PARTNER_TIE, PROJECT_KEY, Ecosystem, Family, Node, Tie
from ecosystem.maps.captions import kind_names
from ecosystem.models import AbstractRelation, Readiness, ResourceKind

OUT, IN, BOTH = "out", "in", "both"


@dataclass(frozen=True, slots=True)
class Row:
    """A stakeholder or an empty chair in words; "" and None are 'not known'.

    `address` is its page, `change` the form that changes what the row says, "" for whoever may not.
    """

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
    address: str = ""
    change: str = ""


def rows_of(
    ecosystem: Ecosystem, addresses: Mapping[str, str], changes: Mapping[str, str] | None = None
) -> list[Row]:
    """Return the table's rows in the order of the rings, then by name.

    By key: `addresses` are of pages, `changes` of the forms that change what a row says.
    """
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
    rows = (_row(node, ecosystem, tuple(ties.get(node.key, ()))) for node in nodes)
    forms = changes or {}
    return [replace(row, address=addresses.get(row.key, ""), change=forms.get(row.key, "")) for row in rows]


def _row(node: Node, ecosystem: Ecosystem, relations: tuple[str, ...]) -> Row:
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
    )


def _relations(ecosystem: Ecosystem) -> dict[str, list[str]]:
    """Return each node's relations in words, those of one kind and direction in one line."""
    found: dict[str, dict[tuple[str, str], list[str]]] = {}
    for tie in ecosystem.ties:
        if tie.kind == PARTNER_TIE or PROJECT_KEY in {tie.source, tie.target}:
            continue
        for key, other, way in ((tie.source, tie.target, OUT), (tie.target, tie.source, IN)):
            lines = found.setdefault(key, {})
            line = lines.setdefault((tie.kind, BOTH if tie.is_mutual else way), [])
            line.append(_other(ecosystem.node(other).name, tie))
    kinds = kind_names()
    return {
        key: [_sentence(kinds.get(kind, kind), way, others) for (kind, way), others in lines.items()]
        for key, lines in found.items()
    }


def _other(name: str, tie: Tie) -> str:
    """Return somebody's name, with how strong the relation is where it is not plain."""
    strengths = AbstractRelation.Strength
    if tie.strength == strengths.CLEAR:
        return name
    return _("%(name)s (%(strength)s)") % {"name": name, "strength": strengths(tie.strength).label}


def _sentence(kind: str, way: str, others: list[str]) -> str:
    facts = {"kind": kind, "other": ", ".join(others)}
    if way == BOTH:
        return _("%(kind)s, both ways: %(other)s") % facts
    if way == OUT:
        return _("%(kind)s: %(other)s") % facts
    return _("%(kind)s, from: %(other)s") % facts
