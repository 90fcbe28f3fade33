"""The map as two tables of comma-separated values, nodes and edges, in one archive."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ecosystem.maps.captions import Heading
from ecosystem.maps.entries import Connection, Contents, Entry, Fact
from ecosystem.text import guarded

EDGE_HEAD = ("Source", "Target", "Type", "Id", "Label", "Weight", "Kind", "Mutual")
BOM = "\ufeff"  # by which spreadsheets know UTF-8; without it they garble accents
EARLIEST = (1980, 1, 1, 0, 0, 0)  # an archive's earliest date: the same map gives the same bytes


def tables(contents: Contents, _heading: Heading) -> bytes:
    """Return a zip with nodes.csv and edges.csv in UTF-8 with its mark, headed as Gephi reads them.

    Text that a spreadsheet would take for a formula has an apostrophe before it (`ecosystem.text.guarded`).
    """
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(_named("nodes.csv"), BOM + nodes_csv(contents))
        archive.writestr(_named("edges.csv"), BOM + edges_csv(contents))
    return out.getvalue()


def nodes_csv(contents: Contents) -> str:
    """Return a row a node: id, label and facts; an empty cell is 'not known'."""
    names = list(dict.fromkeys(name for entry in contents.entries for name in entry.facts))
    rows = (_node_row(entry, names) for entry in contents.entries)
    return _csv(("Id", "Label", *names, "x", "y"), rows)


def edges_csv(contents: Contents) -> str:
    """Return a row a tie; Weight is its strength, 1 to 3."""
    return _csv(EDGE_HEAD, (_edge_row(connection) for connection in contents.connections))


def _node_row(entry: Entry, names: Sequence[str]) -> tuple[Fact, ...]:
    return (entry.key, entry.label, *(entry.facts.get(name, "") for name in names), entry.x, entry.y)


def _edge_row(connection: Connection) -> tuple[Fact, ...]:
    return (
        connection.source,
        connection.target,
        "Directed",
        connection.key,
        connection.label,
        connection.strength,
        connection.kind,
        connection.is_mutual,
    )


def _csv(head: Sequence[str], rows: Iterable[Sequence[Fact]]) -> str:
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return out.getvalue()


def _named(name: str) -> ZipInfo:
    info = ZipInfo(name, EARLIEST)
    info.compress_type = ZIP_DEFLATED
    return info
