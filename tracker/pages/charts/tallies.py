"""Reported counts as marks with their spread, beside the line of what the ledger names.

What is counted in different units, or told as a share, never stands on one axis; nor do counts of different stages,
for the ledger's line beside them tells how many road maps stand in the statuses that a stage covers.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from roadmaps.models import Status, TallyStage, TallyUnit
from roadmaps.questions.progress import Point
from roadmaps.questions.reconciliation import Reconciled
from tracker.pages.charts import NARROWEST, WIDTH_OF_A_LETTER
from tracker.pages.charts.axis import NumberAxis, TimeAxis

HEIGHT, LOW = 220, 110
"""Pixels, of a panel with the ledger's line, and of one without."""
TOP, TOP_WITH_WORDS = 14, 40
"""Pixels, left free above it."""
TARGET = 24
"""Pixels: within so many of another mark none is a link, for neither would be a target (WCAG 2.5.8); the table links them."""
LETTER = 14
"""Pixels: the height of a line of words."""


class Kind(NamedTuple):
    """What stands on one axis."""

    unit: TallyUnit
    is_share: bool
    covers: tuple[Status, ...]


class Line(NamedTuple):
    """Part of the ledger's line: across in per cent, up in pixels."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Mark:
    reconciled: Reconciled
    at: float
    """The last of the days counted, per cent."""
    width: float
    """Back to the first of them."""
    low: float | None
    """Pixels from the top, as all heights; None where no number was given."""
    high: float | None
    is_open_above: bool
    is_open_below: bool
    total: float | None
    """The total it was said with."""
    ledger: float | None
    """What the ledger names on its day, where the two compare."""
    label_side: str = ""
    """``right`` or ``left`` of the mark is room for its words; empty where there is none."""
    is_linked: bool = False

    @property
    def starts(self) -> float:
        return round(self.at - self.width, 2)

    @property
    def tells_a_number(self) -> bool:
        return self.low is not None

    @property
    def middle(self) -> float:
        """Where its shape stands: at the one bound it has, or between the two."""
        if self.low is None or self.high is None:
            return WORDS_ONLY
        return self.high if self.is_open_below else self.low if self.is_open_above else round((self.low + self.high) / 2, 1)


WORDS_ONLY = -22.0
"""Where counts stand that were given in words only: above the panel."""


@dataclass(frozen=True)
class Panel:
    kind: Kind
    stages: list[TallyStage]
    """Those of its counts, in the order of the vocabulary."""
    numbers: NumberAxis
    marks: list[Mark]
    lines: list[Line]
    """The ledger's, where it has one; in order of time."""

    @property
    def top(self) -> int:
        return TOP_WITH_WORDS if self.has_words_only else TOP

    @property
    def height(self) -> float:
        return self.numbers.height

    @property
    def whole_height(self) -> float:
        return self.top + self.height + 2

    @property
    def has_words_only(self) -> bool:
        return any(not mark.tells_a_number for mark in self.marks)


def panels(found: Iterable[Reconciled], points: list[Point], axis: TimeAxis, until: datetime.date) -> list[Panel]:
    """A panel for each kind of count; ``until`` when the ledger is told. What was counted on no known day is left out."""
    of_kind: dict[Kind, list[Reconciled]] = defaultdict(list)
    for reconciled in found:
        days = reconciled.tally.counted_on
        if days and days.last >= axis.first and days.first <= axis.last:
            of_kind[_kind(reconciled)].append(reconciled)
    return [_panel(kind, of_kind[kind], points, axis, until) for kind in sorted(of_kind, key=_rank)]


def _kind(reconciled: Reconciled) -> Kind:
    tally = reconciled.tally
    unit = TallyUnit(tally.unit)
    is_share = _bounds_of_share(reconciled) != (None, None) and reconciled.reported_min is None and reconciled.reported_max is None
    return Kind(unit, is_share, TallyStage(tally.stage).covers)


def _rank(kind: Kind) -> tuple[int, bool, int]:
    """Items first; numbers before shares; in the order of the stages."""
    return list(TallyUnit).index(kind.unit), kind.is_share, -len(kind.covers)


def _bounds_of_share(reconciled: Reconciled) -> tuple[Decimal | None, Decimal | None]:
    return reconciled.tally.percent_min, reconciled.tally.percent_max


