"""The graph as files for other programs: GraphML and JSON."""

import json
from datetime import date
from io import BytesIO
from typing import Any

from ecosystem.graph.build import build
from ecosystem.graph.later import nx
from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Node
from ecosystem.maps.captions import Heading
from ecosystem.maps.entries import Contents, Entry
from ecosystem.text import without_hidden


def full_graph(ecosystem: Ecosystem) -> "nx.MultiDiGraph[str]":
    """Return the graph with all that is known of each node; what is not known is left out."""
    graph = build(ecosystem)
    for node in ecosystem.nodes:
        graph.nodes[node.key].update(_facts(node, ecosystem))
    if ecosystem.project:
        graph.nodes[PROJECT_KEY]["is_project"] = True
    return graph


def graphml(contents: Contents, _heading: Heading) -> bytes:
    """Return GraphML; each edge has its relation's key as id, parallel edges are kept.

    Gephi's names for label, place, size and colour; height grows upwards, as it draws it.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entry in contents.entries:
        graph.add_node(entry.key, name=entry.label, label=entry.label, **entry.facts, **_look(entry))
    for edge in contents.connections:
        facts = {"label": edge.label, "weight": edge.strength, "kind": edge.kind, "mutual": edge.is_mutual}
        graph.add_edge(edge.source, edge.target, key=edge.key, strength=edge.strength, **facts)
    out = BytesIO()
    nx.write_graphml_xml(graph, out, named_key_ids=True)
    return out.getvalue()


def _look(entry: Entry) -> dict[str, float]:
    red, green, blue = (int(entry.colour[at : at + 2], 16) for at in (1, 3, 5))
    return {"x": entry.x, "y": -entry.y, "size": entry.size, "r": red, "g": green, "b": blue}


def node_link(ecosystem: Ecosystem, heading: Heading) -> bytes:
    """Return JSON: title, date, families, layers, rings, nodes (`key`) and edges (`key`, `source`, `target`).

    Nodes and edges follow networkx's node-link form: `nx.node_link_graph(data, edges="edges",
    key="key", name="key")` reads them.
    """
    data: dict[str, Any] = nx.node_link_data(full_graph(ecosystem), edges="edges", name="key", key="key")
    text = json.dumps(_head(ecosystem, heading) | data, ensure_ascii=False, indent=1)
    return without_hidden(text).encode()


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
