"""Other programs read the map's files as it is, whatever people have called things."""

import csv
import json
from codecs import BOM_UTF8
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from zipfile import ZipFile

import igraph
import networkx as nx
import pytest
from defusedxml import ElementTree
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ecosystem.graph.places import View
from ecosystem.graph.records import Chair, Ecosystem, Family, Layer, Node, Ring, Tie
from ecosystem.maps.captions import Heading
from ecosystem.maps.drawn import draw_all
from ecosystem.maps.files import map_file
from ecosystem.maps.formats import ALL, CODES
from ecosystem.maps.scene import Scene
from ecosystem.text import guarded, unguarded, without_hidden
from tests.litto import litto

HEADING = Heading("Who can\x0b help?", "Litto\x00", date(2026, 10, 14))
HOSTILE = (
    '=HYPERLINK("x")',
    "+1",
    "-1",
    "@SUM(A1)",
    "'=kept",
    "\uff1dfull-width",
    "a\x0bb\x00c",
    "half \ud800 a pair",
    "line one\nline two\ttabbed",
    "a|b",
    "]]><!--&amp;\"'",
    "</script><script>alert(1)</script>",
    "\u202eright to left \u0645",
    "",
    " spaces ",
    "\u0301",
)
GEXF, VIZ = "{http://www.gexf.net/1.2draft}", "{http://www.gexf.net/1.2draft/viz}"
LOOKS = {"node": {"color", "position", "size", "shape"}, "edge": {"color", "thickness", "shape"}}
SHAPES = {
    "node": {"disc", "square", "triangle", "diamond"},
    "edge": {"solid", "dotted", "dashed", "double"},
}
OF_TYPE = {"integer": int, "double": float, "string": str, "boolean": ["false", "true"].index}
names = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(), max_size=30))


def small(*labels: str) -> Ecosystem:
    """Return three stakeholders and a chair with four ties, two of them between the same two."""
    one, two, three, project = labels
    return Ecosystem(
        families=(Family("office", one, "OF", "hexagon", 1), Family("firm", "Firms", "FI", "square", 2)),
        layers=(Layer("base", two), Layer("data", "Data")),
        rings=(Ring("partners", "Partners"), Ring("likely", three)),
        nodes=(
            Node(
                "s1", one, "office", "partners", ("base", "data"), 5, 4, 3, ("human", "data"), is_partner=True
            ),
            Node("s2", two, "firm", "likely", score=0.5),
            Node("s3", three, "firm", "likely", readiness=1),
            Node("f9", "nobody yet", "", "likely", chair=Chair.NEED, mark="HU"),
        ),
        ties=(
            Tie("t1", "s1", "s2", "funds", strength=3),
            Tie("t2", "s1", "s2", "shares", is_mutual=True),
            Tie("t3", "s2", "s1", "tension", strength=1),
            Tie("t4", "s3", "s3", "odd"),
        ),
        project=project,
    )


@cache
def scenes() -> dict[View, Scene]:
    """Return the small map drawn; places follow keys, whatever the names."""
    return draw_all(small("a", "b", "c", "d"), {}).scenes


def exported(format_: str, *labels: str) -> bytes:
    """Return the small map as a file."""
    ecosystem = small(*labels)
    file = map_file(ecosystem, scenes(), HEADING, format_=format_, view=View.ECOSYSTEM, kept={})
    return file.content


four_names = st.tuples(names, names, names, names.filter(bool))  # a project without a name is none
TIES = {"t1", "t2", "t3", "t4", "partner-s1"}
few = settings(max_examples=25, deadline=None)


def expected(labels: tuple[str, ...]) -> dict[str, str]:
    """Return what each node is to be called: hidden characters are spaces."""
    return dict(zip(("s1", "s2", "s3", "project"), map(without_hidden, labels), strict=True))


