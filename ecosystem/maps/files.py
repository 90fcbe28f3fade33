"""A map as a file to take away, by format."""

from collections.abc import Callable, Mapping

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem
from ecosystem.maps.answers import MapFile
from ecosystem.maps.captions import Heading
from ecosystem.maps.drawn import Kept
from ecosystem.maps.entries import Contents, contents_of
from ecosystem.maps.formats import BY_CODE
from ecosystem.maps.gexf import gexf
from ecosystem.maps.graphfiles import graphml, node_link
from ecosystem.maps.kumu import kumu_json, kumu_sheets
from ecosystem.maps.offline import offline_page
from ecosystem.maps.poster_page import poster
from ecosystem.maps.prsm import prsm
from ecosystem.maps.scene import Scene
from ecosystem.maps.sheet import Links, sheet_of
from ecosystem.maps.tables import tables
from ecosystem.text import without_hidden

WRITERS: Mapping[str, Callable[[Contents, Heading], bytes]] = {
    "gexf": gexf,
    "graphml": graphml,
    "kumu": kumu_json,
    "kumu-sheet": kumu_sheets,
    "prsm": prsm,
    "csv": tables,
}


def map_file(
    ecosystem: Ecosystem,
    scenes: Mapping[View, Scene],
    heading: Heading,
    *,
    format_: str,
    view: View,
    kept: Kept,
) -> MapFile:
    """Return a map in one of `formats.CODES`; html opens at `view`, others show it or have its places."""
    shown = view if view in scenes else next(iter(scenes))
    name = f"{heading.source} {ecosystem.project}".strip()
    if format_ == "svg":
        picture = without_hidden(poster(scenes[shown], ecosystem, heading))
        return MapFile("svg", f"{name} {shown}", picture.encode())
    if format_ == "html":
        sheet = sheet_of(ecosystem, scenes, heading, view=shown, kept=kept, links=Links())
        return MapFile("html", name, offline_page(sheet))
    if format_ == "json":
        return MapFile("json", name, node_link(ecosystem, heading))
    named = name if BY_CODE[format_].ending == format_ else f"{name} {format_}"
    return MapFile(format_, named, WRITERS[format_](contents_of(ecosystem, scenes[shown]), heading))
