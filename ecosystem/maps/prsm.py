"""The map for PRSM (.prsm): plain JSON with styles for families and kinds, attributes and notes."""

import json
from collections.abc import Mapping
from textwrap import wrap
from typing import Any

from ecosystem.maps.captions import Heading
from ecosystem.maps.entries import Connection, Contents, Entry
from ecosystem.text import without_hidden

# PRSM has so many styles for factors and for links; families beyond share the last one.
NODE_STYLES, EDGE_STYLES = 15, 9
BOXES = {"square", "rounded"}
LINED, LETTERS = "#ffffff", {"color": "#000000", "size": 14}
# It writes names inside of its factors: in lines of so many letters, on so much more paper than our marks.
LINE_LETTERS, SPREAD = 18, 2.8
LINK_LETTERS = 9  # smaller than names: every link says its kind


def prsm(contents: Contents, heading: Heading) -> bytes:
    """Return a PRSM map; ids are ours, parallel links are kept, what is not known is left out."""
    names = list(dict.fromkeys(name for entry in contents.entries for name in entry.words))
    titles = {name: f"att{number}" for number, name in enumerate(names, 1)}
    families = _styles([entry.family for entry in contents.entries], "group", NODE_STYLES)
    kinds = _styles([connection.label for connection in contents.connections], "edge", EDGE_STYLES)
    data = {
        "mapTitle": without_hidden(heading.title),
        "lastNodeSample": "group0",
        "lastLinkSample": "edge0",
        "attributeTitles": {attribute: name for name, attribute in titles.items()},
        "nodes": [_node(entry, families[entry.family], titles) for entry in contents.entries],
        "edges": [_edge(connection, kinds[connection.label]) for connection in contents.connections],
        "styles": {"nodes": _node_styles(contents, families), "edges": _edge_styles(contents, kinds)},
        "description": _note(f"{without_hidden(heading.source)} · {heading.date.isoformat()}"),
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def _styles(names: list[str], prefix: str, most: int) -> dict[str, str]:
    ordered = dict.fromkeys(names)
    return {name: f"{prefix}{min(number, most - 1)}" for number, name in enumerate(ordered)}


def _node(entry: Entry, style: str, titles: Mapping[str, str]) -> dict[str, Any]:
    node = {
        "id": entry.key,
        "label": _in_lines(entry.label) or entry.key,
        "grp": style,
        # PRSM takes a place of 0 for none.
        "x": round(entry.x * SPREAD, 1) or 1,
        "y": round(entry.y * SPREAD, 1) or 1,
        "shape": _shape(entry),
        "color": _paint(entry.colour),
        "borderWidth": 2,
        "shapeProperties": {"borderDashes": entry.is_ghost},
    }
    note = {"note": _note(", ".join(entry.tags))} if entry.tags else {}
    return node | note | {titles[name]: str(word) for name, word in entry.words.items()}


def _edge(connection: Connection, style: str) -> dict[str, Any]:
    return {
        "id": connection.key,
        "from": connection.source,
        "to": connection.target,
        "grp": style,
        "label": connection.label,
        "width": connection.strength,
        "arrows": _arrows(is_mutual=connection.is_mutual),
    }


def _node_styles(contents: Contents, families: Mapping[str, str]) -> dict[str, Any]:
    firsts: dict[str, Entry] = {}
    for entry in contents.entries:
        firsts.setdefault(families[entry.family], entry)
    return {
        style: {
            # Who stands for a need that nobody meets is of no family.
            "groupLabel": entry.family or ", ".join(entry.tags),
            "shape": _shape(entry),
            "borderWidth": 2,
            "color": _paint(entry.colour),
            # Some of PRSM's own styles have red or large letters.
            "font": LETTERS,
        }
        for style, entry in firsts.items()
    }


def _edge_styles(contents: Contents, kinds: Mapping[str, str]) -> dict[str, Any]:
    firsts: dict[str, Connection] = {}
    for connection in contents.connections:
        firsts.setdefault(kinds[connection.label], connection)
    return {
        style: {
            "groupLabel": connection.label,
            "color": dict.fromkeys(("color", "highlight", "hover"), connection.colour),
            "dashes": [2, 6] if connection.pattern == "dotted" else connection.pattern == "dashed",
            "width": 2,
            "font": {"size": LINK_LETTERS},
            "arrows": _arrows(is_mutual=False),
        }
        for style, connection in firsts.items()
    }


def _arrows(*, is_mutual: bool) -> dict[str, Any]:
    return {
        "to": {"enabled": True, "type": "arrow"},
        "middle": {"enabled": False},
        "from": {"enabled": is_mutual, "type": "arrow"},
    }


def _in_lines(label: str) -> str:
    """Return a name in lines, as PRSM breaks those typed into it; every word stays whole."""
    return "\n".join(wrap(label, LINE_LETTERS, break_long_words=False, break_on_hyphens=False))


def _shape(entry: Entry) -> str:
    """Return one of the two shapes that PRSM writes long names inside of."""
    return "box" if entry.shape in BOXES else "ellipse"


def _paint(colour: str) -> dict[str, Any]:
    own = {"border": colour, "background": LINED}
    return own | {"highlight": dict(own), "hover": dict(own)}


def _note(text: str) -> dict[str, list[dict[str, str]]]:
    """Return text as PRSM's editor keeps it."""
    return {"ops": [{"insert": f"{text}\n"}]}
