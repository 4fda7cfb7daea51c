"""Flags over a chart: what happened on a day, with a few words, in as many rows as it takes for none to cover another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from roadmaps.models import DateSpan, Record
from tracker.pages.charts import NARROWEST, WIDTH_OF_A_LETTER
from tracker.pages.charts.axis import TimeAxis

MOST_ROWS = 6
MARK = 24
"""Pixels: the mark with what it needs around it to be a target (WCAG 2.5.8)."""


@dataclass(frozen=True)
class Flag:
    record: Record
    at: float
    """Where its day begins, or the first of its days; per cent of the width."""
    width: float
    row: int | None
    """From the top; None where there is no room, and only its line is drawn."""
    words: str
    reads_leftwards: bool
    """Its words stand before its mark, since the edge is near."""


def flags(happened: Iterable[tuple[Record, DateSpan, str]], axis: TimeAxis) -> list[Flag]:
    """Of what lies within the axis, in order of time: what happened, when, and in which few words."""
    free_from = [0.0] * MOST_ROWS
    found = []
    for record, days, words in happened:
        if days.last < axis.first or days.first > axis.last:
            continue
        at, end = axis.at(days.first), axis.after(days.last)
        wide = (MARK + len(words) * WIDTH_OF_A_LETTER) / NARROWEST * 100
        leftwards = at + wide > 100
        begins = at - wide if leftwards else at
        row = next((number for number, free in enumerate(free_from) if begins >= free), None)
        if row is not None:
            free_from[row] = at + MARK / NARROWEST * 100 if leftwards else begins + wide
        found.append(Flag(record, at, round(end - at, 2), row, words, leftwards))
    return found


def rows(flags: Iterable[Flag]) -> int:
    return max((flag.row + 1 for flag in flags if flag.row is not None), default=0)
