"""Reading seed files: JSON lists of rows, each naming its model and its fields."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from ecosystem.text import validate_text

FIXTURES: Path = settings.BASE_DIR / "fixtures"
# People come from invitations and from the demo's accounts, never from a file in the repository.
NEVER = {"ecosystem.user", "ecosystem.membership", "ecosystem.invitation"}
# What a row remembers for `loadseed` itself.
UNSEEN = {"seed_digest"}


class SeedError(Exception):
    """A file that cannot be taken, with the file, the row (counted from 1) and the reason."""

    def __init__(self, file: Path, reason: str, number: int | None = None) -> None:
        place = file.name if number is None else f"{file.name}, row {number}"
        super().__init__(f"{place}: {reason}")


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One row of a seed file; `number` counts from 1 in its file."""

    file: Path
    number: int
    model: type[models.Model]
    fields: dict[str, Any]

    @property
    def name(self) -> str:
        """What the row is about, such as 'family ngo' or 'family litto/ngo'."""
        key = [*(self.fields.get("city") or []), self.fields.get("group"), self.fields.get("code")]
        return f"{self.model._meta.verbose_name} {'/'.join(str(part) for part in key if part)}"

    def refuse(self, reason: str) -> SeedError:
        """Return the error that says why this row cannot be taken."""
        return SeedError(self.file, reason, self.number)


def read(folder: Path) -> list[SeedRow]:
    """Return all rows of the folder's JSON files, in the order of their names.

    Raises SeedError when a file or a row is not what a seed file holds.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise SeedError(folder, "there is no JSON file in this folder")
    return [row for file in files for row in _rows(file)]


def _rows(file: Path) -> Iterator[SeedRow]:
    try:
        entries = json.loads(file.read_text(encoding="utf-8"))
    except json.JSONDecodeError as error:
        raise SeedError(file, f"this is not JSON: {error.msg} (line {error.lineno})") from error
    except RecursionError as error:
        raise SeedError(file, "this file is nested too deep") from error
    except (OSError, ValueError) as error:
        raise SeedError(file, f"this file cannot be read: {error}") from error
    if not isinstance(entries, list):
        raise SeedError(file, "the file must hold a list of rows")
    for number, entry in enumerate(entries, 1):
        yield _row(file, number, entry)


def _row(file: Path, number: int, entry: Any) -> SeedRow:
    if not isinstance(entry, dict) or set(entry) != {"model", "fields"}:
        raise SeedError(file, "a row has 'model' and 'fields', and nothing else", number)
    if not isinstance(entry["fields"], dict):
        raise SeedError(file, "'fields' must be an object", number)
    label = str(entry["model"])
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise SeedError(file, f"there is no model {label!r}", number) from error
    if label.lower() in NEVER or model._meta.app_label not in {"ecosystem", "workshops"}:
        raise SeedError(file, f"{label!r} never comes from a file", number)
    row = SeedRow(file, number, model, entry["fields"])
    for name, value in entry["fields"].items():
        _check_field(row, name, value)
    return row


def _check_field(row: SeedRow, name: str, value: Any) -> None:
    """Raise SeedError for a field that is ours alone, and for text no database keeps, keys included."""
    if name in UNSEEN:
        raise row.refuse(f"{name}: never comes from a file")
    for text in _texts(value):
        try:
            validate_text(text)
        except ValidationError as error:
            raise row.refuse(f"{name}: {' '.join(error.messages)}") from error


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts([*value, *value.values()])
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
