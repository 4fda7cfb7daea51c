"""Files into rows of text: a package's folder, or one CSV or XLSX file named for its table."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from roadmaps.dataset import xlsx
from roadmaps.dataset.formulas import as_meant
from roadmaps.dataset.spreadsheet import MARK_OF_UTF8
from roadmaps.dataset.tables import DESCRIPTION, NAMED, Table
from roadmaps.models.record import UNSTORABLE, has_unstorable_text

_CAN_NOT_BE_READ = gettext_lazy("The file can not be read: %(why)s")

csv.field_size_limit(sys.maxsize)  # a cell may be as long as the text that it holds


@dataclass(frozen=True)
class Problem:
    """Why a file can not be loaded: where, what stands there, and what is wrong with it."""

    file: str
    line: int
    column: str
    value: str
    reason: str

    def __str__(self):
        return f"{self.file}, line {self.line}, {self.column or 'row'}: “{self.shown_value}” – {self.reason}"

    @property
    def shown_value(self) -> str:
        return self.value[:80]


class Refused(Exception):
    """The files hold errors; nothing was stored."""

    def __init__(self, problems: list[Problem]):
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        super().__init__("\n".join(map(str, self.problems)))


class TooLong(Exception):
    """There are more rows than whoever asked will take."""


@dataclass(frozen=True)
class File:
    name: str
    content: bytes
    is_by_the_letter: bool = False
    """As packages are written: no apostrophe was put before what a spreadsheet program would take for a formula."""

    @classmethod
    def at(cls, path: Path) -> File:
        """A file of a package is by the letter, unless it was put there from an export, which bears the mark."""
        content = path.read_bytes()
        is_of_a_package = path.with_name(DESCRIPTION).exists() and not content.startswith(MARK_OF_UTF8)
        return cls(path.name, content, is_of_a_package)


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
    """A package's folder, or one file. Raises Refused where there is nothing to read."""
    files = sorted(file for file in path.iterdir() if file.suffix in (".csv", ".xlsx")) if path.is_dir() else [path]
    if not files or not all(file.is_file() for file in files):
        raise Refused([Problem(str(path), 0, "", "", _("There is no file here to load: name a package's folder, or a CSV or XLSX file."))])
    package = Package()
    for file in files:
        if wrong := _wrong_name(file, package):
            package.problems.append(Problem(file.name, 0, "", file.stem, wrong))
            continue
        try:
            package.rows[NAMED[file.stem]] = list(_rows(File.at(file), NAMED[file.stem], package.problems))
        except OSError as error:
            package.problems.append(Problem(file.name, 1, "", "", str(_CAN_NOT_BE_READ % {"why": error})))
    return package


def read_file(file: File, table: Table, at_most: int) -> Package:
    """One file, whatever it is named. Raises TooLong above ``at_most`` rows."""
    package = Package()
    package.rows[table] = list(_rows(file, table, package.problems, at_most))
    return package


def _wrong_name(file: Path, package: Package) -> str:
    if file.stem not in NAMED:
        return _("This is not the name of a table. Allowed are: %(names)s.") % {"names": ", ".join(NAMED)}
    return _("Another file of the folder holds this table: leave one of them.") if NAMED[file.stem] in package.rows else ""


def _rows(file: File, table: Table, problems: list[Problem], at_most: int | None = None) -> Iterator[Row]:
    try:
        lines = _lines(file, at_most)
    except (ValueError, csv.Error) as error:
        problems.append(Problem(file.name, 1, "", "", str(_CAN_NOT_BE_READ % {"why": error})))
        return
    header = lines[0][1] if lines else []
    if wrong := list(_wrong_columns(file, table, header)):
        problems += wrong
        return
    for number, cells in lines[1:]:
        if len(cells) != len(header):
            reason = _("The row has %(cells)s cells, the header %(columns)s.") % {"cells": len(cells), "columns": len(header)}
            problems.append(Problem(file.name, number, "", "", reason))
            continue
        row = Row(file.name, number, dict(zip(header, cells, strict=True)))
        unstorable = [column for column, text in row.cells.items() if has_unstorable_text(text)]
        problems += [row.problem(column, str(UNSTORABLE)) for column in unstorable]
        if not unstorable:  # PostgreSQL can not even be asked for a key with such a character
            yield row


def _wrong_columns(file: File, table: Table, header: list[str]) -> Iterator[Problem]:
    allowed = _("Unknown or doubled column. Allowed are, once each: %(names)s.") % {"names": ", ".join(table.by_name)}
    for column in header:
        if column not in table.by_name or header.count(column) > 1:
            yield Problem(file.name, 1, column, column, allowed)
    for column in sorted(table.by_name.keys() - set(header)):
        yield Problem(file.name, 1, column, "", _("This column is missing."))


def _lines(file: File, at_most: int | None) -> list[tuple[int, list[str]]]:
    """The header and the rows, each with the line where it begins."""
    lines: list[tuple[int, list[str]]] = []
    for line in xlsx.read(file.content) if file.name.lower().endswith(".xlsx") else _csv(file):
        if at_most is not None and len(lines) > at_most:
            raise TooLong
        lines.append(line)
    return lines


def _csv(file: File) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(file.content)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_separator(text))
    begins = 1
    for cells in reader:
        if cells:
            yield begins, cells if file.is_by_the_letter else [as_meant(cell) for cell in cells]
        begins = reader.line_num + 1


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise ValueError(_("line %(line)s is not UTF-8. Save it as “CSV UTF-8”, or as XLSX.") % {"line": line}) from None


def _separator(text: str) -> str:
    """Where the comma parts whole numbers from decimals, spreadsheet programs write semicolons, some write tabs."""
    found = re.match(r'"?\w+"?([;\t])', text)
    return found[1] if found else ","
