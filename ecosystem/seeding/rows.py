"""Turning rows into stored objects and back, checked as a form would check them."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.core import serializers
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.serializers.base import DeserializationError, DeserializedObject
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction

from ecosystem.models import User
from ecosystem.seeding.files import SeedRow
from ecosystem.text import validate_text

UNSEEN = {"seed_digest"}


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
    """Return the row as a checked object, ready to be saved; `user` is named as who made it.

    Raises SeedError when a field is unknown, a key leads nowhere or a value is refused.
    """
    try:
        found = next(
            iter(serializers.deserialize("python", [{"model": row.model._meta.label, "fields": row.fields}]))
        )
    except (DeserializationError, FieldDoesNotExist) as error:
        raise row.refuse(_reason(error)) from error
    people = [field for field in row.model._meta.concrete_fields if field.related_model is User]
    for field in people:
        setattr(found.object, field.attname, user and user.pk)
    try:
        _check_texts(found.object)
        found.object.full_clean(exclude={field.name for field in people})
    except ValidationError as error:
        raise row.refuse(_in_words(error)) from error
    return found


def store(row: SeedRow, user: User | None = None) -> models.Model:
    """Write the row and return it; an existing one with the same natural key is replaced."""
    found = built(row, user)
    try:
        with transaction.atomic():
            found.save()
    except DatabaseError as error:
        raise row.refuse(str(error)) from error
    return found.object


def _check_texts(instance: models.Model) -> None:
    """Raise ValidationError unless each JSON field of words is a text for each language."""
    for field in instance._meta.concrete_fields:
        value = getattr(instance, field.attname)
        if not isinstance(field, models.JSONField) or field.name == "value":
            continue
        if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
            raise ValidationError({field.name: 'give one text for each language, such as {"en": "Water"}'})
        for text in value.values():
            validate_text(text)


def _reason(error: Exception) -> str:
    cause = error.__cause__ or error.__context__ or error
    if isinstance(cause, FieldDoesNotExist):
        return str(cause)
    return f"{cause} {error}" if cause is not error else str(error)


def _in_words(error: ValidationError) -> str:
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    return " ".join(f"{name}: {' '.join(words)}" for name, words in error.message_dict.items())
