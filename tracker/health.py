"""Whether the service works, in words: what /livez and /readyz answer, and the first half of what `manage.py doctor` asks."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import cache
from math import inf
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache as shared
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse

from roadmaps.reading import REPLICA
from tracker.api.errors import RETRY_AFTER
from tracker.metrics import metrics
from tracker.replica import freshness

MOST_NAMED = 5

log = logging.getLogger(__name__)


class Finding(NamedTuple):
    what: str
    wrong: str = ""
    """Empty: nothing. It is shown to everybody, so no name of a host or an account, and no text of a library stands in it."""
    cure: str = ""
    stops: bool = True
    """False where everything is answered all the same, only with less."""


# --- What is asked ------------------------------------------------------------------------------


def findings() -> Iterator[Finding]:
    database = of_the_database()
    yield database
    if not database.wrong:
        yield of_migrations()
    yield of_the_cache()
    if REPLICA in settings.DATABASES:
        yield of_the_replica()


def of_the_database() -> Finding:
    name = "database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SHOW transaction_read_only" if connection.vendor == "postgresql" else "SELECT 'off'")
            (read_only,) = cursor.fetchone()
    except Error as error:
        log.warning("The database does not answer: %s", error)
        return Finding(name, "It does not answer; the log says why.", "Is its server running? Do address, account and password in DATABASE_URL fit?")
    if read_only == "on":
        return Finding(name, "It takes no writes.", "DATABASE_URL must name the primary; this is a standby, or the account may only read.")
    return Finding(name)


def of_migrations() -> Finding:
    missing = sorted(_shipped() - set(MigrationRecorder(connection).applied_migrations()))
    told = ", ".join(f"{app}.{name}" for app, name in missing[:MOST_NAMED])
    more = f" and {len(missing) - MOST_NAMED} more" if len(missing) > MOST_NAMED else ""
    wrong = f"Not applied: {told}{more}." if missing else ""
    return Finding("migrations", wrong, "Run manage.py migrate (manage.py backup before); into an empty database, manage.py prepare.")


@cache
def _shipped() -> set[tuple[str, str]]:
    """As they lie beside the code, which does not change while it runs."""
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)


def of_the_cache() -> Finding:
    if settings.CACHES["default"]["BACKEND"].endswith(".LocMemCache"):
        return Finding("cache")  # a part of this process
    key = f"health:{uuid4()}"
    try:
        shared.set(key, "here", timeout=10)
        found = shared.get(key)
    except Exception as error:  # whatever the client of the cache raises
        log.warning("The cache does not answer: %s", error)
        found = None
    wrong = "" if found == "here" else "It does not answer; requests are not counted meanwhile."
    return Finding("cache", wrong, "Is the server of CACHE_URL running, and does it take writes?", stops=False)


def of_the_replica() -> Finding:
    freshness.look()
    lag = freshness.lag()
    if lag <= settings.MAX_REPLICA_LAG:
        return Finding("replica")
    wrong = "It does not answer" if lag == inf else f"It is {lag:,.0f} seconds behind"
    return Finding(
        "replica", f"{wrong}; everything is read from the primary.", "Look at its log, and at pg_stat_replication on the primary.", stops=False
    )


# --- What is answered ---------------------------------------------------------------------------


class Probes:
    """Middleware that answers who looks after the process: before hosts, https, languages and rates, none of which it knows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        probe = PROBES.get(request.path_info)
        if probe is None:
            return self.get_response(request)
        response = probe(request) if request.method in ("GET", "HEAD") else HttpResponse(status=405, headers={"Allow": "GET, HEAD"})
        response["Cache-Control"] = "no-store"
        return response


def livez(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing is asked of others: to restart it would not mend them."""
    return JsonResponse({"status": "alive"})


def readyz(request: HttpRequest) -> HttpResponse:
    """503 where requests had better go to another process. What is worked around is told, and no reason to send nobody."""
    found = list(findings())
    stopped = any(finding.wrong and finding.stops for finding in found)
    status = "not ready" if stopped else "degraded" if any(finding.wrong for finding in found) else "ready"
    told = {"status": status, "checks": {finding.what: finding.wrong or "ok" for finding in found}}
    return JsonResponse(told, status=503 if stopped else 200, headers={"Retry-After": str(RETRY_AFTER)} if stopped else {})


PROBES = {"/livez": livez, "/readyz": readyz, "/metrics": metrics}
