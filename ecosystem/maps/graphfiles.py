"""The graph as files for other programs: GraphML and JSON."""

import json
from datetime import date
from io import BytesIO
from typing import Any

import networkx as nx

from ecosystem.graph.build import build
from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Node
from ecosystem.maps.captions import Heading


def full_graph(ecosystem: Ecosystem) -> "nx.MultiDiGraph[str]":
    """Return the graph with all that is known of each node; what is not known is left out."""
    graph = build(ecosystem)
    for node in ecosystem.nodes:
        graph.nodes[node.key].update(_facts(node, ecosystem))
    if ecosystem.project:
        graph.nodes[PROJECT_KEY]["is_project"] = True
    return graph


def graphml(ecosystem: Ecosystem) -> bytes:
    """Return GraphML; each edge has its relation's key as id, parallel edges are kept."""
    graph = full_graph(ecosystem)
    for _node, facts in graph.nodes(data=True):
        for name, value in facts.items():
            facts[name] = _plain(value)
    out = BytesIO()
    nx.write_graphml_xml(graph, out, named_key_ids=True)
    return out.getvalue()


def node_link(ecosystem: Ecosystem, heading: Heading) -> bytes:
    """Return JSON: title, date, families, layers, rings, nodes (`key`) and edges (`key`, `source`, `target`).

    Nodes and edges follow networkx's node-link form: `nx.node_link_graph(data, edges="edges",
    key="key", name="key")` reads them.
    """
    data: dict[str, Any] = nx.node_link_data(full_graph(ecosystem), edges="edges", name="key", key="key")
    return json.dumps(_head(ecosystem, heading) | data, ensure_ascii=False, indent=1).encode()


def _head(ecosystem: Ecosystem, heading: Heading) -> dict[str, Any]:
    day: date = heading.date
    return {
        "title": heading.title,
        "source": heading.source,
        "date": day.isoformat(),
        "families": [{"code": family.code, "name": family.name} for family in ecosystem.families],
        "layers": [{"code": layer.code, "name": layer.name} for layer in ecosystem.layers],
        "rings": [{"code": ring.code, "name": ring.name} for ring in ecosystem.rings],
    }


def _facts(node: Node, ecosystem: Ecosystem) -> dict[str, Any]:
    families = {family.code: family.name for family in ecosystem.families}
    facts = {
        "family_name": families.get(node.family, ""),
        "ring": node.ring,
        "layers": list(node.layers),
        "resources": list(node.resources),
        "influence": node.influence,
        "interest": node.interest,
        "readiness": node.readiness,
        "likelihood": node.score,
        "is_partner": node.is_partner,
        "empty_chair": str(node.chair),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _plain(value: Any) -> Any:
    """Return a value GraphML can hold: lists become words."""
    return " ".join(value) if isinstance(value, list) else value
