"""Doing things at the same moment, each on a connection of its own."""

import sqlite3
from contextlib import contextmanager
from threading import Barrier, Thread

from django.db import connection, connections

PATIENCE_OF_SQLITE = 300
"""Seconds that a writer waits for the others: who is woken next is left to chance, and a machine that does much else at once is slow."""


@contextmanager
def one_database_for_all_threads(folder):
    """PostgreSQL is that already. SQLite's tests live in the memory of one connection: copy it into a file, and work there."""
    if connection.vendor != "sqlite":
        yield
        return
    in_memory, settings = connections["default"], connections.settings["default"]
    in_memory.ensure_connection()
    name, file = settings["NAME"], folder / "shared.sqlite3"
    copy = sqlite3.connect(file)
    in_memory.connection.backup(copy)
    copy.close()
    options = settings["OPTIONS"]
    settings |= {"NAME": str(file), "OPTIONS": {**options, "timeout": PATIENCE_OF_SQLITE}}
    connections["default"] = connections.create_connection("default")
    try:
        yield
    finally:
        connections["default"].close()
        settings |= {"NAME": name, "OPTIONS": options}
        connections["default"] = in_memory


def at_once(*works, patience: float = 60) -> list:
    """Starts all works together; what each returned or raised, in their order. ``patience``: seconds that all may take."""
    barrier, outcomes = Barrier(len(works)), [None] * len(works)

    def run(index, work):
        try:
            connection.ensure_connection()
            barrier.wait(timeout=30)
            outcomes[index] = work()
        except Exception as error:
            outcomes[index] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=patience)
    assert not any(thread.is_alive() for thread in threads), "they wait for one another in a circle"
    return outcomes


def errors(outcomes) -> list:
    return [outcome for outcome in outcomes if isinstance(outcome, Exception)]
