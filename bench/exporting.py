"""Goal 9: all 310,059 road maps as a file, beside COPY of the same rows as JSON; memory, and how soon it begins."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import connection

from bench import databases, limit, same
from bench.asking import stream
from bench.growth import DAY
from bench.reading import ours
from bench.timing import Effort, Result

FIRST_ROWS = 3_100
"""After which memory has the size that it keeps."""


@dataclass
class Export:
    lines: int = 0
    begins: float = 0
    """Seconds until the first row."""
    takes: float = 0
    memory: list[float] = field(default_factory=list)
    """Megabytes after each FIRST_ROWS lines."""
    some: list[bytes] = field(default_factory=list)
    """Of the first lines."""

    @property
    def growth(self) -> float:
        return max(self.memory) - self.memory[0]


def whole_list(effort: Effort) -> Iterator[Result]:
    databases.turn_to("large")
    rounds = [(export("ndjson"), export("csv"), copied()) for _ in range(effort.rounds)]
    as_json, as_csv, copy = rounds[0]
    assert as_json.lines == copy.lines == as_csv.lines - 1, "these are not the same rows"
    same.hold_to([json.loads(line) for line in as_json.some], [json.loads(line) for line in copy.some], "COPY")
    for place, name in ((0, "NDJSON"), (1, "CSV")):
        exports = [each[place] for each in rounds]
        told = f"{copy.lines:,} rows: {exports[0].takes:.1f} s, COPY {copy.takes:.1f} s"
        yield Result(9, f"{name} of the speed of COPY", [each[2].takes / each[place].takes for each in rounds], at_least=0.25, details=told)
        told = f"{exports[0].memory[0]:.0f} MB after {FIRST_ROWS:,} rows"
        yield Result(9, f"{name}: memory growth from row {FIRST_ROWS:,} on", [each.growth for each in exports], "MB", at_most=5, details=told)
        told = f"{exports[0].begins * 1000:.0f} ms"
        yield Result(9, f"{name}: the first row, of the time of all", [each.begins / each.takes for each in exports], at_most=0.01, details=told)


def export(name: str) -> Export:
    done, began = Export(), time.perf_counter()
    for part in stream(ours(), f"/api/v1/road-maps/?as_of={DAY}&format={name}"):
        if not part:
            continue
        before, done.lines = done.lines, done.lines + part.count(b"\n")
        if done.lines > 1:  # the first of CSV is its header
            done.begins = done.begins or time.perf_counter() - began
        if before // FIRST_ROWS < done.lines // FIRST_ROWS:
            done.memory.append(resident())
        if len(done.some) < 500:
            done.some += part.splitlines()
    done.takes = time.perf_counter() - began
    done.some = done.some[:500]
    return done


def resident() -> float:
    with open("/proc/self/statm") as sizes:
        return int(sizes.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def copied() -> Export:
    done, began = Export(), time.perf_counter()

    class Lines:
        def write(self, part: bytes) -> None:
            done.lines += part.count(b"\n")
            if len(done.some) < 500:
                done.some += part.splitlines()

    with connection.cursor() as cursor:
        cursor.cursor.copy_expert(cursor.cursor.mogrify(limit.COPY_OF_ALL, {"as_of": DAY}).decode(), Lines())
    done.takes = time.perf_counter() - began
    done.some = done.some[:500]
    return done
