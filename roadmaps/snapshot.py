"""Reading several tables as they were at one moment, while others write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

from roadmaps.reading import reading


@contextmanager
def snapshot() -> Iterator[None]:
    """Every query inside sees the same state of the database. Takes no lock: nobody waits for it, and it waits for nobody.

    Inside a transaction that runs already it adds nothing.
    """
    connection = reading()
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            # Whoever waits for the first of many rows would wait seconds for machine code, and all rows would come no sooner.
            cursor.execute("SET LOCAL jit = off")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN")  # atomic() would begin IMMEDIATE, and that waits for whoever writes
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
