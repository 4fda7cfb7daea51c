"""Measures the goals on the database that BENCH_DATABASE names; exits 1 when one is missed."""

from __future__ import annotations

import argparse
import json
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")


def main() -> int:
    import django

    django.setup()
    from django.core.management import call_command

    from bench import as_of, loading

    goals = {1: loading.measure, 2: as_of.measure}
    arguments = argparse.ArgumentParser(prog="script/bench")
    arguments.add_argument("--goal", type=int, choices=goals, help="only this one")
    arguments.add_argument("--quick", action="store_true", help="fewer rounds and less data: to see that it runs, not to judge by")
    asked = arguments.parse_args()

    call_command("migrate", verbosity=0)
    missed = 0
    for number in [asked.goal] if asked.goal else goals:
        for result in goals[number](asked.quick):
            show(result)
            missed += not result.met
    return 1 if missed else 0


def show(result) -> None:
    database = os.environ["BENCH_DATABASE"]
    verdict = "met" if result.met else "MISSED"
    timed = f"{result.measured_ms:.2f} ms beside {result.compared_ms:.2f} ms"
    print(f"goal {result.goal}, {database}: {result.what}")
    print(f"    measured {result.ratio:.2f} × ({timed}), target at most {result.at_most:g} ×: {verdict}")
    row = {"goal": result.goal, "database": database, "what": result.what, "ratio": round(result.ratio, 3), "at_most": result.at_most}
    print(
        json.dumps({**row, "measured_ms": round(result.measured_ms, 3), "compared_ms": round(result.compared_ms, 3), "met": result.met}), flush=True
    )


if __name__ == "__main__":
    sys.exit(main())
