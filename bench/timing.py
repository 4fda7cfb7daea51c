"""Ways of doing a thing, timed in turn, so that whatever slows the machine slows them all; and what a goal makes of it."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Effort:
    """How long to look. Each round gives one ratio; what is judged is their median."""

    rounds: int
    samples: int


FULL, QUICK = Effort(rounds=3, samples=100), Effort(rounds=1, samples=100)


@dataclass
class Result:
    goal: int
    what: str
    measured: list[float]
    """One for each round."""
    unit: str = "×"
    at_least: float | None = None
    at_most: float | None = None
    """Neither: it is only reported."""
    details: str = ""
    applies: bool = True
    database: str = field(default="", kw_only=True)

    @property
    def median(self) -> float:
        return statistics.median(self.measured)

    @property
    def verdict(self) -> str:
        if not self.applies:
            return "not applicable"
        if self.at_least is None and self.at_most is None:
            return "reported"
        reached = (self.at_least is None or self.median >= self.at_least) and (self.at_most is None or self.median <= self.at_most)
        return "met" if reached else "MISSED"

    @property
    def target(self) -> str:
        bounds = [("≥", self.at_least), ("≤", self.at_most)]
        return " ".join(f"{sign} {bound:g} {self.unit}" for sign, bound in bounds if bound is not None) or "–"

    def as_json(self) -> dict[str, Any]:
        return {**asdict(self), "measured": [round(value, 4) for value in self.measured], "verdict": self.verdict}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Result:
        return cls(**{name: value for name, value in said.items() if name != "verdict"})


class Timed:
    """The first quartile of what each way takes, in milliseconds, for each round. ``before`` is done before each, untimed."""

    def __init__(self, effort: Effort, ways: Mapping[str, Callable[[], object]], before: Callable[[], object] = lambda: None):
        self.quartiles: dict[str, list[float]] = {name: [] for name in ways}
        gc.collect()
        gc.freeze()  # what was loaded until now is not looked at again, so that a collection between two samples costs little
        try:
            for way in ways.values():  # compiles, connects and fills caches
                for _ in range(min(3, effort.samples // 4)):
                    before()
                    way()
            for _ in range(effort.rounds):
                for name, quartile in in_turn(effort.samples, ways, before).items():
                    self.quartiles[name].append(quartile)
        finally:
            gc.unfreeze()

    def times(self, faster: str, slower: str) -> list[float]:
        """How many times longer ``slower`` takes than ``faster``."""
        return [long / short for short, long in zip(self.quartiles[faster], self.quartiles[slower], strict=True)]

    def told(self, *names: str) -> str:
        return ", ".join(f"{name} {statistics.median(self.quartiles[name]):.2f} ms" for name in names)


def in_turn(samples: int, ways: Mapping[str, Callable[[], object]], before: Callable[[], object]) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(samples):
        for name, way in ways.items():
            before()
            gc.collect()
            started = time.perf_counter()
            way()
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.quantiles(times, n=4)[0] for name, times in taken.items()}