def _panel(kind: Kind, found: list[Reconciled], points: list[Point], axis: TimeAxis, until: datetime.date) -> Panel:
    named = [(point.day, sum(point.counts[status] for status in kind.covers)) for point in points] if _has_line(kind) else []
    said: list[Decimal | int] = [number for each in found for number in (*_bounds(kind, each), _total(kind, each)) if number is not None]
    numbers = NumberAxis(100 if kind.is_share else float(max(said, default=1)), HEIGHT if _has_line(kind) else LOW)
    marks = _linked(_labelled([_mark(kind, each, axis, numbers) for each in found]))
    lines = list(_lines(named, axis, numbers, until)) if _has_line(kind) else []
    stages = {each.tally.stage for each in found}
    return Panel(kind, [stage for stage in TallyStage if stage in stages], numbers, marks, lines)


def _has_line(kind: Kind) -> bool:
    """The ledger counts items, and those that the vocabulary has statuses for."""
    return kind.unit == TallyUnit.ITEM and not kind.is_share and bool(kind.covers)


def _bounds(kind: Kind, reconciled: Reconciled) -> tuple[Decimal | None, Decimal | None]:
    return _bounds_of_share(reconciled) if kind.is_share else _reported(reconciled)


def _reported(reconciled: Reconciled) -> tuple[Decimal | None, Decimal | None]:
    return reconciled.reported_min, reconciled.reported_max


def _total(kind: Kind, reconciled: Reconciled) -> Decimal | None:
    return None if kind.is_share else reconciled.tally.total


def _mark(kind: Kind, reconciled: Reconciled, axis: TimeAxis, numbers: NumberAxis) -> Mark:
    days = reconciled.tally.counted_on
    low, high = _bounds(kind, reconciled)
    total, named = _total(kind, reconciled), reconciled.named_now
    at = axis.at(days.last)
    compares = named is not None and _has_line(kind) and (low is not None or high is not None)
    return Mark(
        reconciled, at, round(at - axis.at(days.first), 2),
        low=_height(low, numbers) if low is not None else None if high is None else _height(0, numbers),
        high=_height(high, numbers) if high is not None else None if low is None else _height(total or numbers.top, numbers),
        is_open_above=high is None and low is not None, is_open_below=low is None and high is not None,
        total=None if total is None or total == high else _height(total, numbers),
        ledger=_height(named, numbers) if compares else None,
    )  # fmt: skip


def _height(number: Decimal | float | None, numbers: NumberAxis) -> float:
    return numbers.at(float(number or 0))


def _lines(named: list[tuple[datetime.date, int]], axis: TimeAxis, numbers: NumberAxis, until: datetime.date) -> Iterator[Line]:
    """From none at the beginning, up and down on each day of change."""
    moves = [after for before, after in pairwise([(axis.first, 0), *named]) if before[1] != after[1]]
    steps = [(axis.first, 0), *moves, (until, moves[-1][1] if moves else 0)]
    for (day, number), (following, then) in pairwise(steps):
        x1, x2 = axis.at(day), axis.after(following) if following == until else axis.at(following)
        y1, y2 = numbers.at(number), numbers.at(then)
        if x1 != x2:
            yield Line(x1, y1, x2, y1)
        if y1 != y2 and axis.shows(following):
            yield Line(x2, y1, x2, y2)


def _pixels(share: float) -> float:
    return share * NARROWEST / 100


class Box(NamedTuple):
    """Pixels."""

    left: float
    right: float
    middle: float

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and abs(self.middle - other.middle) < LETTER


def _labelled(marks: list[Mark]) -> list[Mark]:
    """Each with its words, where these cover neither a mark nor other words."""
    taken = [Box(_pixels(mark.at) - 7, _pixels(mark.at) + 7, mark.middle) for mark in marks]
    labelled = []
    for mark in marks:
        side, box = next(((side, box) for side, box in _sides(mark) if not any(map(box.meets, taken))), ("", None))
        taken += [box] if box else []
        labelled.append(replace(mark, label_side=side))
    return labelled


def _sides(mark: Mark) -> Iterator[tuple[str, Box]]:
    wide = len(mark.reconciled.tally.worded_count()) * WIDTH_OF_A_LETTER
    for side, left in (("right", _pixels(mark.at) + 9), ("left", _pixels(mark.at) - 9 - wide)):
        if left >= 0 and left + wide <= NARROWEST:
            yield side, Box(left, left + wide, mark.middle - LETTER / 2)


def _linked(marks: list[Mark]) -> list[Mark]:
    """Those that stand apart from all others."""
    return [replace(mark, is_linked=not any(_are_near(mark, other) for other in marks if other is not mark)) for mark in marks]


def _are_near(mark: Mark, other: Mark) -> bool:
    return abs(_pixels(mark.at - other.at)) < TARGET and abs(mark.middle - other.middle) < TARGET
