"""What the map's script needs: a network made by pyvis, and each view's drawing with colours by token."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ecosystem.graph.places import HEIGHT, WIDTH, View
from ecosystem.graph.records import PROJECT_KEY, Ecosystem, Node
from ecosystem.maps import captions, encoding
from ecosystem.maps.drawn import is_crowd
from ecosystem.maps.marks import Mark, half_extents, marks_of
from ecosystem.maps.palette import palette
from ecosystem.maps.poster import Text, Trace, drawing, figure_of, trace_of
from ecosystem.maps.scene import Hub, Scene, courses

OPTIONS = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "multiselect": False, "selectConnectedEdges": False, "tooltipDelay": 200},
    "nodes": {"chosen": False},
    "edges": {"chosen": False, "smooth": False},
}


def payload(ecosystem: Ecosystem, scenes: Mapping[View, Scene]) -> dict[str, Any]:
    """Return the JSON of a map: pyvis' nodes, edges and options, marks, and a drawing a view.

    Colours are names of tokens; positions are map units of the first view in `scenes`. Of a crowd
    only that view is drawn; the others are pages of their own.
    """
    first = next(iter(scenes.values()))
    marks = marks_of(ecosystem)
    groups = dict(ecosystem.look.groups)
    nodes, edges = _network(ecosystem, first, marks)
    return {
        "size": [WIDTH, HEIGHT],
        "nodes": nodes,
        "edges": edges,
        "options": OPTIONS,
        "project": PROJECT_KEY,
        "marks": {
            node.key: _mark(node, marks[node.key], str(groups.get(node.key, 0))) for node in ecosystem.nodes
        },
        "views": {
            view.value: scene_data(scene, ecosystem)
            for view, scene in scenes.items()
            if scene is first or not is_crowd(ecosystem)
        },
    }


def scene_data(scene: Scene, ecosystem: Ecosystem) -> dict[str, Any]:
    """Return one view's drawing as plain data, for the page and as the answer to a move."""
    tokens = {name: name for name in palette()}
    drawn: dict[str, Any] = drawing(scene, ecosystem, tokens)
    return {
        "name": captions.view_name(scene.view),
        "grounds": [asdict(ground) for ground in drawn["grounds"]],
        "words": [text_data(text) for text in drawn["words"]],
        "hub": hub_data(scene.hub, drawn["hub_text"]),
        "tieAlpha": drawn["tie_alpha"],
        "hasHalos": drawn["has_halos"],
        "ties": _ties(scene, ecosystem, tokens),
        "places": {key: [place.x, place.y] for key, place in scene.places.items()},
        "feet": {key: list(feet) for key, feet in scene.feet.items()},
        "labels": {key: text_data(text) for key, text in zip(scene.labels, drawn["labels"], strict=True)},
        "leads": {key: label.lead for key, label in scene.labels.items() if label.lead},
    }


def _network(
    ecosystem: Ecosystem, scene: Scene, marks: Mapping[str, Mark]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return nodes and edges as pyvis makes them, in time linear in their number.

    Its lists are filled directly: `add_node` and `add_edge` look through all that are there already.
    """
    from pyvis.edge import Edge
    from pyvis.network import Network
    from pyvis.node import Node as Dot

    network = Network(directed=True)
    for node in ecosystem.nodes:
        place, mark = scene.places[node.key], marks[node.key]
        dot = Dot(node.key, "custom", node.name, x=place.x, y=place.y, size=mark.radius, physics=False)
        network.nodes.append(dot.options)
    if ecosystem.project:
        x, y = (scene.hub.x, scene.hub.y) if scene.hub else (WIDTH / 2, HEIGHT / 2)
        network.nodes.append(Dot(PROJECT_KEY, "custom", ecosystem.project, x=x, y=y, physics=False).options)
    for tie in () if is_crowd(ecosystem) else ecosystem.all_ties():
        # Drawn by the page beneath the marks: the library has no beads, ticks or zigzag.
        facts = {"id": tie.key, "width": encoding.line_width(tie), "hidden": True, "physics": False}
        network.edges.append(Edge(tie.source, tie.target, directed=True, **facts).options)
    nodes, edges, *_rest = network.get_network_data()
    return json.loads(json.dumps(nodes)), json.loads(json.dumps(edges))


def _mark(node: Node, mark: Mark, group: str) -> dict[str, Any]:
    """Return a mark drawn around the origin, and what filters ask about its node."""
    tokens = {name: name for name in palette()}
    figure = figure_of(mark, (0.0, 0.0), tokens)
    width, height = half_extents(mark)
    return {
        "name": node.name,
        "family": node.family,
        "layers": node.layers,
        "resources": node.resources,
        "group": group,
        "partner": node.is_partner,
        "ghost": node.is_ghost,
        "half": [round(width, 1), round(height, 1)],
        "path": figure.path,
        "outer": figure.outer,
        "hatch": figure.hatch,
        "fill": figure.fill,
        "colour": figure.colour,
        "letters": text_data(figure.letters),
    }


def text_data(text: Text) -> dict[str, Any]:
    """Return lines of text as plain data."""
    return {
        "lines": [[line.text, line.x, line.y] for line in text.lines],
        "anchor": text.anchor,
        "size": text.size,
        "cut": text.cut,
        "colour": text.colour,
    }


def hub_data(hub: Hub | None, text: Text | None) -> dict[str, Any] | None:
    """Return the project's disc with its name as plain data."""
    if hub is None or text is None:
        return None
    return {"x": hub.x, "y": hub.y, "radius": hub.radius, "text": text_data(text)}


def _ties(scene: Scene, ecosystem: Ecosystem, tokens: Mapping[str, str]) -> Sequence[dict[str, Any]]:
    ways = courses(ecosystem, marks_of(ecosystem), scene.places, bends=scene.bends, hub=scene.hub)
    return [
        {"kind": tie.kind, "source": tie.source, "target": tie.target}
        | _trace(trace_of(tie, ways[tie.key], tokens, count=len(ways)))
        for tie in ecosystem.all_ties()
        if tie.key in ways
    ]


def _trace(trace: Trace) -> dict[str, Any]:
    drawn = {
        "path": trace.path,
        "dots": trace.dots,
        "arrow": trace.arrow,
        "dash": [float(part) for part in trace.dash.split()],
        "width": trace.width,
        "colour": trace.colour,
    }
    return {name: value for name, value in drawn.items() if value}
