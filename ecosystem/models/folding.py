"""Text compared as people type it, whatever its case and accents, alike on both databases."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, Q, TextField, Value
from django.db.models.lookups import Contains, StartsWith
from django.db.models.sql.compiler import SQLCompiler

from ecosystem.text import ALIKE, MARKS, folded

SQL_NAME = "folded"


class Folded(Func):
    """A text as `ecosystem.text.folded` returns it: 'École' and 'ecole' are one."""

    arity = 1
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Let SQLite, which knows the case of ASCII alone, call Python."""
        connection.ensure_connection()
        opened: Any = connection
        if getattr(opened, "folds_on", None) is not opened.connection:
            opened.connection.create_function(SQL_NAME, 1, _folded_or_none, deterministic=True)
            opened.folds_on = opened.connection
        sql, params = super().as_sql(compiler, connection, function=SQL_NAME)
        return sql, tuple(params)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Say the same in PostgreSQL's own functions."""
        template = f"REGEXP_REPLACE(LOWER(NORMALIZE((%(expressions)s)::text, NFKD)), '[{MARKS}]', '', 'g')"
        for one, other in ALIKE.items():
            template = f"REPLACE({template}, '{one}', '{_quoted(other)}')"
        sql, params = super().as_sql(compiler, connection, template=template)
        return sql, tuple(params)


def holds(name: str, words: str) -> Q:
    """Ask whether the text field `name` has `words` in it."""
    return Q(Contains(Folded(name), Folded(Value(words))))


def begins(name: str, words: str) -> Q:
    """Ask whether the text field `name` starts with `words`."""
    return Q(StartsWith(Folded(name), Folded(Value(words))))


def _folded_or_none(text: str | None) -> str | None:
    return None if text is None else folded(text)


def _quoted(text: str) -> str:
    return text.replace("'", "''")
