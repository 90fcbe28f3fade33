"""Files people take away can be read again and hold no script of anybody's."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from functools import cache
from hashlib import sha256
from io import BytesIO
from itertools import pairwise

import networkx as nx
import pytest
from defusedxml import ElementTree

from ecosystem.graph.places import View
from ecosystem.graph.records import Ecosystem, Family, Node, Tie
from ecosystem.maps.captions import Heading
from ecosystem.maps.drawn import draw_all
from ecosystem.maps.files import map_file
from ecosystem.maps.lettering import text_width
from ecosystem.maps.payload import payload
from tests.litto import litto

NASTY = ("<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "</script><script>alert(1)</script>")
HEADING = Heading("Who can help?", "Litto", date(2026, 10, 14))


def nasty() -> Ecosystem:
    """Return Litto's map with names that try to be script."""
    whole = litto()
    nodes = [replace(node, name=name) for node, name in zip(whole.nodes, NASTY, strict=False)]
    return replace(whole, nodes=(*nodes, *whole.nodes[len(NASTY) :]), project=NASTY[2])


# Drawing takes longer than all a test looks at.
drawn_of = cache(lambda ecosystem: draw_all(ecosystem, {}))


def file_of(ecosystem: Ecosystem, format_: str, view: View = View.ECOSYSTEM) -> bytes:
    """Return the map as a file."""
    return map_file(
        ecosystem, drawn_of(ecosystem).scenes, HEADING, format_=format_, view=view, kept={}
    ).content


@pytest.mark.parametrize("view", View)
def test_svg_parses_and_names_every_stakeholder(view: View) -> None:
    root = ElementTree.fromstring(file_of(nasty(), "svg", view))
    titles = {element.text for element in root.iter("{http://www.w3.org/2000/svg}title")}

    assert {node.name for node in nasty().nodes} <= titles
    assert [element for element in root.iter() if element.tag.endswith(("script", "image", "a"))] == []


def test_graphml_keeps_every_tie_with_its_id() -> None:
    content = file_of(nasty(), "graphml")
    graph = nx.read_graphml(BytesIO(content), force_multigraph=True)

    assert {key for *_ends, key in graph.edges(keys=True)} == {tie.key for tie in nasty().all_ties()}
    assert graph.number_of_edges("s0", "s3") == 2
    assert graph.nodes["s1"]["name"] == NASTY[1]
    assert graph.nodes["s0"]["influence"] == 5
    assert "influence" not in graph.nodes["s13"]


def test_json_can_be_read_back_as_a_graph() -> None:
    data = json.loads(file_of(nasty(), "json"))
    graph = nx.node_link_graph(data, edges="edges", name="key", key="key")

    assert graph.nodes["s2"]["name"] == NASTY[2]
    assert graph.nodes["s2"]["layers"] == ["base", "users"]
    assert graph.number_of_edges() == len(nasty().all_ties())
    assert data["title"] == "Who can help?"


def test_the_offline_page_runs_only_its_own_scripts() -> None:
    page = file_of(nasty(), "html").decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    scripts = re.findall(r"<script(?: type=\"module\")?>(.*?)</script>", page, re.DOTALL)
    hashes = [f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for text in scripts]

    assert policy is not None
    assert len(scripts) == 2
    assert all(part in policy[1].replace("&#x27;", "'") for part in hashes)
    assert "default-src" in policy[1]
    assert not any(name in page for name in NASTY)


def test_the_offline_page_names_no_host() -> None:
    page = file_of(litto(), "html").decode()

    assert re.findall(r"(?:src|href|action)=[\"']?(?:https?:)?//[^\"' >]+", page) == []
    assert re.findall(r"url\((?![\"']?data:)[^)]{0,40}", page.split("</style>")[0]) == []


def test_the_network_comes_from_pyvis_with_every_tie() -> None:
    whole = litto()
    data = payload(whole, drawn_of(whole).scenes)

    assert {edge["id"] for edge in data["edges"]} == {tie.key for tie in whole.all_ties()}
    assert data["options"]["physics"] == {"enabled": False}
    assert set(data["views"]) == set(View)
    assert all(set(view["places"]) == {node.key for node in whole.nodes} for view in data["views"].values())


def test_the_network_is_built_without_looking_through_what_is_there() -> None:
    compared = []

    class Key(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, other: object) -> bool:
            compared.append(other)
            return str.__eq__(self, other)

    keys = [Key(f"s{number}") for number in range(60)]
    nodes = tuple(Node(key, key, "firm", "likely") for key in keys)
    ties = tuple(Tie(f"t-{one}", one, other, "funds") for one, other in pairwise(keys))
    whole = replace(litto(), nodes=nodes, ties=ties)
    drawn = draw_all(whole, {}).scenes
    compared.clear()

    assert len(payload(whole, drawn)["nodes"]) == 61
    assert len(compared) < 20 * len(keys)


def test_a_picture_holds_a_long_title_and_a_legend_of_many_families() -> None:
    whole = litto()
    more = tuple(
        Family(f"x{n}", f"Cooperatives of the districts without a network {n}", "XX", "circle", 1)
        for n in range(20)
    )
    whole = replace(whole, families=whole.families + more)
    heading = Heading(
        "How water kiosks, waste collection and buses can share what they know " * 2,
        "Litto",
        date(2026, 10, 14),
    )
    drawn = draw_all(whole, {}).scenes

    svg = map_file(whole, drawn, heading, format_="svg", view=View.NETWORK, kept={}).content.decode()
    root = ElementTree.fromstring(svg)
    legend = next(part for part in root if "scale(" in part.get("transform", ""))
    scale = float(legend.get("transform").split("scale(")[1].rstrip(")"))
    lines = list(legend.iter("{http://www.w3.org/2000/svg}text"))
    title = next(
        element for element in root if element.text == heading.title and element.tag.endswith("text")
    )

    assert max(float(line.get("y", 0)) for line in lines) * scale + 150 < 1060
    assert {line.get("x") for line in lines if line.get("text-anchor") == "end"} == {
        str(round(430 / scale, 1))
    }
    assert text_width(heading.title, float(title.get("font-size")), "semibold") * 1.1 < 1930
    assert "Source: Litto" in svg
