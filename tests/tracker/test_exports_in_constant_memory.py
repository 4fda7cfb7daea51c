"""An export of many rows takes the memory of a few, and a fixed number of queries for each part of it."""

import gc
import tracemalloc

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roadmaps.models import Citation, Negotiation, RoadMap, Source, Statement, StatusClaim
from tests.once import made_once

pytestmark = pytest.mark.django_db
ROWS = 1200


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
            [RoadMap(slug=f"r-{n}", negotiation=talks, sequence=n + 1, search_text=f"r-{n}") for n in range(ROWS)],
            [Statement(slug=f"said-{n}", negotiation=talks, voice="press", wording="w" * 500, search_text=f"said-{n}", **day) for n in range(ROWS)],
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


def peak(address) -> int:
    """The most bytes that were in use at a time while it was read, garbage collected as often as Python itself does it."""
    seldom = gc.get_threshold()
    gc.collect()
    gc.set_threshold(700, 10, 10)
    tracemalloc.start()
    try:
        assert stream(address)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        gc.set_threshold(*seldom)


@pytest.mark.parametrize(("resource", "format"), [("statements", "csv"), ("road-maps", "ndjson")])
def test_many_rows_take_little_more_memory_than_few(many, resource, format, monkeypatch):
    """In parts of 100 rows, so that both are read in parts. Kept whole, the 1,089 further rows would take more than 6 MB."""
    monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", 100)
    stream(f"/api/v1/{resource}/?format={format}&search=-12")  # what is loaded once
    few, all_of_them = (peak(f"/api/v1/{resource}/?format={format}{narrowed}") for narrowed in ("&search=-11", ""))
    assert all_of_them - few < 1_000_000, f"{few:,} and {all_of_them:,} bytes"


@pytest.mark.parametrize("resource", ["statements", "road-maps", "status-claims"])
def test_each_part_takes_as_many_queries_as_any_other(many, resource, monkeypatch):
    def in_parts_of(rows):
        """Of the 111 rows with a number that begins with 11."""
        monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", rows)
        return queries(f"/api/v1/{resource}/?format=ndjson&search=-11")

    one, two, four = map(in_parts_of, (111, 56, 28))
    assert four - one == 3 * (two - one)
    assert two - one <= 2
