"""The axes of a chart: time across, numbers up."""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

MOST_TICKS = 13
STEPS = ((1, "month"), (3, "quarter"), (12, "year"), (60, "year"), (240, "year"), (1200, "year"))
"""Months from one tick to the next, and what a tick names."""
ROOM_FOR_A_YEAR = 6
"""Per cent of the width."""
ROOM_FOR_A_NUMBER = 30
"""Pixels up."""
FEW_DAYS = 62
"""Of which single days are named."""


@dataclass(frozen=True)
class Tick:
    day: datetime.date
    at: float
    """Per cent of the width."""
    width: float
    """Of what it names, as far as it lies within the axis."""
    names: str
    """``day``, ``month``, ``quarter`` or ``year``: what is written beside it."""

    tells_the_year: bool
    """Whether there is room for it below."""

    @property
    def begins_a_year(self) -> bool:
        return (self.day.month, self.day.day) == (1, 1)


@dataclass(frozen=True)
class TimeAxis:
    """From the morning of ``first`` to the evening of ``last``."""

    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def at(self, day: datetime.date) -> float:
        """Where the day begins, in per cent of the width, at the edge for what lies beyond it."""
        return round(min(max((day - self.first).days / self.days, 0), 1) * 100, 2)

    def after(self, day: datetime.date) -> float:
        """Where the day ends."""
        return 100.0 if day >= self.last else self.at(day + datetime.timedelta(days=1))

    def shows(self, day: datetime.date) -> bool:
        return self.first <= day <= self.last

    @cached_property
    def ticks(self) -> list[Tick]:
        """By year, quarter, month or day, as fits."""
        starts, names = self._by_days() if self.days <= FEW_DAYS else self._by_months()
        edges = [self.at(day) for day in starts] + [100.0]
        return [
            Tick(day, edges[number], round(edges[number + 1] - edges[number], 2), names, self._tells_the_year(day))
            for number, day in enumerate(starts)
        ]

    def _tells_the_year(self, day: datetime.date) -> bool:
        new_year = datetime.date(min(day.year + 1, datetime.MAXYEAR), 1, 1)
        return (day == self.first or (day.month, day.day) == (1, 1)) and self.at(new_year) - self.at(day) > ROOM_FOR_A_YEAR

    def _by_days(self) -> tuple[list[datetime.date], str]:
        step = next(step for step in (1, 2, 7) if self.days <= step * MOST_TICKS or step == 7)
        return [self.first + datetime.timedelta(days=number) for number in range(0, self.days, step)], "day"

    def _by_months(self) -> tuple[list[datetime.date], str]:
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month + 1
        step, names = next((found for found in STEPS if months <= found[0] * MOST_TICKS), STEPS[-1])
        return list(self._starts(step)), names

    def _starts(self, step: int) -> Iterator[datetime.date]:
        """The first days of every so many months, counted from a new year, but for the first, which begins the axis."""
        counted = self.first.year * 12 + self.first.month - 1
        yield self.first
        counted += step - counted % step
        while counted // 12 <= self.last.year and (day := datetime.date(counted // 12, counted % 12 + 1, 1)) <= self.last:
            yield day
            counted += step


@dataclass(frozen=True)
class NumberAxis:
    """From 0 at the bottom to no less than ``most`` at the top of so many pixels."""

    most: float
    height: float

    @cached_property
    def step(self) -> float:
        """1, 2 or 5 times a power of ten, and no more of them than can be read."""
        rough = max(self.most, 1) / (self.height / ROOM_FOR_A_NUMBER)
        power = 10 ** math.floor(math.log10(rough))
        return next(times * power for times in (1, 2, 5, 10) if times * power >= rough) if rough > 1 else 1

    @property
    def top(self) -> float:
        return self.step * math.ceil(max(self.most, 1) / self.step)

    def at(self, number: float) -> float:
        """Pixels from the top."""
        return round(self.height * (1 - float(number) / self.top), 1)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        numbers = range(0, int(self.top) + 1, int(self.step))
        return [(number, self.at(number)) for number in numbers]
