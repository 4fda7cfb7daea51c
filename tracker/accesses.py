"""Each request as it was answered: one line in the log, and its part in the metrics."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from time import perf_counter
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse

from tracker import metrics
from tracker.queries import Tally, count_anew

LONGEST_PATH = 200
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""What else a client makes up is one more, not one each."""

log = logging.getLogger(__name__)


class Accesses:
    """Middleware. No query is logged, since people put into addresses what they like; nor who asked, nor from where."""

    def __init__(self, get_response: Callable[[HttpRequest], Any]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        began, tally = perf_counter(), count_anew()
        metrics.IN_FLIGHT.inc()
        response = self.get_response(request)
        if response.streaming and not isinstance(response, FileResponse):
            response.streaming_content = Watched(response.streaming_content, lambda: _tell(request, response, began, tally))
        else:
            _tell(request, response, began, tally)
        return response


class Watched:
    """What is streamed; over when it is closed, be it never begun, broken off or sent to the end."""

    def __init__(self, lines: Any, over: Callable[[], None]):
        self.lines, self.over = iter(lines), over

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        return next(self.lines)

    def close(self) -> None:
        self.over()


def _tell(request: HttpRequest, response: HttpResponse, began: float, tally: Tally) -> None:
    seconds = perf_counter() - began
    metrics.IN_FLIGHT.dec()
    route = getattr(request.resolver_match, "view_name", "") or "-"
    method = request.method if request.method in METHODS else "other"
    metrics.ANSWERS.labels(route, method, f"{response.status_code // 100}xx").observe(seconds)
    if log.isEnabledFor(logging.INFO):
        parts = {"method": method, "path": request.path[:LONGEST_PATH], "route": route, "status": response.status_code}
        times = {"duration_ms": round(seconds * 1000, 1), "queries": tally.number, "database_ms": round(tally.seconds * 1000, 1)}
        log.info("%s %s: %s", method, route, response.status_code, extra=parts | times)