@few
@given(four_names)
def test_gexf_is_read_whole_by_networkx(labels: tuple[str, ...]) -> None:
    graph = nx.read_gexf(BytesIO(exported("gexf", *labels)))

    assert {edge["id"] for *_ends, edge in graph.edges(data=True)} == TIES
    assert {key: graph.nodes[key]["label"] for key in expected(labels)} == expected(labels)
    assert graph.nodes["s1"]["influence"] == 5
    assert graph.nodes["s1"]["layers"] == "base|data"
    assert graph.nodes["s1"]["is_partner"] is True
    assert "influence" not in graph.nodes["s2"]
    assert graph.nodes["s2"]["likelihood"] == 0.5
    assert set(graph.nodes["s3"]["viz"]) == {"color", "position", "size", "shape"}


@few
@given(four_names)
def test_graphml_is_read_whole_by_networkx(labels: tuple[str, ...]) -> None:
    graph = nx.read_graphml(BytesIO(exported("graphml", *labels)), force_multigraph=True)

    assert {key for *_ends, key in graph.edges(keys=True)} == TIES
    read = {key: graph.nodes[key]["label"] or "" for key in expected(labels)}
    assert read == expected(labels)
    assert graph.nodes["s1"]["layers"] == "base|data"
    assert graph.edges["s1", "s2", "t1"]["weight"] == 3
    assert graph.nodes["s2"].keys() >= {"x", "y", "size", "r", "g", "b"}


def test_gexf_and_graphml_stand_upright_where_height_grows_upwards() -> None:
    places = scenes()[View.ECOSYSTEM].places
    read = nx.read_gexf(BytesIO(exported("gexf", "a", "b", "c", "d")))
    marked = nx.read_graphml(BytesIO(exported("graphml", "a", "b", "c", "d")), force_multigraph=True)

    for key, place in places.items():
        position = read.nodes[key]["viz"]["position"]
        assert (position["x"], position["y"]) == pytest.approx((place.x, -place.y), abs=0.01)
        assert (marked.nodes[key]["x"], marked.nodes[key]["y"]) == (position["x"], position["y"])


def test_gexf_colours_are_those_of_the_families() -> None:
    read = nx.read_gexf(BytesIO(exported("gexf", "a", "b", "c", "d")))

    assert read.nodes["s2"]["viz"]["color"] == read.nodes["s3"]["viz"]["color"]
    assert read.nodes["s1"]["viz"]["color"] != read.nodes["s2"]["viz"]["color"]
    assert read.nodes["s1"]["viz"]["size"] > read.nodes["s3"]["viz"]["size"]


@few
@given(four_names)
def test_kumu_json_names_every_element_and_connection(labels: tuple[str, ...]) -> None:
    data = json.loads(exported("kumu", *labels))
    elements = {element["id"]: element for element in data["elements"]}

    assert {key: elements[key]["label"] for key in expected(labels)} == expected(labels)
    assert {connection["id"] for connection in data["connections"]} == TIES
    assert all({connection["from"], connection["to"]} <= set(elements) for connection in data["connections"])
    assert [connection["direction"] for connection in data["connections"][:2]] == ["directed", "mutual"]
    assert elements["s1"]["Influence"] == "5"
    assert elements["s1"]["Resources"] == ["human", "data"]
    assert "Influence" not in elements["s2"]
    assert None not in [value for element in elements.values() for value in element.values()]


@few
@given(four_names)
def test_kumu_sheets_hold_text_never_formulas(labels: tuple[str, ...]) -> None:
    book = load_workbook(BytesIO(exported("kumu-sheet", *labels)))
    elements, connections = book["Elements"], book["Connections"]
    read = {row[0].value: row[1].value or "" for row in elements.iter_rows(min_row=2)}

    assert [cell.value for cell in elements[1]][:4] == ["ID", "Label", "Type", "Tags"]
    assert [cell.value for cell in connections[1]][:3] == ["ID", "From", "To"]
    assert {key: read[key] for key in expected(labels)} == expected(labels)
    assert {row[0].value for row in connections.iter_rows(min_row=2)} == TIES
    assert [cell.coordinate for sheet in book for row in sheet for cell in row if cell.data_type == "f"] == []


