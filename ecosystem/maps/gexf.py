"""The map as GEXF 1.2, for Gephi: with colours, sizes, shapes and places."""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from ecosystem.maps.captions import Heading
from ecosystem.maps.entries import Connection, Contents, Entry, Fact
from ecosystem.text import without_hidden

NAMESPACE = "http://www.gexf.net/1.2draft"
GHOST_ALPHA = "0.4"
# GEXF knows four shapes for nodes and four for edges; the nearest stands for each of ours.
NODE_SHAPES = {
    "square": "square",
    "rounded": "square",
    "hexagon": "diamond",
    "diamond": "diamond",
    "triangle": "triangle",
    "triangle-down": "triangle",
}
EDGE_SHAPES = {"double": "double", "dashed": "dashed", "dotted": "dotted"}
TYPES: dict[type, str] = {bool: "boolean", int: "integer", float: "double", str: "string"}


def gexf(contents: Contents, heading: Heading) -> bytes:
    """Return GEXF; each edge has its relation's key as id, parallel edges are kept.

    Height grows upwards, as Gephi draws it. What is not known of a node has no value there. A mutual
    edge is written once, directed, with `mutual` true: networkx doubles the format's own mutual edges
    and graphology refuses a file that starts with one.
    """
    root = ET.Element("gexf", {"xmlns": NAMESPACE, "xmlns:viz": f"{NAMESPACE}/viz", "version": "1.2"})
    _add_head(root, heading)
    graph = ET.SubElement(root, "graph", mode="static", defaultedgetype="directed")
    _add_attributes(graph, "node", [entry.facts.items() for entry in contents.entries])
    _add_attributes(graph, "edge", [_edge_facts(edge) for edge in contents.connections])
    nodes = ET.SubElement(graph, "nodes")
    for entry in contents.entries:
        _add_node(nodes, entry)
    edges = ET.SubElement(graph, "edges")
    for connection in contents.connections:
        _add_edge(edges, connection)
    ET.indent(root, " ")
    content: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return content


def _add_head(root: ET.Element, heading: Heading) -> None:
    meta = ET.SubElement(root, "meta", lastmodifieddate=heading.date.isoformat())
    ET.SubElement(meta, "creator").text = without_hidden(heading.source)
    ET.SubElement(meta, "description").text = without_hidden(heading.title)


def _add_attributes(graph: ET.Element, kind: str, rows: Iterable[Iterable[tuple[str, Fact]]]) -> None:
    types = {name: TYPES[type(fact)] for row in rows for name, fact in row}
    attributes = ET.SubElement(graph, "attributes", {"class": kind, "mode": "static"})
    for name, type_ in types.items():
        ET.SubElement(attributes, "attribute", id=name, title=name, type=type_)


def _add_node(nodes: ET.Element, entry: Entry) -> None:
    node = ET.SubElement(nodes, "node", id=entry.key, label=entry.label)
    _add_values(node, entry.facts.items())
    _add_colour(node, entry.colour, GHOST_ALPHA if entry.is_ghost else "1.0")
    ET.SubElement(node, "viz:position", x=str(entry.x), y=str(-entry.y), z="0.0")
    ET.SubElement(node, "viz:size", value=str(entry.size))
    ET.SubElement(node, "viz:shape", value=NODE_SHAPES.get(entry.shape, "disc"))


def _add_edge(edges: ET.Element, connection: Connection) -> None:
    facts = {
        "id": connection.key,
        "source": connection.source,
        "target": connection.target,
        "label": connection.label,
        "weight": str(connection.strength),
    }
    edge = ET.SubElement(edges, "edge", facts)
    _add_values(edge, _edge_facts(connection))
    _add_colour(edge, connection.colour, "1.0")
    ET.SubElement(edge, "viz:thickness", value=str(connection.width))
    ET.SubElement(edge, "viz:shape", value=EDGE_SHAPES.get(connection.pattern, "solid"))


def _edge_facts(connection: Connection) -> list[tuple[str, Fact]]:
    return [("kind", connection.kind), ("mutual", connection.is_mutual)]


def _add_values(element: ET.Element, facts: Iterable[tuple[str, Fact]]) -> None:
    values = ET.SubElement(element, "attvalues")
    for name, fact in facts:
        ET.SubElement(values, "attvalue", {"for": name, "value": _text(fact)})


def _text(fact: Fact) -> str:
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def _add_colour(element: ET.Element, colour: str, alpha: str) -> None:
    red, green, blue = (str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    ET.SubElement(element, "viz:color", r=red, g=green, b=blue, a=alpha)
