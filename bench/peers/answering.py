"""The side of a process that answers: for each line on standard input one request, its time or its body on standard output.

``time <query>`` is answered by the nanoseconds from request to bytes, ``show <query>`` by the bytes, which are JSON on one line.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Awaitable, Callable, Iterator
from time import perf_counter_ns

HOST = "127.0.0.1:8000"
"""The same for all, for their answers hold addresses."""


def answer(ask: Callable[[str], bytes]) -> None:
    for tell, query in asked():
        started = perf_counter_ns()
        body = ask(query)
        tell(perf_counter_ns() - started, body)


async def answer_in_loop(ask: Callable[[str], Awaitable[bytes]]) -> None:
    """One client at a time: the loop has nothing to do while it waits for the next line."""
    for tell, query in asked():
        started = perf_counter_ns()
        body = await ask(query)
        tell(perf_counter_ns() - started, body)


def asked() -> Iterator[tuple[Callable[[int, bytes], None], str]]:
    """How to answer, and what is asked. Garbage is collected before the clock runs, in every process alike."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what else an application prints
    gc.collect()
    gc.freeze()
    for line in sys.stdin:
        wanted, query = line.split()
        gc.collect()

        def tell(nanoseconds: int, body: bytes, wanted: str = wanted) -> None:
            print(nanoseconds if wanted == "time" else body.decode(), file=answers, flush=True)

        yield tell, query
