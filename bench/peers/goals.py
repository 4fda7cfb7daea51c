"""Goals 1 (on SQLite) and 3: the list of road maps beside what a user would pick instead.

Two ways of ours are timed. *Nothing cached* keeps no answer (RESPONSE_CACHE_MB=0), so each is made from the record. *As shipped* an answer is
kept, and each time the database is asked whether it still is the newest.

Goal 1 says which of them it means. Goal 3 does not, and is held to what is shipped: it compares what a reader gets from either software, run
as its documentation recommends. None of the peers keeps responses. An answer that ours keeps is checked every time, so all are equally fresh;
still it is kept work beside new work, so how it stands where nothing is cached is reported beside it. That this is what goal 3 means its
figures tell as well: beside Datasette it asks twice what goal 1 asks of an answer made anew.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from bench import same
from bench.peers import environment, record, serving
from bench.peers.process import ANEW, SHIPPED, Process, answering
from bench.timing import Effort, Result, Timed

DAY = "2019-12-20"
LIST = f"negotiation=union-state-2019&as_of={DAY}"
DAYS = ("2018-01-01", "2019-09-06", "2019-12-01", "2019-12-20", "2020-12-31", "2021-12-31")
"""From nothing recorded to everything."""


@dataclass(frozen=True)
class Peer:
    name: str
    at_least: float
    """How many times as fast as it ours is to be."""
    packages: tuple[str, ...]
    """On which its figure depends."""


PEERS = {
    "datasette": Peer("Datasette on SQLite", 2.5, ("datasette", "uvloop")),
    "ninja": Peer("django-ninja", 10, ("django-ninja", "pydantic", "orjson")),
    "fastapi": Peer("FastAPI + asyncpg + orjson", 1, ("fastapi", "starlette", "asyncpg", "orjson", "uvloop")),
}


def beside_datasette(effort: Effort) -> Iterator[Result]:
    """On one SQLite file."""
    file = record.file()
    with answering(f"sqlite:///{file}", file, ["datasette"]) as processes:
        timed = compared(effort, processes)
    name = "as fast as Datasette's canned query"
    yield Result(1, f"{name}, nothing cached", timed.times(ANEW, "datasette"), at_least=1.3, details=timed.told(ANEW, "datasette"))
    yield Result(1, f"{name}, as shipped", timed.times(SHIPPED, "datasette"), details=timed.told(SHIPPED, "datasette"))


def beside_peers(effort: Effort) -> Iterator[Result]:
    """On one PostgreSQL; Datasette, which knows SQLite only, on the same record there."""
    file, database = record.file(), os.environ["DATABASE_URL"]
    with answering(database, file, PEERS) as processes:
        timed = compared(effort, processes)
    for name, peer in PEERS.items():
        versions = environment.versions(peer.packages)
        shipped, anew = timed.times(SHIPPED, name), timed.times(ANEW, name)
        yield Result(3, f"as fast as {peer.name}, as shipped", shipped, at_least=peer.at_least, details=f"{timed.told(SHIPPED, name)}; {versions}")
        yield Result(3, f"as fast as {peer.name}, nothing cached", anew, details=timed.told(ANEW, name))
    yield from over_http(effort, database, file)


def compared(effort: Effort, processes: Mapping[str, Process]) -> Timed:
    """Times all in turn, once they are held to the same answers."""
    for query in (LIST.replace(DAY, day) for day in DAYS):
        ours = processes[SHIPPED].answer(query)
        for name, process in processes.items():  # Datasette gives the rows alone
            same.hold_to(ours["results"] if name == "datasette" else ours, process.answer(query), f"{name} for {query}")
    return TimedByThemselves(effort, processes)


class TimedByThemselves(Timed):
    """Each process tells its own milliseconds."""

    def __init__(self, effort: Effort, processes: Mapping[str, Process]):
        self.quartiles = {name: [] for name in processes}
        self.in_turn(10, processes)  # compiles, connects, prepares
        for _ in range(effort.rounds):
            for name, times in self.in_turn(effort.samples, processes).items():
                self.quartiles[name].append(statistics.quantiles(times, n=4)[0])

    def in_turn(self, samples: int, processes: Mapping[str, Process]) -> dict[str, list[float]]:
        taken: dict[str, list[float]] = {name: [] for name in processes}
        for _ in range(samples):
            for name, process in processes.items():
                taken[name].append(process.milliseconds(LIST))
        return taken


def over_http(effort: Effort, database: str, file: Path) -> Iterator[Result]:
    """Answers a second, of each server in turn, as shipped."""
    with ExitStack() as stack:
        ports = {name: stack.enter_context(serving.served(name, database, file)) for name in ("ours", *PEERS)}
        for name, port in ports.items():
            serving.a_second(name, port, LIST, seconds=0.5)
        rates = [{name: serving.a_second(name, port, LIST) for name, port in ports.items()} for _ in range(effort.rounds)]
    for name, peer in PEERS.items():
        told = ", ".join(f"{one} {statistics.median(rate[one] for rate in rates):.0f}/s" for one in ("ours", name))
        yield Result(3, f"as many over HTTP as {peer.name}", [rate["ours"] / rate[name] for rate in rates], details=told)
