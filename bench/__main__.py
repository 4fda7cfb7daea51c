"""Prepares what the goals need, measures them, tells how each stands; exits 1 when one is missed."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterator

from bench import postgresql, record
from bench.goals import GOALS, POSTGRESQL, SQLITE
from bench.postgresql import WORK, anew, version_of_large
from bench.timing import Result


def main() -> int:
    arguments = argparse.ArgumentParser(prog="script/bench")
    which = arguments.add_mutually_exclusive_group()
    which.add_argument("--goal", type=int, nargs="+", choices=sorted({goal.number for goal in GOALS}), metavar="N", help="only these")
    which.add_argument("--record", action="store_true", help="all of them, and write bench/RESULTS.md")
    arguments.add_argument(
        "--quick", action="store_true", help="one round; without --goal only of what needs neither the large data nor other software nor minutes"
    )
    arguments.add_argument("--runs", type=int, default=1, help="one after the other; each must meet every goal")
    asked = arguments.parse_args()
    chosen = [place for place, goal in enumerate(GOALS) if (goal.number in asked.goal if asked.goal else goal.quick or not asked.quick)]
    runs = [run(chosen, "quick" if asked.quick else "full") for _ in range(asked.runs)]
    if asked.record:
        record.write(runs)
    return 1 if any(result.verdict == "MISSED" for results in runs for result in results) else 0


def run(chosen: list[int], effort: str) -> list[Result]:
    results: list[Result] = []
    for measure, database in ((on_sqlite, SQLITE), (on_postgresql, POSTGRESQL)):
        if places := [place for place in chosen if GOALS[place].database == database]:
            results += measure(places, effort)
    results.sort(key=lambda result: result.goal)
    table(results)
    return results


def on_sqlite(places: list[int], effort: str) -> Iterator[Result]:
    WORK.mkdir(exist_ok=True)
    for path in WORK.glob("small.sqlite3*"):
        path.unlink()
    yield from measured(SQLITE, effort, places, DATABASE_URL=f"sqlite:///{WORK / 'small.sqlite3'}")


def on_postgresql(places: list[int], effort: str) -> Iterator[Result]:
    with postgresql.server() as address:
        anew(address, "small")
        large = {"BENCH_LARGE": f"{address}large"} if any(GOALS[place].large for place in places) else {}
        if large:
            anew(address, "large", unless=version_of_large())
        yield from measured(POSTGRESQL, effort, places, DATABASE_URL=f"{address}small", **large)


def measured(database: str, effort: str, places: list[int], **environ: str) -> Iterator[Result]:
    command = [sys.executable, "-m", "bench.child", database, effort, *map(str, places)]
    child = subprocess.Popen(command, env={**os.environ, **environ}, stdout=subprocess.PIPE, text=True)
    for line in child.stdout or ():
        print(line, end="", flush=True)
        yield Result.from_json(json.loads(line))
    if child.wait():
        raise SystemExit(f"The goals on {database} broke off.")


def table(results: list[Result]) -> None:
    print(f"\n{'goal':>4}  {'what':<60} {'database':<11} {'min':>9} {'median':>9} {'max':>9}  {'target':<12} verdict")
    for result in results:
        figures = " ".join(f"{value:>9.2f}" for value in (min(result.measured), result.median, max(result.measured))) if result.measured else " " * 29
        print(f"{result.goal:>4}  {result.what:<60} {result.database:<11} {figures}  {result.target:<12} {result.verdict}  ({result.details})")


if __name__ == "__main__":
    sys.exit(main())
