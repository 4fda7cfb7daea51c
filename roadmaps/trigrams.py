"""Indexes by which PostgreSQL finds a part of a word without reading every row: where the server offers pg_trgm, and the role may create it.

Elsewhere search finds the same, by reading. So they are no part of the models; ``manage.py index_search`` tells whether they are there,
and makes them where a server came to offer them later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import DatabaseError, transaction

EXTENSION = "pg_trgm"


def index(connection: Any, tables: Iterable[str]) -> bool:
    """One for the search_text of each table; False where it can not be."""
    if connection.vendor != "postgresql" or not _is_there(connection):
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace WHERE extname = %s", [EXTENSION])
        (schema,) = map(connection.ops.quote_name, cursor.fetchone())
        for table in tables:
            # Serves search: WHERE search_text LIKE '%word%'.
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {_name(table)} ON {table} USING gin (search_text {schema}.gin_trgm_ops)")
    return True


def drop(connection: Any, tables: Iterable[str]) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP INDEX IF EXISTS {_name(table)}")


def _name(table: str) -> str:
    return f"{table}_trigrams"


def _is_there(connection: Any) -> bool:
    """Created, if need be and if the role may."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = %s", [EXTENSION])
        if not cursor.fetchone():
            return False
    try:
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {EXTENSION}")
    except DatabaseError:
        return False
    return True


def tables(apps: Any) -> list[str]:
    """Those of which the rows are found by words."""
    models = apps.get_app_config("roadmaps").get_models()
    return [model._meta.db_table for model in models if any(field.name == "search_text" for field in model._meta.local_fields)]
