"""An export tells of the moment at which it began, and keeps no writer waiting."""

import json

import pytest
from django.test import Client

from roadmaps.models import Negotiation, Topic
from tests import cast
from tests.threads import at_once, errors, one_database_for_all_threads

pytestmark = pytest.mark.django_db(transaction=True)


def rename():
    for topic in Topic.objects.order_by("slug"):
        topic.title = "Renamed"
        topic.save()


def test_what_is_written_meanwhile_is_not_in_it(tmp_path, monkeypatch):
    monkeypatch.setattr("tracker.api.exports.ROWS_AT_ONCE", 1)
    with one_database_for_all_threads(tmp_path):
        for number in range(20):
            cast.topic(f"t-{number:02}", title="As it was")
        export = iter(Client().get("/api/v1/topics/?format=ndjson").streaming_content)
        told = [json.loads(next(export))]
        assert errors(at_once(rename)) == []
        told += map(json.loads, export)
        assert {row["title"] for row in told} == {"As it was"}
        assert {topic.title for topic in Topic.objects.filter(slug__startswith="t-")} == {"Renamed"}


def test_its_headers_are_of_the_same_moment(tmp_path):
    """What is written after the headers were made is not in the file."""
    with one_database_for_all_threads(tmp_path):
        cast.road_map("gas")
        export = Client().get("/api/v1/road-maps/?negotiation=fishery-talks&format=ndjson")
        assert errors(at_once(lambda: cast.road_map("oil"))) == []
        rows = [json.loads(line) for line in export.streaming_content if line]
        assert ([row["slug"] for row in rows], int(export["Revision"])) == (["ft-gas"], Negotiation.objects.get().revision - 1)


def test_one_that_nobody_reads_leaves_nothing_open(tmp_path):
    with one_database_for_all_threads(tmp_path):
        for ask in (Client().get, Client().head):
            ask("/api/v1/topics/?format=ndjson").close()
            cast.topic().delete()
