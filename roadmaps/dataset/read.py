"""Files into rows of text: a package's folder, or one CSV or XLSX file named for its table."""

from __future__ import annotations

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from roadmaps.dataset.tables import TABLES, Table
from roadmaps.models.record import UNSTORABLE, has_unstorable_text


@dataclass(frozen=True)
class Problem:
    """Why a file can not be loaded: where, what stands there, and what is wrong with it."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self):
        return f"{self.file}, line {self.line}, {self.column or 'row'}: “{self.value[:80]}” – {self.reason}"


class Refused(Exception):
    """The files hold errors; nothing was stored."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        super().__init__("\n".join(map(str, self.problems)))


@dataclass(frozen=True)
class Row:
    file: str
    line: int
    cells: dict[str, str]

    def problem(self, column: str, reason: str) -> Problem:
        return Problem(self.file, self.line, column, self.cells.get(column, ""), reason)


@dataclass
class Package:
    """The rows of each table that has a file, and what could not be read."""

    rows: dict[Table, list[Row]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read(path: Path) -> Package:
    """Raises Refused where there is nothing to read."""
    files = sorted(file for file in path.iterdir() if file.suffix in (".csv", ".xlsx")) if path.is_dir() else [path]
    package = Package()
    named = {table.name: table for table in TABLES}
    if not files or not all(file.is_file() for file in files):
        raise Refused([Problem(str(path), 0, "", "", "There is no file here to load: name a package's folder, or a CSV or XLSX file.")])
    for file in files:
        if file.stem not in named:
            allowed = ", ".join(named)
            package.problems.append(Problem(file.name, 0, "", file.stem, f"This is not the name of a table. Allowed are: {allowed}."))
            continue
        if named[file.stem] in package.rows:
            package.problems.append(Problem(file.name, 0, "", file.stem, "Another file of the folder holds this table: leave one of them."))
            continue
        package.rows[named[file.stem]] = list(_rows(file, named[file.stem], package.problems))
    return package


def _rows(file: Path, table: Table, problems: list[Problem]) -> Iterator[Row]:
    try:
        lines = list(_xlsx(file) if file.suffix == ".xlsx" else _csv(file))
    except (ValueError, csv.Error, KeyError, OSError) as error:
        problems.append(Problem(file.name, 1, "", "", f"The file can not be read: {error}"))
        return
    header = lines[0][1] if lines else []
    if wrong := list(_wrong_columns(file, table, header)):
        problems += wrong
        return
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            problems.append(Problem(file.name, number, "", "", f"The row has {len(cells)} cells, the header {len(header)}."))
            continue
        row = Row(file.name, number, dict(zip(header, cells, strict=True)))
        unstorable = [column for column, text in row.cells.items() if has_unstorable_text(text)]
        problems += [row.problem(column, str(UNSTORABLE)) for column in unstorable]
        if not unstorable:  # PostgreSQL can not even be asked for a key with such a character
            yield row


def _wrong_columns(file: Path, table: Table, header: list[str]) -> Iterator[Problem]:
    allowed = f"Allowed are, once each: {', '.join(table.by_name)}."
    for column in header:
        if column not in table.by_name or header.count(column) > 1:
            yield Problem(file.name, 1, column, column, f"Unknown or doubled column. {allowed}")
    for column in sorted(table.by_name.keys() - set(header)):
        yield Problem(file.name, 1, column, "", "This column is missing.")


def _csv(file: Path) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
    begins = 1
    for cells in reader:
        if cells:
            yield begins, cells
        begins = reader.line_num + 1


def _xlsx(file: Path) -> Iterator[tuple[int, list[str]]]:
    import openpyxl  # slow to import, and few loads need it

    try:
        sheet = openpyxl.load_workbook(file, read_only=True, data_only=True).worksheets[0]
    except (zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException) as error:
        raise ValueError(error) from None
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(cell is not None for cell in cells):
            yield number, [_text(cell) for cell in cells]


def _text(cell) -> str:
    """A cell of a spreadsheet as the text that the CSV would have."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime():
            return cell.date().isoformat()
    return str(cell)
