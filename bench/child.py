"""Measures goals on one database, in a process of its own; each result is a line of JSON.

python -m bench.child postgresql quick 0 1 5     the goals by their place in GOALS
"""

from __future__ import annotations

import json
import os
import sys

import django

from bench.goals import GOALS
from bench.timing import FULL, QUICK


def main(database: str, effort: str, *places: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from bench import databases

    if os.environ.get("BENCH_LARGE"):
        databases.prepare_large()
    databases.prepare_small()
    for goal in (GOALS[int(place)] for place in places):
        print(f"Measuring goal {goal.number}, {goal.title}, on {database}", file=sys.stderr)
        databases.turn_to("small")
        databases.keep_answers(goal.kept)
        for result in goal.measure(QUICK if effort == "quick" else FULL):
            result.database = result.database or database
            print(json.dumps(result.as_json(), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
