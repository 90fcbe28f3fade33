"""What a new entry's form starts with."""

from typing import Any

from django.http import QueryDict

from ecosystem.models import City, Family
from ecosystem.text import row_number


def family_named(city: City, key: str | None) -> Family | None:
    """Return the city's usable family with the primary key `key`, or None."""
    number = row_number(key)
    return Family.objects.of(city).usable().filter(pk=number).first() if number is not None else None


def prefilled(city: City, query: QueryDict) -> dict[str, Any]:
    """Return the first values of a new entry: a name and a family asked for, and the family's layers."""
    found = family_named(city, query.get("family"))
    return {
        "name": query.get("name", ""),
        "family": found.pk if found else None,
        "layers": _places(found),
    }


def layers_for(city: City, query: QueryDict) -> list[str]:
    """Return the layers to tick after the family changed: its usual places, or what was chosen by hand."""
    chosen = query.getlist("layers")
    before = _places(family_named(city, query.get("layers_from")))
    if chosen and set(chosen) != set(before):
        return chosen
    return _places(family_named(city, query.get("family")))


def _places(family: Family | None) -> list[str]:
    return [str(layer.pk) for layer in family.layers.all()] if family else []
