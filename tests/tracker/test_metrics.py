"""What Prometheus reads: answers by route, statements of the database, what is under way; and who may read it."""

import os
import subprocess
import sys

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from prometheus_client import REGISTRY

from tests import cast
from tracker import caching
from tracker.metrics import forget_the_dead

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests"


def value(name, **labels) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0


def answers(route, method="GET", status="2xx") -> float:
    return value("tracker_answer_seconds_count", route=route, method=method, status=status)


@pytest.mark.parametrize(
    ("path", "route", "status"),
    [
        ("/api/v1/topics/", "api:topics-list", "2xx"),
        ("/api/v1/topics/nothing/", "api:topics-detail", "4xx"),
        ("/ru/", "pages:home", "2xx"),
        ("/nothing-here/", "-", "4xx"),
    ],
)
def test_an_answer_is_counted_by_the_name_of_its_route(path, route, status):
    before = answers(route, status=status)
    Client().get(path)
    assert answers(route, status=status) == before + 1


def test_a_kept_answer_is_counted_by_its_route_too():
    path = f"/api/v1/road-maps/?negotiation={cast.road_map().negotiation_id}"
    caching.answers.clear()
    before, held = answers("api:road-maps-list"), value("tracker_kept_answers_total", found="held")
    for _ in range(3):
        Client().get(path)
    assert answers("api:road-maps-list") == before + 3
    assert value("tracker_kept_answers_total", found="held") == held + 2


def test_a_method_that_is_made_up_is_one_of_all_others():
    before = answers("-", "other", "4xx")
    Client().generic("BREW", "/nothing-here/")
    assert answers("-", "other", "4xx") == before + 1


def test_statements_are_timed():
    def timed():
        return value("tracker_query_seconds_count", database="default")

    before = timed()
    with CaptureQueriesContext(connection) as seen:
        Client().get("/api/v1/negotiations/")
    assert timed() - before == len(seen) > 0


def test_an_export_is_under_way_until_it_is_read_to_its_end_or_dropped():
    def under_way():
        return value("tracker_requests_in_flight")

    before, counted = under_way(), answers("api:topics-list")
    read, dropped = (Client().get("/api/v1/topics/?format=ndjson") for _ in range(2))
    assert (under_way(), answers("api:topics-list")) == (before + 2, counted)
    b"".join(read.streaming_content)
    read.close()
    dropped.close()
    assert (under_way(), answers("api:topics-list")) == (before, counted + 2)


def test_on_a_machine_of_ones_own_they_are_read_without_a_token():
    answer = Client().get("/metrics")
    assert answer["Content-Type"].startswith("text/plain; version=")
    assert b"tracker_answer_seconds_bucket" in answer.content
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics").status_code == 404


def test_in_production_nobody_reads_them_without_a_token(settings):
    """Behind a proxy everybody comes from 127.0.0.1."""
    settings.PRODUCTION = True
    assert Client().get("/metrics").status_code == 404


@pytest.mark.parametrize(("given", "status"), [(None, 404), (f"Bearer {TOKEN}", 200), (f"Bearer {TOKEN}x", 404), (TOKEN, 404), ("Bearer é", 404)])
def test_with_a_token_they_are_read_by_it_from_anywhere_and_by_nothing_else(settings, given, status):
    settings.METRICS_TOKEN = TOKEN
    headers = {"authorization": given} if given else {}
    assert Client(REMOTE_ADDR="192.0.2.1").get("/metrics", headers=headers).status_code == status
    assert Client().get("/metrics", headers=headers).status_code == status


COUNT_ONE = "from tracker.metrics import IN_FLIGHT, QUERIES; QUERIES.labels('default').observe(1); IN_FLIGHT.inc()"
ADD_UP = "from tracker.metrics import _registry; from prometheus_client import generate_latest; print(generate_latest(_registry()).decode())"


def test_processes_that_share_a_folder_add_up(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", COUNT_ONE], env=environment, check=True)
    added_up = subprocess.run([sys.executable, "-c", ADD_UP], env=environment, check=True, capture_output=True, text=True).stdout
    assert 'tracker_query_seconds_count{database="default"} 2.0' in added_up


def test_what_a_process_that_died_had_under_way_is_forgotten(tmp_path, monkeypatch):
    monkeypatch.setenv("PROMETHEUS_MULTIPROC_DIR", str(tmp_path))
    of_the_living, of_the_dead, counted = (
        tmp_path / name for name in (f"gauge_livesum_{os.getpid()}.db", "gauge_livesum_999999999.db", "histogram_999999999.db")
    )
    for file in (of_the_living, of_the_dead, counted):
        file.touch()
    forget_the_dead()
    assert sorted(tmp_path.iterdir()) == sorted([of_the_living, counted])
