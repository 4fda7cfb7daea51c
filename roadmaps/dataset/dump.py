"""The record into files: the same bytes from every database."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path

from roadmaps.dataset.tables import TABLES, Table
from roadmaps.models import Negotiation, Record
from roadmaps.models.record import slug_sets, target_of

CC_BY = {"name": "CC-BY-4.0", "title": "Creative Commons Attribution 4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


def dump(folder: Path, negotiation: str | None = None) -> dict[str, int]:
    """Write every table (or one negotiation and what it names); table → number of rows."""
    folder.mkdir(parents=True, exist_ok=True)
    tables = {table: sorted(table.model._base_manager.all(), key=lambda record: record.pk) for table in TABLES}
    if negotiation is not None:
        tables = _of_one(negotiation)
    for table, records in tables.items():
        _write(folder / f"{table.name}.csv", table, records)
    negotiations = next(records for table, records in tables.items() if table.model is Negotiation)
    described = json.dumps(describe(negotiations), ensure_ascii=False, indent=2) + "\n"
    (folder / "datapackage.json").write_text(described, encoding="utf-8", newline="\n")
    return {table.name: len(records) for table, records in tables.items()}


def _write(file: Path, table: Table, records: list[Record]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow([column.name for column in table.columns])
        writer.writerows([column.to_text(record) for column in table.columns] for record in records)


def _of_one(negotiation: str) -> dict[Table, list[Record]]:
    """The rows of one negotiation, and of what is shared those that these rows name."""
    found: dict[Table, list[Record]] = {}
    named: dict[type[Record], set[str]] = defaultdict(set)
    for table in reversed(TABLES):
        rows = table.model._base_manager.filter(pk__in=named[table.model]) if table.is_shared else table.model.objects.under([negotiation])
        found[table] = sorted(rows, key=lambda record: record.pk)
        for record in found[table]:
            for column in table.columns:
                if column.target:
                    named[column.target].add(getattr(record, column.field.attname) or "")
            for field in slug_sets(table.model):
                named[target_of(field)].update(getattr(record, field.name).split())
        if table.model._meta.model_name == "party":  # members, which are parties themselves
            found[table] = sorted(table.model._base_manager.filter(pk__in=named[table.model]), key=lambda record: record.pk)
    return {table: found[table] for table in TABLES}


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
