"""A table as the first sheet of a workbook: text in every cell, never a formula, and read by the same rules."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

MOST_UNPACKED = 64 * 1024 * 1024
"""A workbook is a packed archive: a small one may unpack to more than there is memory."""
MOST_ROWS = 1_048_576
MOST_IN_A_CELL = 32_767
"""A spreadsheet's own limits."""


class DoesNotFit(ValueError):
    """The table is too long for a sheet, or a text for a cell of it."""


def write(file: IO[bytes], name: str, lines: Iterable[list[str]], widths: Iterable[int]) -> None:
    """``lines`` begin with the header, which stays in sight. Row by row: the memory needed does not grow with the rows."""
    import openpyxl  # slow to import, and few need it

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    _format_columns(sheet, widths)
    try:
        for number, texts in enumerate(lines, start=1):
            _refuse_what_does_not_fit(number, texts)
            sheet.append([_cell(sheet, text, is_header=number == 1) for text in texts])
    finally:
        book.save(file)  # also of what did not fit: only saving removes what openpyxl keeps on the disk meanwhile


def _format_columns(sheet, widths: Iterable[int]) -> None:
    """As text, so that a program that the editor types “2019-12” or “=1” into keeps just that."""
    from openpyxl.utils import get_column_letter

    for number, width in enumerate(widths, start=1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.width, column.number_format = width, "@"


def _refuse_what_does_not_fit(number: int, texts: list[str]) -> None:
    if number > MOST_ROWS:
        raise DoesNotFit(_("A sheet has at most %(most)s rows.") % {"most": MOST_ROWS})
    if any(len(text) > MOST_IN_A_CELL for text in texts):
        raise DoesNotFit(
            _("The text in row %(row)s is longer than the %(most)s characters that a cell holds.") % {"row": number, "most": MOST_IN_A_CELL}
        )


def _cell(sheet, text: str, is_header: bool):
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    if not text:
        return None
    cell = WriteOnlyCell(sheet, _escaped(text))
    cell.data_type, cell.number_format = "s", "@"  # openpyxl has taken “=1+1” for a formula
    if is_header:
        cell.font = Font(bold=True)
    return cell


def read(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with their numbers, each as wide as the first; ValueError where there is no sheet to be read."""
    _refuse_what_unpacks_to_too_much(content)
    width = 0
    for number, cells in enumerate(_rows(content), start=1):
        if number > MOST_ROWS:
            raise ValueError(_("a sheet has at most %(most)s rows.") % {"most": MOST_ROWS})
        texts = [_text(cell) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        if texts:
            width = width or len(texts)
            yield number, texts + [""] * (width - len(texts))


def _refuse_what_unpacks_to_too_much(content: bytes) -> None:
    try:
        unpacked = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(content)).infolist())  # no part gives more than it says here
    except Exception as error:
        raise ValueError(_("it is not a workbook (%(why)s).") % {"why": error}) from None
    if unpacked > MOST_UNPACKED:
        raise ValueError(_("unpacked it has more than %(most)s MB.") % {"most": MOST_UNPACKED // 1024 // 1024})


def _rows(content: bytes) -> Iterator[tuple]:
    """For what is broken inside a workbook, openpyxl raises whatever its parts do."""
    import openpyxl

    try:
        sheet = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True).worksheets[0]
        sheet.reset_dimensions()  # a sheet may claim to be a million columns wide, and each row would be filled up
        yield from sheet.iter_rows(values_only=True)
    except Exception as error:
        raise ValueError(_("it is not a sound workbook (%(why)s).") % {"why": f"{type(error).__name__}: {error}"}) from None


def _text(cell) -> str:
    """A cell as the text that the CSV would have."""
    match cell:
        case None:
            return ""
        case str():
            return _unescaped(cell)
        case bool():
            return str(cell).lower()
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime.datetime():
            return cell.date().isoformat()
    return str(cell)


_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _escaped(text: str) -> str:
    """The standard's way for characters that XML does not hold, a carriage return among them: ``_x000D_``."""
    return _UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def _unescaped(text: str) -> str:
    return _WRITTEN.sub(lambda found: chr(int(found[1], 16)), text)
