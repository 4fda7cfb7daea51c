"""Goal 10: loading files, validated, with citations and history, beside COPY of the rows that come of it into the same tables."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection, transaction

from bench import databases, many
from bench.timing import Effort, Result, Timed
from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump
from roadmaps.dataset.tables import TABLES
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Record
from roadmaps.protection import open_to_changes

OWN = re.compile(rf"{many.CODE}(?=-|$)")
"""What begins with the code of the one negotiation, or is it."""
COPIES = 10
"""Of the one negotiation: 310 road maps, 3,000 claims, 6,060 rows in all."""


def beside_copy(effort: Effort) -> Iterator[Result]:
    with tempfile.TemporaryDirectory() as folder:
        rows = write_package(Path(folder))
        filled = what_comes_of(lambda: load(Path(folder)))
        loaded, copied = undone(lambda: load(Path(folder))), undone(lambda: copy_in(filled))
        timed = Timed(Effort(effort.rounds, samples=4), {"COPY": copied, "load": loaded})
    details = f"{rows:,} rows and as many of history: {timed.told('load', 'COPY')}"
    yield Result(10, "loading files, of the speed of COPY", timed.times("load", "COPY"), at_least=0.7, details=details)


def undone(write: Callable[[], object]) -> Callable[[], None]:
    """All that a commit would look at is looked at, and nothing stays."""

    def tried():
        with transaction.atomic():
            write()
            connection.check_constraints()
            transaction.set_rollback(True)

    return tried


def write_package(folder: Path) -> int:
    """Copies of the one negotiation, as files; the number of their rows. What it shares with the shipped record is there already."""
    dump(folder, many.CODE)
    written = 0
    for path in folder.glob("*.csv"):
        header, *rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8")))
        own = [row for row in rows if OWN.match(row[0])]
        copies = [[OWN.sub(f"{many.CODE}{number}", cell) for cell in row] for number in range(1, COPIES + 1) for row in own]
        with path.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows([header, *(row for row in rows if row not in own), *copies])
        written += len(copies)
    return written


def what_comes_of(write: Callable[[], object]) -> dict[str, bytes]:
    """Table → the rows that it gains, as COPY reads them; those of a table first to which others link."""
    gained = {}
    with transaction.atomic(), connection.cursor() as cursor:
        write()
        for table in TABLES:
            for model in (table.model, table.model.history.model):
                name, rows = model._meta.db_table, io.BytesIO()
                cursor.cursor.copy_expert(f"COPY (SELECT * FROM {name} WHERE slug ~ '^{many.CODE}[1-9]') TO STDOUT", rows)
                gained[name] = rows.getvalue()
        transaction.set_rollback(True)
    return gained


def copy_in(filled: dict[str, bytes]) -> None:
    with connection.cursor() as cursor:
        for name, rows in filled.items():
            cursor.cursor.copy_expert(f"COPY {name} FROM STDIN", io.BytesIO(rows))


# --- On every database --------------------------------------------------------------------------


def beside_inserts(effort: Effort) -> Iterator[Result]:
    """The shipped record, into empty tables. A bare INSERT is one statement for one row of the record, its values at hand, all in one transaction; no history."""
    _empty()
    load(SHIPPED)
    inserts = [_insert(record) for table in TABLES for record in _in_order_of_links(table.model)]

    def insert():
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, values in inserts:
                cursor.execute(statement, values)

    timed = Timed(Effort(effort.rounds, samples=4), {"load": lambda: load(SHIPPED), "INSERTs": insert}, before=_empty)
    _empty()
    databases.prepare_small()
    what = f"loading the shipped record beside {len(inserts):,} bare INSERTs"
    yield Result(10, what, timed.times("INSERTs", "load"), at_most=10, details=timed.told("load", "INSERTs"))


def _in_order_of_links(model: type[Record]) -> list[Record]:
    """A negotiation after the one that it succeeds; elsewhere any order does."""
    records = model._base_manager.order_by("pk")
    return sorted(records, key=lambda record: bool(getattr(record, "succeeds_id", None)))


def _insert(record: Record) -> tuple[str, list]:
    fields = record._meta.concrete_fields
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [field.get_db_prep_save(getattr(record, field.attname), connection) for field in fields]
    return f"INSERT INTO {record._meta.db_table} ({columns}) VALUES ({places})", values


def _empty() -> None:
    tables = [model._meta.db_table for table in TABLES for model in (table.model, table.model.history.model)]
    with open_to_changes():
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
