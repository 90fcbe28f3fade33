"""A map as a file to take away, by format."""

from collections.abc import Mapping

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import Heading
from ecosystem.maps.drawn import Kept
from ecosystem.maps.graphfiles import graphml, node_link
from ecosystem.maps.offline import offline_page
from ecosystem.maps.poster import poster
from ecosystem.maps.scene import Scene
from ecosystem.maps.sheet import Links, sheet_of


def map_file(
    ecosystem: Ecosystem,
    scenes: Mapping[View, Scene],
    heading: Heading,
    *,
    format_: str,
    view: View,
    kept: Kept,
) -> MapFile:
    """Return a map as html, svg, graphml or json; html opens at `view`, svg shows it."""
    shown = view if view in scenes else next(iter(scenes))
    if format_ == "svg":
        return MapFile("svg", f"{heading.source} {shown}", poster(scenes[shown], ecosystem, heading).encode())
    if format_ == "html":
        sheet = sheet_of(ecosystem, scenes, heading, view=shown, kept=kept, links=Links())
        return MapFile("html", heading.source, offline_page(sheet))
    if format_ == "graphml":
        return MapFile("graphml", heading.source, graphml(ecosystem))
    return MapFile("json", heading.source, node_link(ecosystem, heading))
