"""What the database itself refuses to change: every table of history, and the releases of the dataset. Rows are added to them, and that is all.

No code of ours would change one; triggers stop whoever writes past it. Every ``migrate`` and ``flush`` ends by making those that are missing,
for SQLite drops the triggers of a table that a migration rebuilds, and says nothing. ``unprotected()`` names what can be changed at the moment.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.apps import apps
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction

NAME = "kept_for_ever"
REFUSAL = "is kept for ever: its rows are neither changed nor deleted."


def kept_models() -> list[type[models.Model]]:
    """A history has a model of its own, made by simple-history for each record."""
    ours = apps.get_app_config("roadmaps").get_models()
    return [model for model in ours if hasattr(model, "history_id") or model._meta.model_name == "release"]


def protect(using: str = DEFAULT_DB_ALIAS) -> None:
    """Make the triggers that are missing, each by itself: a writer waits for one table at a time, and never in a circle."""
    connection = connections[using]
    with connection.cursor() as cursor:
        missing = _missing(cursor, connection)
        if missing and connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        for statements in missing.values():
            for statement in statements:
                cursor.execute(statement)


def unprotected(using: str = DEFAULT_DB_ALIAS) -> list[str]:
    """The tables whose rows can be changed or deleted at the moment."""
    connection = connections[using]
    with connection.cursor() as cursor:
        return sorted(_missing(cursor, connection))


@contextmanager
def open_to_changes(using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """The one door: for ``flush``, which empties every table, and for a migration that must rewrite history.

    It is a transaction, so nobody else can come in meanwhile. Only who owns the tables can open it; to the role that serves it stays shut.
    """
    connection = connections[using]
    with transaction.atomic(using):
        with connection.cursor() as cursor:
            for model in _there(cursor, connection):
                for statement in _dropping(model._meta.db_table, connection.vendor):
                    cursor.execute(statement)
        yield
        protect(using)


def _there(cursor: Any, connection: Any) -> list[type[models.Model]]:
    """A database that is being migrated, back or forth, has some of the tables."""
    tables = set(connection.introspection.table_names(cursor))
    return [model for model in kept_models() if model._meta.db_table in tables]


def _missing(cursor: Any, connection: Any) -> dict[str, list[str]]:
    """What makes each table whole again that is not."""
    find = _found_in_postgresql if connection.vendor == "postgresql" else _found_in_sqlite
    found = find(cursor)
    return {
        model._meta.db_table: [*_dropping(model._meta.db_table, connection.vendor), *wanted]
        for model in _there(cursor, connection)
        if not set(wanted := _wanted(model, connection.vendor)) <= found
    }


def _wanted(model: type[models.Model], vendor: str) -> list[str]:
    return _wanted_in_postgresql(model._meta.db_table) if vendor == "postgresql" else list(_wanted_in_sqlite(model).values())


def _dropping(table: str, vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {NAME} ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_{NAME}_{action}" for action in ("update", "delete", "insert")]


# --- PostgreSQL: one trigger a statement, which replication does not pass over either ------------

FUNCTION_BODY = f"""
BEGIN
  RAISE EXCEPTION '% {REFUSAL}', TG_TABLE_NAME USING ERRCODE = 'restrict_violation', DETAIL = TG_OP || ' was refused.';
END
"""
FUNCTION = f"CREATE OR REPLACE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $${FUNCTION_BODY}$$"
BEFORE_UPDATE_DELETE_TRUNCATE = 2 + 16 + 8 + 32
"""As pg_trigger has it, in bits; one for each row would have the first bit too."""


def _wanted_in_postgresql(table: str) -> list[str]:
    return [
        f"CREATE TRIGGER {NAME} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {NAME}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {NAME}",
    ]


def _found_in_postgresql(cursor: Any) -> set[str]:
    """By what the triggers do, not by their names: one that is switched off, or whose function was emptied, protects nothing."""
    cursor.execute(
        """
        SELECT kept.relname FROM pg_trigger found JOIN pg_class kept ON kept.oid = found.tgrelid JOIN pg_proc function ON function.oid = found.tgfoid
        WHERE found.tgname = %s AND found.tgtype = %s AND found.tgenabled = 'A' AND found.tgqual IS NULL AND function.prosrc = %s
          AND pg_table_is_visible(kept.oid)
        """,
        [NAME, BEFORE_UPDATE_DELETE_TRUNCATE, FUNCTION_BODY],
    )
    return {statement for (table,) in cursor.fetchall() for statement in _wanted_in_postgresql(table)}


# --- SQLite: one trigger for each action, told by its own text ------------------------------------


def _wanted_in_sqlite(model: type[models.Model]) -> dict[str, str]:
    """INSERT OR REPLACE deletes without asking the trigger of deletions, unless a connection is told to: so its key must be new."""
    table, key = model._meta.db_table, model._meta.pk.column
    taken = f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) "  # noqa: S608 - names of tables and columns
    return {
        action: f"CREATE TRIGGER {table}_{NAME}_{action} BEFORE {action.upper()} ON {table} {when}BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
        for action, when in {"update": "", "delete": "", "insert": taken}.items()
    }


def _found_in_sqlite(cursor: Any) -> set[str]:
    cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger'")
    return {sql for (sql,) in cursor.fetchall()}