@few
@given(four_names)
def test_prsm_has_what_its_loader_asks_for(labels: tuple[str, ...]) -> None:
    data = json.loads(exported("prsm", *labels))
    nodes = {node["id"]: node for node in data["nodes"]}

    # It breaks names into lines; what is between words tells nothing (str.split takes any white space).
    assert {key: nodes[key]["label"].split() for key in expected(labels)} == {
        key: (name if name.strip() else key).split() for key, name in expected(labels).items()
    }
    assert {edge["id"] for edge in data["edges"]} == TIES
    assert all({edge["from"], edge["to"]} <= set(nodes) for edge in data["edges"])
    assert all(node["grp"] in data["styles"]["nodes"] and node["x"] and node["y"] for node in nodes.values())
    assert all(edge["grp"] in data["styles"]["edges"] for edge in data["edges"])
    titles = {title: attribute for attribute, title in data["attributeTitles"].items()}
    assert nodes["s1"][titles["Influence"]] == "5"
    assert titles["Influence"] not in nodes["s2"]


def test_prsm_s_own_styles_leave_nothing_of_theirs() -> None:
    """It lays ours over its own, of which some have red letters, thick lines or an arrow in the middle."""
    styles = json.loads(exported("prsm", "a", "b", "c", "d"))["styles"]

    for style in styles["nodes"].values():
        assert style.keys() >= {"groupLabel", "shape", "borderWidth", "color", "font"}
        assert style["groupLabel"]
        assert style["font"] == {"color": "#000000", "size": 14}
    for style in styles["edges"].values():
        assert style.keys() >= {"groupLabel", "color", "dashes", "width", "arrows", "font"}
        assert style["color"].keys() == {"color", "highlight", "hover"}
        assert style["arrows"].keys() == {"to", "middle", "from"}


def test_graphml_is_read_by_igraph_too(tmp_path: Path) -> None:
    (tmp_path / "map.graphml").write_bytes(exported("graphml", "Water Office", "b", "c", "d"))

    graph = igraph.Graph.Read_GraphML(str(tmp_path / "map.graphml"))

    one = graph.vs.find(id="s1")
    assert (one["label"], one["influence"], one["is_partner"]) == ("Water Office", 5, True)
    ties = {
        (
            edge["kind"],
            graph.vs[edge.source]["id"],
            graph.vs[edge.target]["id"],
            edge["weight"],
            edge["mutual"],
        )
        for edge in graph.es
    }
    assert ties == {
        ("funds", "s1", "s2", 3, False),
        ("shares", "s1", "s2", 2, True),
        ("tension", "s2", "s1", 1, False),
        ("odd", "s3", "s3", 2, False),
        ("partner", "s1", "project", 2, True),
    }


@few
@given(four_names)
def test_gexf_keeps_every_rule_of_its_schema(labels: tuple[str, ...]) -> None:
    """The rules of GEXF 1.2's schema and of its look (viz), which those of 1.3 contain."""
    root = ElementTree.fromstring(exported("gexf", *labels))
    [meta, graph] = root
    nodes, edges = graph.find(f"{GEXF}nodes"), graph.find(f"{GEXF}edges")
    declared = {
        (part.get("class"), each.get("id")): each.get("type")
        for part in graph.findall(f"{GEXF}attributes")
        for each in part
    }

    assert (root.tag, root.get("version"), meta.tag) == (f"{GEXF}gexf", "1.2", f"{GEXF}meta")
    assert date.fromisoformat(meta.get("lastmodifieddate"))
    assert {child.tag for child in meta} <= {f"{GEXF}creator", f"{GEXF}description"}
    assert set(declared.values()) <= set(OF_TYPE)
    keys = [node.get("id") for node in nodes]
    assert len(set(keys)) == len(keys)
    for kind, each in [("node", node) for node in nodes] + [("edge", edge) for edge in edges]:
        looks = {child.tag.removeprefix(VIZ): child.attrib for child in each if child.tag.startswith(VIZ)}
        assert {child.tag for child in each if not child.tag.startswith(VIZ)} == {f"{GEXF}attvalues"}
        assert set(looks) == LOOKS[kind]
        assert all(0 <= int(looks["color"][channel]) <= 255 for channel in "rgb")
        assert 0 <= float(looks["color"]["a"]) <= 1
        assert looks["shape"]["value"] in SHAPES[kind]
        assert float(looks["size" if kind == "node" else "thickness"]["value"]) >= 0
        for value in each.iter(f"{GEXF}attvalue"):
            OF_TYPE[declared[kind, value.get("for")]](value.get("value"))
    for edge in edges:
        assert {edge.get("source"), edge.get("target")} <= set(keys)
        assert edge.keys() == ["id", "source", "target", "label", "weight"]
        assert 1 <= float(edge.get("weight")) <= 3


