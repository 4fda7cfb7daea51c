"""How a negotiation moved, day by day."""

import datetime

import pytest

from roadmaps.models import RoadMap, Status
from roadmaps.questions.progress import progress
from tests import cast

pytestmark = pytest.mark.django_db


def moves(**question):
    return [
        (point.day.isoformat(), [(move.claim.road_map_id, move.previous_status, move.claim.status) for move in point.moves])
        for point in progress(cast.negotiation(), **question)
    ]


def test_one_point_for_each_day_on_which_something_changed():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.adopted(oil, "planned", "2019-09-06")
    cast.adopted(gas, "agreed", "2019-12-20")
    assert moves() == [
        ("2019-09-06", [("ft-gas", "unrecorded", "planned"), ("ft-oil", "unrecorded", "planned")]),
        ("2019-12-20", [("ft-gas", "planned", "agreed")]),
    ]


def test_a_repetition_is_no_change():
    cast.adopted(status="agreed", effective_on="2019-11-01")
    cast.adopted(status="agreed", effective_on="2019-12-20")
    assert [day for day, _ in moves()] == ["2019-11-01"]


def test_another_dispute_is_a_change():
    cast.topic("oil")
    cast.adopted(status="disputed", effective_on="2019-11-01")
    cast.adopted(status="disputed", effective_on="2019-12-20", disputed_on="oil")
    assert [day for day, _ in moves()] == ["2019-11-01", "2019-12-20"]


def test_every_status_is_counted_always():
    cast.road_map("fish")
    cast.adopted(cast.road_map("gas"), "agreed", "2019-12-20")
    (point,) = progress(cast.negotiation())
    assert list(point.counts) == [*Status.values, "unrecorded"]
    assert (point.counts["agreed"], point.counts["planned"], point.counts["unrecorded"]) == (1, 0, 1)


def test_it_stops_at_the_day_asked_and_at_what_was_known():
    cast.adopted(status="planned", effective_on="2019-09-06")
    cast.adopted(status="agreed", effective_on="2019-12-20", reported_on="2020-02-01")
    assert len(moves(day=datetime.date(2019, 12, 19))) == 1
    assert len(moves(known_on=datetime.date(2020, 1, 31))) == 1
    assert len(moves(known_on=datetime.date(2020, 2, 1))) == 2


def test_it_can_be_told_by_one_party():
    cast.adopted(status="agreed", effective_on="2019-12-20", by="northland")
    cast.claim(cast.road_map(), "disputed", said_on="2019-12-21", by="southland")
    assert moves(according_to="southland") == [("2019-12-21", [("ft-gas", "unrecorded", "disputed")])]


def test_each_point_counts_what_stands_that_day():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    for of, status, day in ((gas, "planned", "2019-09"), (oil, "disputed", "2019-10-01"), (gas, "agreed", "2019-12-20"), (oil, "agreed", "2020")):
        cast.adopted(of, status, day)
    for point in progress(cast.negotiation(), day=datetime.date(2021, 1, 1)):
        stands = [found.standing.status if found.standing else "unrecorded" for found in RoadMap.objects.as_of(point.day)]
        assert {status: number for status, number in point.counts.items() if number} == {status: stands.count(status) for status in stands}


def test_the_queries_do_not_grow(django_assert_num_queries):
    for number in range(1, 9):
        cast.adopted(cast.road_map(f"item-{number}"), "agreed", f"2019-12-0{number}")
    negotiation = cast.negotiation()
    with django_assert_num_queries(2):
        assert len(progress(negotiation)) == 8
