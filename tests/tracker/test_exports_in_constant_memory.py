"""An export of many rows takes the memory of a few, and a fixed number of queries for each part of it."""

import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Citation, Negotiation, RoadMap, Source, Statement, StatusClaim
from tests.once import made_once

pytestmark = pytest.mark.django_db
ROWS = 5000


@pytest.fixture(scope="module")
def many(django_db_setup, django_db_blocker):
    """Road maps, each with a statement of its own that says it is agreed, and a source for it."""
    with made_once(django_db_blocker):
        talks = Negotiation(slug="talks", code="t", title="T", item_singular="c", item_plural="c")
        day = {"reported_on_last": "2019-12-20", "reported_on_first": "2019-12-20"}
        judged = {"status": "agreed", "judgement": "adopted", "effective_on": "2019-12-20", "reported_on_last": "2019-12-20"}
        for rows in (
            [talks],
            [Source(slug=f"s-{n}", title="S", publisher="P", language="en", kind="news", quality="press", read_extent="full") for n in range(ROWS)],
            [RoadMap(slug=f"r-{n}", negotiation=talks, sequence=n + 1) for n in range(ROWS)],
            [Statement(slug=f"said-{n}", negotiation=talks, voice="press", wording="w" * 500, **day) for n in range(ROWS)],
            [Citation(slug=f"c-{n}", statement_id=f"said-{n}", source_id=f"s-{n}") for n in range(ROWS)],
            [StatusClaim(slug=f"a-{n}", statement_id=f"said-{n}", road_map_id=f"r-{n}", ledger_order=f"a-{n}", **judged) for n in range(ROWS)],
        ):
            type(rows[0])._base_manager.bulk_create(rows, batch_size=1000)
        yield


def stream(address) -> int:
    """Reads an export part by part, keeping none; the number of lines."""
    return sum(part.count(b"\n") for part in Client().get(address).streaming_content)


def queries(address) -> int:
    with CaptureQueriesContext(connection) as captured:
        stream(address)
    return len(captured)


@pytest.mark.parametrize(("resource", "format"), [("statements", "csv"), ("road-maps", "ndjson")])
def test_it_keeps_no_more_than_a_part_of_the_rows(many, resource, format, monkeypatch):
    """In parts of 100 rows 5,000 rows take less than a third of what they take all at once."""

    def peak(rows_at_once):
        monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", rows_at_once)
        tracemalloc.start()
        try:
            assert stream(f"/api/v1/{resource}/?format={format}") >= ROWS
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    stream(f"/api/v1/{resource}/?format={format}&search=nowhere")  # what is loaded once
    assert peak(100) < 5_000_000
    assert peak(ROWS) > 15_000_000


@pytest.mark.parametrize("resource", ["statements", "road-maps", "status-claims"])
def test_each_part_takes_as_many_queries_as_any_other(many, resource, monkeypatch):
    def with_parts(number):
        monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", ROWS // number)
        return queries(f"/api/v1/{resource}/?format=ndjson")

    one, two, five = with_parts(1), with_parts(2), with_parts(5)
    assert five - one == 4 * (two - one)
    assert two - one <= 2
