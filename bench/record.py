"""bench/RESULTS.md: the figures of the last runs, with the machine and the versions that gave them."""

from __future__ import annotations

import datetime
import os
import platform
import sqlite3
import statistics
import subprocess
from importlib.metadata import version
from pathlib import Path

from bench import postgresql
from bench.timing import Result

FILE = Path(__file__).parent / "RESULTS.md"
PACKAGES = ("Django", "djangorestframework", "psycopg2-binary", "orjson", "waitress")


def write(runs: list[list[Result]]) -> None:
    FILE.write_text("\n".join([*heading(len(runs)), *table(runs), *losses(runs)]) + "\n", encoding="utf-8")


def heading(runs: int) -> list[str]:
    commit = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False).stdout.strip()
    today = datetime.datetime.now(datetime.UTC).date()
    return [
        "# Measured", "",
        f"Written by `script/bench --record`, {runs} run(s) one after the other, on {today}, at commit {commit}. Every figure is a ratio of two things timed in turn",
        "in one run, or a number with its unit; the milliseconds beside it are those of the first run, on this machine. What a goal means is in `bench/goals.py`.", "",
        f"- Machine: {processor()}, {os.cpu_count()} cores, {memory()} GB of memory, {platform.system()} {platform.release()}",
        f"- Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in PACKAGES if is_installed(name))}",
        f"- PostgreSQL {postgresql.version()}, SQLite {sqlite3.sqlite_version}",
    ]  # fmt: skip


def processor() -> str:
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor() or platform.machine())


def memory() -> int:
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30)


def is_installed(name: str) -> bool:
    try:
        return bool(version(name))
    except ImportError:
        return False


def table(runs: list[list[Result]]) -> list[str]:
    lines = ["", "| Goal | What | Database | min | median | max | target | verdict | |", "|---|---|---|--:|--:|--:|---|---|---|"]
    for same in together(runs):
        first, measured = same[0], figures_of(same)
        figures = [f"{value:.2f}" for value in (min(measured), statistics.median(measured), max(measured))] if measured else ["", "", ""]
        row = [first.goal, first.what, first.database, *figures, first.target, verdict(same), first.details]
        lines.append(f"| {' | '.join(map(str, row))} |")
    return lines


def together(runs: list[list[Result]]) -> list[list[Result]]:
    """What each run says of the same."""
    found: dict[tuple, list[Result]] = {}
    for result in (result for run in runs for result in run):
        found.setdefault((result.goal, result.what, result.database), []).append(result)
    return sorted(found.values(), key=lambda same: same[0].goal)


def figures_of(same: list[Result]) -> list[float]:
    return [value for result in same for value in result.measured]


def verdict(same: list[Result]) -> str:
    said = {result.verdict for result in same}
    return said.pop() if len(said) == 1 else f"met in {sum(result.verdict == 'met' for result in same)} of {len(same)} runs"


def losses(runs: list[list[Result]]) -> list[str]:
    """Goals that were missed, and whatever is faster than we are."""
    judged = [(same, statistics.median(figures_of(same))) for same in together(runs) if figures_of(same)]
    missed = [each for each in judged if any(result.verdict == "MISSED" for result in each[0])]
    slower = [each for each in judged if each not in missed and each[0][0].verdict == "reported" and each[0][0].unit == "×" and each[1] < 1]
    return [
        "", "## Where we lose", "",
        *(f"- Goal {same[0].goal}, {same[0].what} ({same[0].database}): {figure:.2f} {same[0].unit}, target {same[0].target}." for same, figure in missed),
        *(f"- Goal {same[0].goal}, {same[0].what} ({same[0].database}): {figure:.2f} ×; {same[0].details}." for same, figure in slower),
        *([] if missed or slower else ["Nowhere, of what was measured."]),
    ]  # fmt: skip
