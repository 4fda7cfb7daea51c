"""How long the database takes: of each statement for the metrics, of each request for its line in the log, and which are slow."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.conf import settings

from tracker import metrics

LONGEST_STATEMENT = 2_000
"""Characters of it in the log."""

log = logging.getLogger(__name__)


@dataclass
class Tally:
    number: int = 0
    seconds: float = 0.0


_of_this_request: ContextVar[Tally] = ContextVar("statements of the request being answered")


def count_anew() -> Tally:
    tally = Tally()
    _of_this_request.set(tally)
    return tally


def watch(connection: Any, **kwargs: Any) -> None:
    """Receives connection_created: a connection that is opened again is watched already."""
    if timed not in connection.execute_wrappers:
        connection.execute_wrappers.append(timed)


def timed(execute: Any, sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    began = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        _tell(perf_counter() - began, sql, context["connection"])


def _tell(seconds: float, sql: Any, connection: Any) -> None:
    metrics.QUERIES.labels(connection.alias).observe(seconds)
    if tally := _of_this_request.get(None):
        tally.number += 1
        tally.seconds += seconds
    if settings.SLOW_QUERY_MS and seconds * 1000 >= settings.SLOW_QUERY_MS:
        plans = getattr(connection, "plans", None)
        statement = (plans.meant_by(sql) if plans else str(sql))[:LONGEST_STATEMENT]
        told = {"duration_ms": round(seconds * 1000, 1), "database": connection.alias, "statement": statement}
        log.warning("A statement took %.0f ms: %s", seconds * 1000, statement, extra=told)  # as written: its parameters are no part of it
