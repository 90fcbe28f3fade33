"""The row of a map's table as a browser sends it, and what the map is told afterwards."""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

from tests.pages import SeenPage


def row_form(client: Client, address: str, **changed: object) -> dict[str, Any]:
    """Return the row's form at `address`, with some fields `changed` ('-' written '_')."""
    form = SeenPage(client.get(address)).form("shown")
    return form | {name.replace("_", "-"): value for name, value in changed.items()}


def tie_form(client: Client, address: str, **changed: str) -> dict[str, Any]:
    """Return the form of a relation at `address` as a row shows it, with some fields `changed`."""
    return SeenPage(client.get(address, headers={"HX-Request": "true"})).form("shown") | changed


def event(answer: HttpResponse) -> dict[str, Any]:
    """Return what the map is told."""
    facts: dict[str, Any] = json.loads(answer["HX-Trigger"])["map-redrawn"]
    return facts


def redraw(client: Client, address: str, undo: object) -> dict[str, Any]:
    """Undo or redo at `address` as the map's script does; return what it is told."""
    answer = client.post(address, undo)
    return {"status": answer.status_code, **answer.json()}
