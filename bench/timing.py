"""Two ways of doing a thing, timed in turn, so that whatever slows the machine slows both."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    goal: int
    what: str
    measured_ms: float
    compared_ms: float
    at_most: float

    @property
    def ratio(self) -> float:
        return self.measured_ms / self.compared_ms

    @property
    def met(self) -> bool:
        return self.ratio <= self.at_most


def in_turn(rounds: int, *ways: Callable[[], object], before: Callable[[], object] = lambda: None) -> list[float]:
    """Milliseconds of each way: the first quartile of ``rounds`` timings. ``before`` each is not timed."""
    taken: list[list[float]] = [[] for _ in ways]
    for way in ways:  # compiles, connects and fills caches
        before()
        way()
    for _ in range(rounds):
        for way, times in zip(ways, taken, strict=True):
            before()
            gc.collect()
            started = time.perf_counter()
            way()
            times.append((time.perf_counter() - started) * 1000)
    return [statistics.quantiles(times, n=4)[0] for times in taken]
