"""A map's records as plain data that can be stored, and back; what is read is checked whole."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from ecosystem.graph.records import Chair, Ecosystem, Family, Layer, Node, Ring, Tie

VERSION = 1
Record = TypeVar("Record", Family, Layer, Ring, Node, Tie)
PARTS: Mapping[str, type[Family] | type[Layer] | type[Ring] | type[Node] | type[Tie]] = {
    "families": Family,
    "layers": Layer,
    "rings": Ring,
    "nodes": Node,
    "ties": Tie,
}
SCALES = {"influence": 5, "interest": 5, "readiness": 5, "strength": 3}
LISTS = {"layers", "resources"}


def as_data(ecosystem: Ecosystem) -> dict[str, Any]:
    """Return the records as JSON can hold them, with the version of the format."""
    parts = {name: [_data(row) for row in getattr(ecosystem, name)] for name in PARTS}
    whole = {"project": ecosystem.project, "centre": ecosystem.centre, "is_public": ecosystem.is_public}
    return {"version": VERSION} | parts | whole


def from_data(data: object) -> Ecosystem:
    """Return the records that `as_data` stored. Raises ValueError for anything else."""
    if not isinstance(data, dict) or data.get("version") != VERSION:
        raise ValueError(f"These are no records of version {VERSION}.")
    if set(data) != {"version", "project", "centre", "is_public", *PARTS}:
        raise ValueError("The records have other parts than a map has.")
    _check("project", data["project"], str)
    _check("centre", data["centre"], str)
    _check("is_public", data["is_public"], bool)
    return Ecosystem(
        families=_rows(Family, data["families"]),
        layers=_rows(Layer, data["layers"]),
        rings=_rows(Ring, data["rings"]),
        nodes=_rows(Node, data["nodes"]),
        ties=_rows(Tie, data["ties"]),
        project=data["project"],
        centre=data["centre"],
        is_public=data["is_public"],
    )


def _data(row: Any) -> dict[str, Any]:
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _rows(kind: type[Record], data: object) -> tuple[Record, ...]:
    if not isinstance(data, list):
        raise ValueError("A part of a map is a list.")  # noqa: TRY004 (one kind of error for all that is read)
    return tuple(_row(kind, row) for row in data)


def _row(kind: type[Record], row: object) -> Record:
    names = {field.name: str(field.type) for field in fields(kind)}
    if not isinstance(row, dict) or set(row) != set(names):
        raise ValueError(f"A {kind.__name__} has other values.")
    return kind(**{name: _value(name, names[name], row[name]) for name in names})


def _value(name: str, kind: str, value: Any) -> Any:
    if name in LISTS:
        _check(name, value, list)
        for code in value:
            _check(name, code, str)
        return tuple(value)
    if name == "chair":
        return Chair(value)
    if value is None and "None" in kind:
        return None
    _check(name, value, *_allowed(kind))
    if name in SCALES and not 1 <= value <= SCALES[name]:
        raise ValueError(f"{name} is beyond its scale.")
    return value


def _allowed(kind: str) -> tuple[Callable[..., Any], ...]:
    """Return which types may stand where the annotation says `kind`."""
    for word, types in (("float", (int, float)), ("bool", (bool,)), ("int", (int,))):
        if word in kind:
            return types
    return (str,)


def _check(name: str, value: object, *types: Callable[..., Any]) -> None:
    # True is an int to Python, and no number here.
    if type(value) not in types:
        raise ValueError(f"{name} is of another type.")