def rows(content: bytes, name: str) -> list[dict[str, str]]:
    """Return a table of the archive as a spreadsheet that takes guards off would read it.

    A spreadsheet takes a table without the mark of UTF-8 to be in the machine's own eight bits.
    """
    with ZipFile(BytesIO(content)) as archive, archive.open(name) as file:
        encoding = "utf-8-sig" if file.peek().startswith(BOM_UTF8) else "cp1252"
        return list(csv.DictReader(TextIOWrapper(file, encoding, "replace", newline="")))


@few
@given(four_names)
def test_tables_survive_the_round_trip_and_guard_formulas(labels: tuple[str, ...]) -> None:
    content = exported("csv", *labels)
    nodes = {row["Id"]: row for row in rows(content, "nodes.csv")}
    edges = rows(content, "edges.csv")

    assert {key: unguarded(nodes[key]["Label"]) for key in expected(labels)} == expected(labels)
    assert {row["Id"] for row in edges} == TIES
    assert not [
        cell for row in [*nodes.values(), *edges] for cell in row.values() if cell[:1] in tuple("=+-@\t")
    ]
    assert nodes["s2"]["influence"] == ""
    assert nodes["s1"]["layers"] == "base|data"
    assert [row["Weight"] for row in edges[:3]] == ["3", "2", "1"]


@given(st.text())
def test_a_guard_comes_off_exactly(text: str) -> None:
    assert unguarded(guarded(text)) == text


@few
@given(four_names)
def test_json_holds_every_name(labels: tuple[str, ...]) -> None:
    data = json.loads(exported("json", *labels))

    assert {edge["key"] for edge in data["edges"]} == TIES


def test_no_character_breaks_the_poster() -> None:
    nodes = tuple(Node(f"s{n}", name, "firm", "likely") for n, name in enumerate(filter(None, HOSTILE)))
    whole = replace(small("a", "b", "c", HOSTILE[6]), nodes=nodes, ties=())
    file = map_file(whole, draw_all(whole, {}).scenes, HEADING, format_="svg", view=View.ECOSYSTEM, kept={})
    titles = {element.text or "" for element in ElementTree.fromstring(file.content).iter()}

    assert {without_hidden(name) for name in HOSTILE if name} <= titles


def test_every_format_is_written_and_tells_what_it_keeps_and_loses() -> None:
    whole = litto()
    drawn = draw_all(whole, {}).scenes
    for format_ in ALL:
        file = map_file(whole, drawn, HEADING, format_=format_.code, view=View.LAYERS, kept={})
        assert file.content, format_.code
        assert file.format == format_.code
        assert len(str(format_.loses)) > 30
    assert len(set(CODES)) == len(ALL)


def test_a_map_without_anything_can_be_taken_away() -> None:
    empty = replace(litto(), nodes=(), ties=(), project="")
    drawn = draw_all(empty, {}).scenes

    for code in CODES:
        assert map_file(empty, drawn, HEADING, format_=code, view=View.NETWORK, kept={}).content


def test_families_beyond_prsm_s_styles_share_the_last_one() -> None:
    base = small("a", "b", "c", "d")
    families = tuple(Family(f"f{n}", f"Family {n}", "FA", "circle", n % 14 + 1) for n in range(20))
    nodes = tuple(Node(f"s{n}", f"Name {n}", f"f{n}", "likely") for n in range(20))
    crowd = replace(base, families=families, nodes=nodes, ties=(), project="")
    file = map_file(crowd, draw_all(crowd, {}).scenes, HEADING, format_="prsm", view=View.NETWORK, kept={})
    data = json.loads(file.content)

    assert {node["grp"] for node in data["nodes"]} == {f"group{n}" for n in range(15)}
