"""Cells of a CSV that a spreadsheet program would run as formulas are marked with an apostrophe, and read without it.

Such a program does not ask whether a cell is quoted, and one that expects another separator splits cells at it
or at a line's end. So what begins a cell, and what follows a semicolon, a tab or a new line within one, is marked.
Where apostrophes stand before the sign already, one more is put before them: whatever the text, reading takes
exactly the apostrophes away that writing has added.
"""

from __future__ import annotations

import re

_SIGN = r"[=+\-@＝＋－＠]"
_BEGINS_A_CELL = rf"\A(?='*(?:{_SIGN}|[\t\r\n]))"
_BEGINS_A_PART = rf"(?<=[;\t\r\n])(?='*{_SIGN})"

_DANGEROUS = re.compile(f"{_BEGINS_A_CELL}|{_BEGINS_A_PART}")
_MARKED = re.compile(f"(?:{_BEGINS_A_CELL}|{_BEGINS_A_PART})'")


def harmless(text: str) -> str:
    return _DANGEROUS.sub("'", text)


def as_meant(text: str) -> str:
    """What ``harmless`` was given."""
    return _MARKED.sub("", text)
