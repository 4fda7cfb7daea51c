"""Goal 11: what the revision counter costs those who write, and what history does. Eight writers, each under a negotiation of its own."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from threading import Barrier, Thread
from unittest import mock

from django.db import connection
from django.test import override_settings

from bench.timing import Effort, Result
from roadmaps import revisions
from roadmaps.models import Citation, Negotiation, Source, Statement

WRITERS = 8
SECONDS = 2.0
"""That each way is tried, in each of the turns of a round."""
TURNS = 3


def rates(effort: Effort) -> Iterator[Result]:
    statements = [statement_of_its_own(number) for number in range(WRITERS)]
    ways = {"all": nullcontext, "without the counter": uncounted, "without history": lambda: override_settings(SIMPLE_HISTORY_ENABLED=False)}
    rounds = [in_turn(ways, statements) for _ in range(effort.rounds)]
    told = ", ".join(f"{name} {rounds[0][name]:.0f} a second" for name in ways)
    yield Result(
        11, "the write rate, of that without the counter", [each["all"] / each["without the counter"] for each in rounds], at_least=0.7, details=told
    )
    yield Result(11, "the write rate, of that without history", [each["all"] / each["without history"] for each in rounds], details=told)


def statement_of_its_own(number: int) -> str:
    code = f"writer{number}"
    if not Statement.objects.filter(pk=f"{code}-said").exists():
        Negotiation(slug=code, code=code, title="Writing", item_singular="item", item_plural="items").save()
        Statement(slug=f"{code}-said", negotiation_id=code, said_on="2019-12-20", voice="press").save()
        Citation(statement_id=f"{code}-said", source=Source.objects.order_by("pk")[0]).save()
    return f"{code}-said"


def uncounted() -> AbstractContextManager:
    """Everything as ever, but the UPDATE of the revision, and with it the lock."""
    numbers = itertools.count(1_000_000)
    return mock.patch.object(revisions, "_bump", side_effect=lambda scope: next(numbers))


def in_turn(ways: dict[str, Callable[[], AbstractContextManager]], statements: list[str]) -> dict[str, float]:
    """Way → writes a second."""
    written = dict.fromkeys(ways, 0)
    for _, (name, way) in itertools.product(range(TURNS), ways.items()):
        with way():
            written[name] += writes(statements)
    return {name: number / (TURNS * SECONDS) for name, number in written.items()}


def writes(statements: list[str]) -> int:
    done = [0] * len(statements)
    begin = Barrier(len(statements))

    def write(place: int) -> None:
        statement = Statement.objects.get(pk=statements[place])
        begin.wait()
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            statement.note = f"Written {time.perf_counter()}"
            statement.save()
            done[place] += 1
        connection.close()

    threads = [Thread(target=write, args=[place]) for place in range(len(statements))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done)
