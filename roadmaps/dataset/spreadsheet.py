"""One table, or a part of it, as a file to open in a spreadsheet program and to load again: CSV or XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import IO

from django.db import models

from roadmaps.dataset import xlsx
from roadmaps.dataset.formulas import harmless
from roadmaps.dataset.tables import Table
from roadmaps.models import Record

MARK_OF_UTF8 = b"\xef\xbb\xbf"
"""By which spreadsheet programs tell UTF-8 from the alphabet of the country."""


@dataclass(frozen=True)
class Format:
    suffix: str
    media_type: str
    write: Callable[[IO[bytes], Table, Iterable[Record]], None]


def _write_csv(file: IO[bytes], table: Table, records: Iterable[Record]) -> None:
    """Everything quoted: a program that takes semicolons for separators as well then leaves those within a cell alone."""
    file.write(MARK_OF_UTF8)
    text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)
    writer.writerows([harmless(cell) for cell in line] for line in table.lines(records))
    text.detach()


def _write_xlsx(file: IO[bytes], table: Table, records: Iterable[Record]) -> None:
    xlsx.write(file, table.name, table.lines(records), [_width(column.field) for column in table.columns])


def _width(field: models.Field) -> int:
    """In characters, wide enough to read the column and narrow enough to see the next."""
    if field.primary_key or field.is_relation:
        return 32
    is_long = isinstance(field, (models.TextField, models.JSONField)) or (field.max_length or 0) >= 200
    return 60 if is_long else 18


CSV = Format("csv", "text/csv; charset=utf-8", _write_csv)
XLSX = Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _write_xlsx)
FORMATS = {format.suffix: format for format in (CSV, XLSX)}
