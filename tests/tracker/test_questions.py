"""as_of, known_on and according_to, asked of the list and of one road map."""

import datetime

import pytest
import time_machine

from tests import cast
from tests.tracker.api import read, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas(db):
    gas = cast.road_map("gas")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.adopted(gas, "agreed", "2019-11-01", reported_on="2019-12-05", by="northland")
    cast.claim(gas, "disputed", "2019-12-20", by="southland")
    return gas


def status(**question):
    listed = read("road-maps/", **question)["results"][0]["standing"]
    shown = read("road-maps/ft-gas/", **question)["standing"]
    assert listed == shown
    return listed and listed["status"]


def test_as_of_answers_for_the_end_of_that_day(gas):
    assert status(as_of="2019-09-05") is None
    assert status(as_of="2019-10-31") == "planned"
    assert status(as_of="2019-11-01") == "agreed"


def test_known_on_counts_what_was_public(gas):
    assert status(as_of="2019-11-01", known_on="2019-12-04") == "planned"
    assert status(as_of="2019-11-01", known_on="2019-12-05") == "agreed"


def test_according_to_counts_what_one_party_says(gas):
    assert status(according_to="southland") == "disputed"
    assert status(according_to="northland") == "agreed"


def test_a_future_day_is_allowed(gas):
    assert status(as_of="2999-01-01") == "agreed"


def test_the_effective_question_is_echoed(gas):
    body = read("road-maps/", known_on="2019-12-04", according_to="southland")
    assert (body["as_of"], body["known_on"], body["according_to"]) == ("2019-12-04", "2019-12-04", "southland")


@time_machine.travel(datetime.datetime(2019, 12, 1, 23, 30, tzinfo=datetime.UTC))
def test_without_a_day_it_answers_for_today(gas):
    body = read("road-maps/", status="agreed")
    assert (body["as_of"], body["known_on"], body["according_to"], body["count"]) == ("2019-12-01", None, None, 1)


def test_disputed_with_no_date_answers_for_today():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    cast.adopted(gas, "disputed", "2019-12-20")
    cast.adopted(oil, "disputed", "2019-12-20")
    cast.adopted(oil, "agreed", "2020-01-01")
    assert rows("road-maps/", status="disputed") == ["ft-gas"]
    assert rows("road-maps/", status="disputed", as_of="2019-12-31") == ["ft-gas", "ft-oil"]
