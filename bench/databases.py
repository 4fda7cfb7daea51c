"""What the goals ask: the small data, which is the shipped record loaded by the software, and the large; and which of the two is asked.

The small has the one negotiation, too, of which the large has 10,000: so an answer can be compared with one of the same shape.
"""

from __future__ import annotations

import io
import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections

from bench import many
from bench.postgresql import version_of_large
from roadmaps.models import Negotiation
from tracker.caching import answers

_of: dict[str, Any] = {}
SHIPPED_SIZE = settings.RESPONSE_CACHE_BYTES


def prepare_small() -> None:
    """In the default database."""
    call_command("prepare", stdout=io.StringIO())
    if not Negotiation.objects.filter(slug=many.CODE).exists():
        many.save_one()
    look_over()


def prepare_large() -> None:
    """In the other one. It takes minutes, and is kept until what makes it has changed; new migrations are applied to what is kept."""
    turn_to("large")
    began = time.monotonic()
    prepare_small()
    if not is_kept():
        say("Making the large data, once; it takes minutes")
        many.copy_all(say)
        look_over()
        with connection.cursor() as cursor:
            cursor.execute(f"COMMENT ON DATABASE large IS '{version_of_large()}'")
        say(f"The large data took {time.monotonic() - began:.0f} seconds")
    turn_to("small")


def is_kept() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = 'large'")
        return cursor.fetchone()[0] == version_of_large()


def say(line: str) -> None:
    print(f"  {line}", file=sys.stderr, flush=True)


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


def keep_answers(wanted: bool) -> None:
    """Whether this process gives an answer again that still holds."""
    answers.clear()
    settings.RESPONSE_CACHE_BYTES = SHIPPED_SIZE if wanted else 0


def code_of(copy: int) -> str:
    """With which everything in a copy begins; of the first copy, which is the one, with the code alone."""
    return f"{many.CODE}{copy or ''}"
