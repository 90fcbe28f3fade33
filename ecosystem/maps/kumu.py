"""The map for Kumu: as its simple JSON blueprint, and as a spreadsheet of two sheets."""

import json
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from ecosystem.maps.captions import Heading
from ecosystem.maps.entries import BETWEEN, Connection, Contents, Entry, Fact, joined
from ecosystem.text import without_hidden

Cell = Fact | None
ELEMENT_HEAD = ("ID", "Label", "Type", "Tags")
CONNECTION_HEAD = ("ID", "From", "To", "Type", "Direction", "Strength")


def kumu_json(contents: Contents, _heading: Heading) -> bytes:
    """Return Kumu's simple blueprint: elements and connections with ids, several values as lists."""
    data = {
        "elements": [_element(entry) for entry in contents.entries],
        "connections": [_connection(connection) for connection in contents.connections],
    }
    return json.dumps(data, ensure_ascii=False, indent=1).encode()


def kumu_sheets(contents: Contents, heading: Heading) -> bytes:
    """Return an .xlsx with the sheets Elements and Connections; every text is text, never a formula."""
    from openpyxl import Workbook  # noqa: PLC0415 (slow import)

    book = Workbook(write_only=True)
    book.properties.title = without_hidden(heading.title)
    book.properties.creator = without_hidden(heading.source)
    names = list(dict.fromkeys(name for entry in contents.entries for name in entry.words))
    elements = book.create_sheet("Elements")
    _write(elements, [(*ELEMENT_HEAD, *names), *(_element_row(entry, names) for entry in contents.entries)])
    connections = book.create_sheet("Connections")
    _write(connections, [CONNECTION_HEAD, *(_connection_row(edge) for edge in contents.connections)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _element(entry: Entry) -> dict[str, Any]:
    element = {"id": entry.key, "label": entry.label, "type": _type(entry)}
    tags = {"tags": list(entry.tags)} if entry.tags else {}
    return element | tags | {name: _several(str(word)) for name, word in entry.words.items()}


def _several(word: str) -> str | list[str]:
    return word.split(BETWEEN) if BETWEEN in word else word


def _connection(connection: Connection) -> dict[str, str]:
    return {
        "id": connection.key,
        "from": connection.source,
        "to": connection.target,
        "type": connection.label,
        "direction": _direction(connection),
        "Strength": str(connection.strength),
    }


def _element_row(entry: Entry, names: Sequence[str]) -> tuple[Cell, ...]:
    words = (entry.words.get(name) for name in names)
    return (entry.key, entry.label, joined([_type(entry)]), joined(entry.tags) or None, *words)


def _connection_row(connection: Connection) -> tuple[Cell, ...]:
    return (
        connection.key,
        connection.source,
        connection.target,
        joined([connection.label]),
        _direction(connection),
        connection.strength,
    )


def _type(entry: Entry) -> str:
    return entry.family or _("Empty chair")


def _direction(connection: Connection) -> str:
    return "mutual" if connection.is_mutual else "directed"


def _write(sheet: Any, rows: Iterable[Sequence[Cell]]) -> None:
    from openpyxl.cell import WriteOnlyCell  # noqa: PLC0415 (slow import)

    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                # What starts with an equals sign would be written as a formula.
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
