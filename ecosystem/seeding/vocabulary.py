"""The method's words: what a folder of seed files would add, change or leave as edited here."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, cast

from django.db import models

from ecosystem.models import Family
from ecosystem.models.vocabulary import SeededRow
from ecosystem.seeding.files import SeedRow, read
from ecosystem.seeding.rows import built, contents, digest, in_order, store

KEY = ("city", "group", "code")


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one row: what stands here and what the file says."""

    field: str
    here: Any
    file: Any


@dataclass(frozen=True, slots=True)
class Change:
    """A stored row that the file says differently."""

    row: SeedRow
    differences: tuple[Difference, ...]


@dataclass(slots=True)
class Plan:
    """What loading would do; `kept` are rows edited here, `unmarked` ones that a plain loaddata brought."""

    added: list[SeedRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    kept: list[Change] = field(default_factory=list)
    unmarked: list[SeededRow] = field(default_factory=list)

    def is_empty(self) -> bool:
        """Say whether nothing would be written."""
        return not (self.added or self.changed or self.unmarked)


@dataclass(frozen=True, slots=True)
class _Stored:
    """A row of the database with what it holds."""

    instance: SeededRow
    content: dict[str, Any]

    def is_edited(self) -> bool:
        return self.instance.seed_digest != digest(self.content)


def compare(folder: Path) -> Plan:
    """Return what loading the folder would do; nothing is written.

    Cities' own copies of a family follow the method's row unless the city edited them.
    Raises SeedError for a file that cannot be taken.
    """
    rows = read(folder)
    _check(rows)
    stored = _stored({row.model for row in rows})
    plan = Plan()
    for row in rows:
        _compare(row, stored.get(_key(row.model, row.fields)), plan)
    kept = {id(change.row) for change in plan.kept}
    for row in rows:
        if row.model is Family and id(row) not in kept:
            for copy in _copies(row, stored):
                _compare(copy, stored[_key(Family, copy.fields)], plan)
    return plan


def apply(plan: Plan) -> None:
    """Write what the plan adds and changes; call it in a transaction.

    Raises SeedError for the first row that cannot be taken, the kept ones included.
    """
    for row in [*plan.added, *(change.row for change in plan.changed)]:
        mark([store(row)])
    for change in plan.kept:
        built(change.row)
    mark(plan.unmarked)


def mark(rows: Iterable[models.Model]) -> None:
    """Remember what the rows hold now, so that a later edit shows."""
    for row in rows:
        fresh = type(row)._default_manager.get(pk=row.pk)
        type(row)._default_manager.filter(pk=row.pk).update(seed_digest=digest(contents([fresh])[0]))


def _check(rows: list[SeedRow]) -> None:
    """Raise SeedError for a model that is no vocabulary, and for a row that comes twice."""
    seen: dict[str, SeedRow] = {}
    for row in rows:
        if not issubclass(row.model, SeededRow):
            raise row.refuse(f"{row.model._meta.label} is not part of the vocabulary")
        key = _key(row.model, row.fields)
        if key in seen:
            first = seen[key]
            raise row.refuse(f"{row.name} is already in {first.file.name}, row {first.number}")
        seen[key] = row


def _key(model: type[models.Model], fields: dict[str, Any]) -> str:
    return str((model._meta.label, [fields.get(name) for name in KEY]))


def _stored(kinds: set[type[models.Model]]) -> dict[str, _Stored]:
    """Return the stored rows of some models by their keys, in two queries a model or fewer."""
    found: dict[str, _Stored] = {}
    for model in kinds:
        ones = [each.name for each in model._meta.concrete_fields if each.is_relation]
        many = [each.name for each in model._meta.many_to_many]
        query = model._default_manager.prefetch_related(*many)
        query = query.select_related(*ones) if ones else query
        rows = cast("list[SeededRow]", list(query))
        for instance, content in zip(rows, contents(rows), strict=True):
            found[_key(model, content)] = _Stored(instance, content)
    return found


def _compare(row: SeedRow, stored: _Stored | None, plan: Plan) -> None:
    if stored is None:
        plan.added.append(row)
        return
    differences = tuple(_differences(row, stored.content))
    if not differences:
        if not stored.instance.seed_digest:
            plan.unmarked.append(stored.instance)
    elif stored.is_edited():
        plan.kept.append(Change(row, differences))
    else:
        plan.changed.append(Change(row, differences))


def _differences(row: SeedRow, content: dict[str, Any]) -> Iterable[Difference]:
    for name, value in row.fields.items():
        here, file = content.get(name), in_order(value)
        if here == file:
            continue
        if not (isinstance(here, dict) and isinstance(file, dict)):
            yield Difference(name, here, file)
            continue
        for part in itertools.chain(here, (each for each in file if each not in here)):
            if here.get(part) != file.get(part):
                yield Difference(f"{name}.{part}", here.get(part), file.get(part))


def _copies(row: SeedRow, stored: dict[str, _Stored]) -> Iterable[SeedRow]:
    """Yield the row once for each city whose copy of the family came from the method."""
    for each in stored.values():
        if (
            each.content.get("city")
            and each.instance.seed_digest
            and each.content["code"] == row.fields.get("code")
        ):
            yield replace(row, fields={**row.fields, "city": each.content["city"]})
