"""What the goals ask: the small data, which is the shipped record loaded by the software; and which of the databases is asked."""

from __future__ import annotations

import io
from typing import Any

from django.core.management import call_command
from django.db import connection, connections

_of: dict[str, Any] = {}


def prepare_small() -> None:
    """In the default database, which is empty."""
    call_command("prepare", stdout=io.StringIO())
    look_over()


def look_over() -> None:
    """What PostgreSQL's autovacuum does in time; on SQLite nothing does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def turn_to(which: str) -> None:
    """From now on ``small`` or ``large`` is the default database, by which everything asks: a goal compares the two in one process."""
    if not _of:
        _of.update(small=connections["default"], **({"large": connections["large"]} if "large" in connections else {}))
    connections["default"] = _of[which]
