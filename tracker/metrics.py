"""What is counted, for Prometheus. Several processes on a machine add up where PROMETHEUS_MULTIPROC_DIR names a folder that they share."""

import os
from pathlib import Path
from secrets import compare_digest

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

ANSWERS = Histogram(
    "tracker_answer_seconds",
    "Answers by name of the route, method and class of status, and how long they took until their last byte was made",
    ["route", "method", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)
IN_FLIGHT = Gauge("tracker_requests_in_flight", "Requests that are being answered", multiprocess_mode="livesum")
QUERIES = Histogram(
    "tracker_query_seconds",
    "Statements by the database that ran them, and how long they took",
    ["database"],
    buckets=(0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5),
)
KEPT_ANSWERS = Counter("tracker_kept_answers", "Answers that may be kept, by whether one was there that still held", ["found"])
REPLICA_LAG = Gauge("tracker_replica_lag_seconds", "How far the replica is behind, at most", multiprocess_mode="livemax")


def metrics(request: HttpRequest) -> HttpResponse:
    """Who may not read them is told that there is nothing."""
    if not _may_read(request):
        return HttpResponse(status=404)
    return HttpResponse(generate_latest(_registry()), content_type=CONTENT_TYPE_LATEST)


def _may_read(request: HttpRequest) -> bool:
    """By the token; without one on a machine of one's own. In production a proxy makes everybody come from 127.0.0.1, so nothing else is believed there."""
    if settings.METRICS_TOKEN:
        return compare_digest(request.headers.get("Authorization", "").encode(), f"Bearer {settings.METRICS_TOKEN}".encode())
    return not settings.PRODUCTION and request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1")


def forget_the_dead() -> None:
    """What processes that have ended had under way is no more; what they counted stays. PIDs that live are of this machine."""
    for file in Path(os.environ.get("PROMETHEUS_MULTIPROC_DIR") or "/nonexistent").glob("gauge_live*_*.db"):
        pid = file.stem.rpartition("_")[2]
        if not Path("/proc", pid).exists():
            mark_process_dead(pid)


def _registry() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return registry
