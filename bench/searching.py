"""Goal 8: finding a rare word among 310,000 road maps and 3 million claims, and telling how one negotiation stands."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from bench import databases, many
from bench.growth import growing
from bench.reading import compared, plain_twin
from bench.timing import Effort, Result, Timed

SOMEWHERE = databases.code_of(4711)
SEARCHED = {
    "road maps": ("road-maps/?as_of=2020-06-01&", many.word_of(f"{SOMEWHERE}-item-7")),
    "statements": ("statements/?", many.word_of(f"{SOMEWHERE}-said-7")),
}


def a_rare_word(effort: Effort) -> Iterator[Result]:
    """Beside the twin, which searches as DRF does: ``icontains``, by no index."""
    databases.turn_to("large")
    seldom = Effort(effort.rounds, samples=max(4, effort.samples // 20))  # the twin takes seconds
    for name, (listed, word) in SEARCHED.items():
        what = f"a rare word in {name}: as fast as an unindexed icontains"
        if has_trigrams():
            ways = compared(f"/api/v1/{listed}search={word}", {"plain": plain_twin()})
            for _ in range(10):  # until PostgreSQL keeps its plan, as it does in a server that has run for a while
                ways["ours"]()
            timed = Timed(seldom, ways)
            yield Result(8, what, timed.times("ours", "plain"), at_least=40, details=timed.told("ours", "plain"))
        else:
            yield Result(8, what, [], at_least=40, applies=False, details="this PostgreSQL has no pg_trgm")


def has_trigrams() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        return cursor.fetchone() is not None


def how_one_stands(effort: Effort) -> Iterator[Result]:
    for asked in ("summary", "progress"):
        yield growing(8, f"{asked} of one negotiation", f"/api/v1/negotiations/{{code}}/{asked}/?as_of=2020-06-01", effort, at_most=1.3)
