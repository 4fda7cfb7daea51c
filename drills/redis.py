"""Redis between two processes: the limit on requests is one limit; without Redis everybody is answered, and counted again when it is back."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep, time

from drills.neighbours import free_port, program, redis
from drills.service import Service
from drills.told import check, say, within

LIMIT = 50
PATH = "/api/v1/topics/"


def drill(folder: str) -> None:
    here, port = Path(folder), free_port()
    program("redis-server", "redis-server")
    shared = {"DATABASE_URL": f"sqlite:///{here}/db.sqlite3", "CACHE_URL": f"redis://127.0.0.1:{port}/0", "API_RATE_ANONYMOUS": str(LIMIT)}
    one, two = (Service(here / "log", **shared) for _ in range(2))
    one.manage("migrate", "--verbosity=0")
    with one.serving(), two.serving():
        with redis(here, port):
            say("Two processes, one limit")
            answered = hundred(one, two)
            check(answered == {200: LIMIT, 429: 100 - LIMIT}, f"of 100 requests to both exactly {LIMIT} are answered", answered)
        say("Redis is gone")
        answered = hundred(one, two)
        check(answered == {200: 100}, "everybody is answered", answered)
        check("does not answer" in one.checks()["cache"], f"/readyz says so: {one.checks()['cache']}")
        check(one.status("/readyz") == 200, "and is ready all the same")
        with redis(here, port):
            say("Redis is back")
            within(5, "/readyz is content", lambda: one.ask("/readyz").json["status"] == "ready")
            answered = hundred(one, two)
            check(answered == {200: LIMIT, 429: 100 - LIMIT}, "the limit holds again", answered)


def hundred(*services: Service) -> Counter[int]:
    """All within one minute of the clock, by which they are counted."""
    if time() % 60 > 45:
        sleep(60 - time() % 60)
    with ThreadPoolExecutor(8) as pool:
        return Counter(pool.map(lambda number: services[number % len(services)].status(PATH), range(100)))
