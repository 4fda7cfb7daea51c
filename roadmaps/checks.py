"""What `manage.py check --database default`, `migrate` and `check_record` say when the database has lost its protection of history."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register

from roadmaps.protection import unprotected


@register(Tags.database)
def history_is_protected(databases: Sequence[str] | None = None, **kwargs: Any) -> list[CheckMessage]:
    """No error: that would keep `migrate` from mending it."""
    return [
        Warning(
            f"Rows of history or releases can be changed past the software, in: {', '.join(tables)}.",
            hint="Run manage.py migrate, even if no migration is left to apply: it ends by making the triggers that are missing.",
            id="roadmaps.W001",
        )
        for database in databases or ()
        if (tables := unprotected(database))
    ]
