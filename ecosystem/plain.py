"""One row by plain SQL, for what a full hall asks at once: Django takes longer to put a query together."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model

M = TypeVar("M", bound=Model)
Converter = Callable[[Any, Any, Any], Any]


def row(model: type[M], condition: str, *values: str | int) -> M | None:
    """Return the row of `model` for which the SQL `condition` on its own columns holds, or None.

    `condition` is a constant of the program, never made from what somebody sent: that goes into `values`.
    """
    names, select, converters = _reading(model, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"{select} WHERE {condition}", values)
        found = cursor.fetchone()
    if found is None:
        return None
    stored = list(found)
    for place, convert, column in converters:
        stored[place] = convert(stored[place], column, connection)
    return model.from_db(connection.alias, names, stored)


@cache
def _reading(model: type[Model], _vendor: str) -> tuple[list[str], str, list[tuple[int, Converter, Any]]]:
    """Return a model's attributes, the SELECT that reads them, and what turns which value into Python's."""
    meta = model._meta
    fields = meta.concrete_fields
    columns = [field.get_col(meta.db_table) for field in fields]
    compiler = model._meta.base_manager.all().query.get_compiler(connection=connection)
    found = compiler.get_converters(columns)
    converters = [(place, convert, column) for place, (each, column) in found.items() for convert in each]
    quote = connection.ops.quote_name
    named = ", ".join(quote(str(field.column)) for field in fields)
    select = f"SELECT {named} FROM {quote(meta.db_table)}"  # noqa: S608 (names of the models' own)
    return [field.attname for field in fields], select, converters
