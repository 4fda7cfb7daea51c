"""Goal 1: the shipped record loads, validated and with history, in at most 10 × the time of bare INSERTs.

A bare INSERT is one statement for one row of the record, its values at hand, all in one transaction; no history.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.timing import Result, in_turn
from roadmaps.dataset.apply import load
from roadmaps.dataset.tables import TABLES
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Record
from roadmaps.protection import open_to_changes


def measure(quick: bool) -> Iterator[Result]:
    load(SHIPPED)
    inserts = [_insert(record) for table in TABLES for record in _in_order_of_links(table.model)]

    def insert():
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in inserts:
                cursor.execute(statement, values)

    loaded, inserted = in_turn(5 if quick else 40, lambda: load(SHIPPED), insert, before=_empty)
    _empty()
    yield Result(1, f"loading the shipped record beside {len(inserts)} bare INSERTs", loaded, inserted, at_most=10)


def _in_order_of_links(model: type[Record]) -> list[Record]:
    """A negotiation after the one that it succeeds; elsewhere any order does."""
    records = model._base_manager.order_by("pk")
    return sorted(records, key=lambda record: bool(getattr(record, "succeeds_id", None)))


def _insert(record: Record) -> tuple[str, list]:
    fields = record._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    return f"INSERT INTO {record._meta.db_table} ({columns}) VALUES ({places})", values  # noqa: S608 - names of tables and columns


def _empty() -> None:
    tables = [model._meta.db_table for table in TABLES for model in (table.model, table.model.history.model)]
    with open_to_changes():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
