"""Reported counts beside the ledger, as the API tells them."""

import pytest

from roadmaps.models import TallyStage
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks(db):
    """Of three chapters gas is agreed, and oil too, which became public in January only."""
    gas, oil, _ = cast.road_map("gas"), cast.road_map("oil"), cast.road_map("fish")
    cast.adopted(gas, "agreed", "2019-12-01", by="northland")
    cast.adopted(oil, "agreed", "2019-12-10", reported_on="2020-01-15")


def rows(**question):
    return read("negotiations/fishery-talks/reconciliation/", **question)["rows"]


def only(**question):
    (row,) = rows(**question)
    return row


def test_a_row_tells_what_is_reported_what_is_named_and_the_verdict(talks):
    tally = cast.tally("2019-12-20", agreed=3, agreed_max=None, total=3)
    row = only()
    assert row["tally"] == read(f"tallies/{tally.pk}/")
    assert row["covers"] == [status.value for status in TallyStage.AGREED.covers]
    assert {name: value for name, value in row.items() if name not in ("tally", "covers")} == {
        "verdict": "fewer_named", "reported_min": 3, "reported_max": None, "named_then": 1, "named_now": 2, "on_its_own_sources": 0,
        "gap_min": 1, "gap_max": None,
    }  # fmt: skip


def test_known_on_an_earlier_day_less_is_named(talks):
    cast.tally("2019-12-20", agreed=1, total=3)
    assert (only()["verdict"], only(known_on="2019-12-31")["verdict"]) == ("more_named", "agrees")


def test_what_was_public_then_is_never_more_than_what_is_asked_to_be_known(talks):
    cast.tally("2020-02-01", agreed=1, total=3, statement=cast.statement("2019-12-20"))
    assert (only()["named_then"], only(as_of="2020-02-01", known_on="2019-12-31")["named_then"]) == (2, 1)


def test_a_count_that_was_not_public_by_then_or_is_of_a_later_day_is_left_out(talks):
    cast.tally("2019-12-20", statement=cast.statement("2019-12-20", reported_on="2020-03-01"))
    cast.tally("2020-02-01", statement=cast.statement("2020-02-01"))
    assert [row["tally"]["counted_on"] for row in rows()] == ["2019-12-20", "2020-02-01"]
    assert [row["tally"]["counted_on"] for row in rows(as_of="2020-01-31")] == ["2019-12-20"]
    assert [row["tally"]["counted_on"] for row in rows(as_of="2020-06-01", known_on="2020-02-01")] == ["2020-02-01"]


def test_a_count_of_no_day_is_placed_by_when_it_was_said(talks):
    cast.tally(None, statement=cast.statement("2019-12-20"))
    assert (only()["verdict"], only()["named_now"], rows(as_of="2019-12-19")) == ("not_comparable", None, [])


def test_beside_one_partys_word(talks):
    cast.tally("2019-12-20", agreed=1, total=3)
    assert (only(according_to="northland")["named_now"], only(according_to="northland")["verdict"]) == (1, "agrees")


def test_the_question_is_echoed(talks):
    body = read("negotiations/fishery-talks/reconciliation/", known_on="2019-12-31", according_to="northland")
    assert (body["as_of"], body["known_on"], body["according_to"], body["road_maps"]) == ("2019-12-31", "2019-12-31", "northland", 3)
    assert body["revision"] == read("negotiations/fishery-talks/")["revision"]


@pytest.mark.parametrize(("name", "value"), [("known_on", "2019"), ("according_to", "atlantis"), ("unit", "item")])
def test_a_wrong_parameter_is_refused_by_its_name(talks, name, value):
    assert wrong(refused("negotiations/fishery-talks/reconciliation/", **{name: value}), name)
