"""Readers who are nobody in particular are answered from the replica, as long as it is not further behind than MAX_REPLICA_LAG."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable
from math import inf
from threading import Lock
from time import monotonic

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import Error, connections
from django.http import HttpRequest, HttpResponse

from roadmaps.reading import PRIMARY, REPLICA, read_from
from tracker.metrics import REPLICA_LAG

EVERY, AFTER_A_FAILURE = 1, 10
"""Seconds between two looks at the replica, by each process."""
DESK = ("/admin/", "/language/")

log = logging.getLogger(__name__)


class Freshness:
    """How far the replica is behind, as this process knows it.

    The replica alone can not tell: one that is cut off from its primary believes that it has everything. So the primary is asked how far
    it has written, and the replica is as fresh as the newest of these marks that it has reached.
    """

    def __init__(self) -> None:
        self._marks: deque[tuple[float, int]] = deque(maxlen=600)
        self._fresh_at, self._next_look, self._looking = -inf, -inf, Lock()

    def lag(self) -> float:
        """Seconds, at most; infinite where nothing is known."""
        return monotonic() - self._fresh_at

    def is_enough(self) -> bool:
        if monotonic() >= self._next_look and self._looking.acquire(blocking=False):
            try:
                self.look()
            finally:
                self._looking.release()
        return self.lag() <= settings.MAX_REPLICA_LAG

    def look(self) -> None:
        began = monotonic()
        self._next_look = began + EVERY
        try:
            self._marks.append((began, _position(PRIMARY, "pg_current_wal_lsn()")))
        except Error as error:  # it is told by who needs the primary; the replica grows old meanwhile
            log.info("The primary does not say how far it has written: %s", error)
        try:
            reached = _position(REPLICA, "pg_last_wal_replay_lsn()")
            self._fresh_at = max([when for when, mark in self._marks if mark <= reached], default=self._fresh_at)
        except Error as error:
            log.warning("The replica does not answer: %s", error)
            self.give_up()
        REPLICA_LAG.set(self.lag())

    def give_up(self) -> None:
        """It is not asked for a while, so that its silence holds nobody up."""
        self._fresh_at, self._next_look = -inf, monotonic() + AFTER_A_FAILURE


def _position(database: str, place: str) -> int:
    """In bytes of the log."""
    with connections[database].cursor() as cursor:
        cursor.execute(f"SELECT pg_wal_lsn_diff({place}, '0/0')::bigint")
        return cursor.fetchone()[0] or 0  # none: it is no standby


freshness = Freshness()


class ReadsFromReplica:
    """Middleware. Whoever is, or may become, somebody is answered from the primary: he may have written what he asks for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not (_is_by_nobody(request) and freshness.is_enough()):
            read_from(PRIMARY)
            return self.get_response(request)
        read_from(REPLICA)
        response = self.get_response(request)
        if response.status_code < 500:
            return response
        log.warning("Answered with %s from the replica; asking the primary.", response.status_code)
        freshness.give_up()
        read_from(PRIMARY)
        return self.get_response(request)


def _is_by_nobody(request: HttpRequest) -> bool:
    known = "HTTP_AUTHORIZATION" in request.META or settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in ("GET", "HEAD") and not known and not request.path_info.startswith(DESK)
