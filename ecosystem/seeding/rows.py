"""Turning rows into stored objects and back, checked as a form would check them."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.core import serializers
from django.core.exceptions import (
    FieldDoesNotExist,
    MultipleObjectsReturned,
    ObjectDoesNotExist,
    ValidationError,
)
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction

from ecosystem.models import User
from ecosystem.seeding.files import UNSEEN, SeedRow


def contents(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    """Return what each stored row holds, as a seed file would say it, without the digest."""
    found = serializers.serialize("python", rows, use_natural_foreign_keys=True)
    plain = json.loads(json.dumps([entry["fields"] for entry in found], cls=DjangoJSONEncoder))
    return [
        {name: in_order(value) for name, value in fields.items() if name not in UNSEEN} for fields in plain
    ]


def in_order(value: Any) -> Any:
    """Return a list sorted, anything else as it is: in the database a row's layers have no order."""
    return sorted(value, key=str) if isinstance(value, list) else value


def digest(content: dict[str, Any]) -> str:
    """Return a fingerprint of what a row holds (SHA-256, 64 hexadecimal digits)."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def built(row: SeedRow, user: User | None = None) -> DeserializedObject:
    """Return the row as an object, ready to be saved; `user` is named as who made it.

    Raises SeedError when a field is unknown, a key leads nowhere or a value is refused.
    """
    _check_keys(row)
    entry = {"model": row.model._meta.label, "fields": row.fields}
    try:
        found = next(iter(serializers.deserialize("python", [entry])))
    except (DeserializationError, FieldDoesNotExist) as error:
        raise row.refuse(_dangling(row) or _odd_value(row) or str(error.__cause__ or error)) from error
    for field in _people(row):
        is_authors = field.name != "decided_by"  # a file says what was decided, not by whom
        setattr(found.object, field.attname, user.pk if user and is_authors else None)
    try:
        found.object.clean_fields(exclude=_looked_up(row))
        found.object.clean()
    except ValidationError as error:
        raise row.refuse(_in_words(error)) from error
    return found


def store(row: SeedRow, user: User | None = None, *, is_new: bool = False) -> models.Model:
    """Write the row and return it; one with the same natural key is replaced, or with `is_new` refused.

    Raises SeedError when the row cannot be taken.
    """
    found = built(row, user)
    if is_new and found.object.pk is not None:
        raise row.refuse("this row is there already")
    try:
        with transaction.atomic():
            found.save()
    except DatabaseError as error:
        raise row.refuse(_broken_rule(row, found.object) or str(error)) from error
    return found.object


def _people(row: SeedRow) -> list[models.Field[Any, Any]]:
    """Return the fields that name a user."""
    return [field for field in row.model._meta.concrete_fields if field.related_model is User]


def _looked_up(row: SeedRow) -> set[str]:
    """Return the fields whose row was found by its key, which needs no second query."""
    keys = [field for field in row.model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
    return {field.name for field in keys if not field.get_limit_choices_to()}


def _broken_rule(row: SeedRow, instance: models.Model) -> str:
    """Return in words which rule of the model the database refused to break."""
    try:
        instance.full_clean(exclude={field.name for field in _people(row)})
    except ValidationError as error:
        return _in_words(error)
    return ""


def _keys(row: SeedRow) -> Iterator[tuple[models.Field[Any, Any], Any]]:
    """Yield each field that names another row, with each key it holds."""
    for field in row.model._meta.concrete_fields:
        if field.is_relation and row.fields.get(field.name) is not None:
            yield field, row.fields[field.name]
    for many in row.model._meta.many_to_many:
        keys = row.fields.get(many.name) or []
        yield from ((many, key) for key in (keys if isinstance(keys, list) else [keys]))


def _check_keys(row: SeedRow) -> None:
    """Raise SeedError for a row named by its number, which means another row in each database."""
    for field, key in _keys(row):
        if not isinstance(key, list):
            raise row.refuse(f"{field.name}: name the other row by its natural key, not by {key!r}")


def _dangling(row: SeedRow) -> str:
    """Return which key of the row leads to no stored row, or nothing."""
    for field, key in _keys(row):
        target = cast("type[models.Model]", field.related_model)
        rows: Any = target._default_manager
        try:
            rows.get_by_natural_key(*key)
        except (ObjectDoesNotExist, MultipleObjectsReturned, TypeError, ValueError):
            return f"{field.name}: there is no {target._meta.verbose_name} {key}"
    return ""


def _odd_value(row: SeedRow) -> str:
    """Return which value of the row is of the wrong kind, such as a text for a number, or nothing."""
    for field in row.model._meta.concrete_fields:
        try:
            if not field.is_relation and field.name in row.fields:
                field.to_python(row.fields[field.name])
        except ValidationError as error:
            return f"{field.name}: {' '.join(error.messages)}"
        except (OverflowError, TypeError, ValueError) as error:
            return f"{field.name}: {error}"
    return ""


def _in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
