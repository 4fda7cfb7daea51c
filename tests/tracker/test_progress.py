"""How a negotiation moved, one point for every date of change."""

import pytest

from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas(db):
    """Planned, confirmed as planned, disputed by a word that came out late, agreed in some day of 2020."""
    gas = cast.road_map("gas")
    cast.road_map("oil")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.adopted(gas, "planned", "2019-10-01")
    cast.adopted(gas, "disputed", "2019-12-20", reported_on="2020-01-05", by="northland")
    cast.adopted(gas, "agreed", "2020", said_on="2020-05-01")
    return gas


def points(**question):
    return read("negotiations/fishery-talks/progress/", **question)["points"]


def moves(**question):
    return [(point["on"], [(move["previous_status"], move["status"]) for move in point["moves"]]) for point in points(**question)]


def test_a_repetition_makes_no_point_and_a_year_stands_at_its_last_day(gas):
    assert moves(as_of="2021-01-01") == [
        ("2019-09-06", [("unrecorded", "planned")]),
        ("2019-12-20", [("planned", "disputed")]),
        ("2020-12-31", [("disputed", "agreed")]),
    ]


def test_a_point_counts_all_road_maps_at_the_end_of_its_day(gas):
    counts = points(as_of="2019-12-31")[-1]["statuses"]
    assert (len(counts), counts["disputed"], counts["unrecorded"], sum(counts.values())) == (11, 1, 1, 2)


def test_a_move_names_the_road_map_its_claim_and_how_exactly_the_day_is_known(gas):
    (move,) = points(as_of="2021-01-01")[-1]["moves"]
    assert (move["road_map"]["slug"], move["effective_on"], move["label"], move["disputed_on"], move["basis"]) == (
        "ft-gas",
        "2020",
        "agreed",
        [],
        "stated",
    )
    assert read(move["claim"]["url"].removeprefix("http://testserver/api/v1/"))["status"] == "agreed"


def test_what_was_not_public_yet_makes_no_point(gas):
    assert [on for on, _ in moves(as_of="2019-12-31", known_on="2020-01-04")] == ["2019-09-06"]
    assert [on for on, _ in moves(as_of="2019-12-31", known_on="2020-01-05")] == ["2019-09-06", "2019-12-20"]


def test_one_partys_word_alone(gas):
    assert moves(according_to="northland") == [("2019-12-20", [("unrecorded", "disputed")])]
    assert moves(according_to=cast.party("southland").pk) == []


def test_the_question_is_echoed(gas):
    body = read("negotiations/fishery-talks/progress/", as_of="2019-12-31", known_on="2020-01-04", according_to="northland")
    assert (body["as_of"], body["known_on"], body["according_to"]) == ("2019-12-31", "2020-01-04", "northland")
    assert body["revision"] == read("negotiations/fishery-talks/")["revision"]


@pytest.mark.parametrize(("name", "value"), [("as_of", "2019"), ("according_to", "atlantis"), ("cursor", "x")])
def test_a_wrong_parameter_is_refused_by_its_name(gas, name, value):
    assert wrong(refused("negotiations/fishery-talks/progress/", **{name: value}), name)
