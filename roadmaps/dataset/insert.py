"""New rows into their table: by COPY on PostgreSQL, where reading the values of an INSERT takes longer than storing them."""

from __future__ import annotations

import datetime
import json
from io import StringIO
from typing import Any

from django.db import connection, models

from roadmaps.models import Record

ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


def insert(records: list[Record]) -> None:
    """Records of one model."""
    if connection.vendor != "postgresql":
        type(records[0])._base_manager.bulk_create(records)
        return
    fields = type(records[0])._meta.concrete_fields
    lines = "".join(_line(record, fields) for record in records)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    with connection.cursor() as cursor, connection.wrap_database_errors:
        cursor.cursor.copy_expert(f"COPY {records[0]._meta.db_table} ({columns}) FROM STDIN", StringIO(lines))
    for record in records:
        record._state.adding, record._state.db = False, connection.alias


def _line(record: Record, fields: Any) -> str:
    return "\t".join([_cell(getattr(record, field.attname), field) for field in fields]) + "\n"


def _cell(value: Any, field: models.Field) -> str:
    match value:
        case None:
            return r"\N"
        case list() | dict():
            value = json.dumps(value)
        case bool():
            return "t" if value else "f"
        case int() | datetime.date():
            return str(value)
        case str():
            pass
        case _:
            value = str(field.get_db_prep_save(value, connection))
    return value.translate(ESCAPED)
