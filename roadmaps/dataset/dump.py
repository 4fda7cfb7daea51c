"""The record into files: the same bytes from every database."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from roadmaps.dataset.tables import DESCRIPTION, TABLES, Table
from roadmaps.models import Negotiation, Party, Record

CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


def dump(folder: Path, negotiation: str | None = None) -> dict[str, int]:
    """Write every table (or one negotiation and what it names); table → number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {table: _in_order(table.model.objects.all()) for table in TABLES} if negotiation is None else _of_one(negotiation)
    for table, records in tables.items():
        _write(folder / f"{table.name}.csv", table, records)
    negotiations = next(records for table, records in tables.items() if table.model is Negotiation)
    described = json.dumps(describe(negotiations), ensure_ascii=False, indent=2) + "\n"
    (folder / DESCRIPTION).write_text(described, encoding="utf-8", newline="\n")
    return {table.name: len(records) for table, records in tables.items()}


def _in_order(records) -> list[Record]:
    """By code point, on whatever database."""
    return sorted(records, key=lambda record: record.pk)


def _write(file: Path, table: Table, records: list[Record]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(table.lines(records))


def _of_one(negotiation: str) -> dict[Table, list[Record]]:
    """The rows of one negotiation, and of what is shared those that these rows name."""
    found: dict[Table, list[Record]] = {}
    named: dict[type[Record], set[str]] = defaultdict(set)
    for table in reversed(TABLES):
        if table.model is Party:
            named[Party] = _with_members(named[Party])
        rows = table.model.objects.filter(pk__in=named[table.model]) if table.is_shared else table.model.objects.under([negotiation])
        found[table] = _in_order(rows)
        for record in found[table]:
            for column in table.columns:
                if target := column.target or column.names:
                    named[target].update((getattr(record, column.field.attname) or "").split())
    return {table: found[table] for table in TABLES}


def _with_members(parties: set[str]) -> set[str]:
    """Members are parties themselves, and may have members."""
    members = {slug for members in Party.objects.filter(pk__in=parties).values_list("members", flat=True) for slug in members.split()}
    return parties if members <= parties else _with_members(parties | members)


def describe(negotiations: list) -> dict:
    """The datapackage.json: types, constraints and links of every table, and the licence of the data."""
    title = "; ".join(negotiation.title for negotiation in negotiations) or "An empty record"
    return {
        "name": "-".join(negotiation.code for negotiation in negotiations) or "empty",
        "title": title,
        "profile": "tabular-data-package",
        "licenses": [CC_BY],
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table) -> dict:
    names = {each.model: each.name for each in TABLES}
    links = [
        {"fields": [column.name], "reference": {"resource": "" if column.target is table.model else names[column.target], "fields": ["slug"]}}
        for column in table.columns
        if column.target
    ]
    schema = {"fields": [column.schema() for column in table.columns], "primaryKey": ["slug"], "missingValues": [""]}
    return {
        "name": table.name,
        "title": str(table.model._meta.verbose_name_plural),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "foreignKeys": links} if links else schema,
    }
