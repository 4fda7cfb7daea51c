"""The words that the software itself fixes: statuses with their definitions, and what other fields may hold."""

import pytest

from roadmaps.models import Status, TallyStage
from tests.tracker.api import read, refused, rows, wrong
from tests.tracker.openapi import committed

pytestmark = pytest.mark.django_db


def test_the_ten_statuses_stand_in_their_order_with_label_and_definition():
    listed = read("statuses/")
    assert [row["slug"] for row in listed["results"]] == Status.values
    assert [row["order"] for row in listed["results"]] == list(range(10))
    assert (listed["count"], listed["next"], listed["previous"]) == (10, None, None)
    assert listed["results"][2] == {
        "slug": "disputed", "url": "http://testserver/api/v1/statuses/disputed/", "label": "disputed", "order": 2, "counted_as": ["listed"],
        "definition": "A named point stands in the way of agreement; the points are given with it.",
    }  # fmt: skip


@pytest.mark.parametrize("status", Status.values)
def test_each_has_a_page_of_its_own(status):
    shown = read(f"statuses/{status}/")
    assert shown in read("statuses/")["results"]
    assert shown["counted_as"] == [stage.value for stage in TallyStage if status in stage.covers]


def test_they_are_walked_page_by_page():
    first = read("statuses/", page_size=8)
    assert [row["slug"] for row in read(first["next"].removeprefix("http://testserver/api/v1/"))["results"]] == Status.values[8:]


def test_what_is_no_status_has_no_page():
    refused("statuses/unrecorded/", 404)


def test_no_other_parameter_is_taken():
    assert wrong(refused("statuses/", status="agreed"), "status")["allowed"] == ["cursor", "page_size"]
    assert wrong(refused("statuses/agreed/", as_of="2019-12-20"), "as_of")["allowed"] == []


def test_the_vocabularies_are_the_enums_of_the_schema_by_the_same_names():
    schemas = committed()["components"]["schemas"]
    for vocabulary in read("vocabularies/")["results"]:
        assert schemas[vocabulary["name"]]["enum"] == [word["word"] for word in vocabulary["words"]], vocabulary["name"]
        assert all(word["label"] for word in vocabulary["words"])


def test_they_are_in_order_of_name():
    names = [vocabulary["name"] for vocabulary in read("vocabularies/")["results"]]
    assert names == sorted(names)
    assert {"Basis", "Judgement", "Status", "TimelineKind", "Verdict", "Voice"} <= set(names)
    assert rows("statuses/") == [word["word"] for word in next(v for v in read("vocabularies/")["results"] if v["name"] == "Status")["words"]]
