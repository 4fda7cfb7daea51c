"""The course of a road map: in ledger order, what was in force until when, and what stands beside it."""

import datetime

import pytest

from roadmaps.models import RoadMap
from roadmaps.questions.course import course
from tests import cast

pytestmark = pytest.mark.django_db


def told(day="2020-06-01", at_most=None):
    """(claim, relation, until, [beside]) of each step."""
    steps = course(cast.road_map(), datetime.date.fromisoformat(day), at_most).steps
    return [(_key(step.claim), step.claim.relation, step.until and str(step.until), [_key(claim) for claim in step.beside]) for step in steps]


def _key(claim):
    return claim.pk.removeprefix("ft-")


@pytest.fixture
def ledger():
    cast.adopted(status="planned", effective_on="2019-09", slug="ft-planned")
    cast.adopted(status="agreed", effective_on="2019-12-20", slug="ft-agreed")


def test_what_was_in_force_gives_way_to_the_next(ledger):
    assert told() == [("planned", "earlier", "2019-12-20", []), ("agreed", "in_force", None, [])]


def test_what_takes_effect_later_says_so(ledger):
    assert told("2019-10-01") == [("planned", "in_force", "2019-12-20", []), ("agreed", "later", None, [])]


def test_recorded_claims_stand_beside_the_one_in_force_on_their_day(ledger):
    cast.claim(status="planned", effective_on="2020-01-01", said_on="2020-01-01", slug="ft-denied")
    cast.claim(status="planned", effective_on="2019-10-15", slug="ft-confirmed")
    assert [step[3] for step in told()] == [["confirmed"], ["denied"]]


def test_what_compares_with_nothing_is_a_step_of_its_own(ledger):
    cast.claim(status="negotiating", effective_on="2019-01-01", slug="ft-before")
    cast.claim(status="agreed", effective_on="2019-10-01", about="the price", slug="ft-part")
    cast.claim(status="dropped", effective_on="2020-01-01", said_on="2020-01-01", judgement="withdrawn", slug="ft-struck")
    assert [step[:3] for step in told()] == [
        ("before", "apart", None),
        ("planned", "earlier", "2019-12-20"),
        ("part", "apart", None),
        ("agreed", "in_force", None),
        ("struck", "withdrawn", None),
    ]


def test_of_one_day_the_last_is_in_force_and_the_other_repeats_it(ledger):
    cast.adopted(status="agreed", effective_on="2019-12-20", slug="ft-agreed-too")
    first, second, third = course(cast.road_map(), datetime.date(2020, 6, 1)).steps
    assert (first.repeats_the_day, second.repeats_the_day, third.repeats_the_day) == (False, True, False)
    assert third.claim.relation == "in_force"


def test_it_is_told_in_one_query_with_all_that_a_page_shows(ledger, django_assert_num_queries):
    with django_assert_num_queries(1):
        step = course(RoadMap(pk="ft-gas")).steps[0]
        assert (str(step.claim.statement.speaker), step.claim.term, step.claim.number_of_sources) == ("None", None, 1)


class TestTheEndOfALongCourse:
    """At most so many claims, after the one that was in force when they begin."""

    @pytest.fixture(autouse=True)
    def long(self, ledger):
        cast.claim(status="planned", effective_on="2020-01-01", said_on="2020-01-01", slug="ft-denied")
        cast.claim(status="agreed", effective_on="2020-02-01", said_on="2020-02-01", slug="ft-confirmed")
        cast.adopted(status="approved", effective_on="2020-03-01", slug="ft-approved")

    def test_what_was_in_force_when_it_begins_stands_before_it(self):
        assert told(at_most=2) == [("agreed", "earlier", "2020-03-01", ["confirmed"]), ("approved", "in_force", None, [])]

    def test_it_says_that_there_is_more(self):
        assert [course(cast.road_map(), at_most=number).has_more for number in (4, 5)] == [True, False]

    def test_what_fits_is_told_whole(self):
        assert told(at_most=5) == told()

    def test_where_nothing_was_in_force_before_nothing_stands_before_it(self):
        cast.claim(status="negotiating", effective_on="2019-01-01", slug="ft-before")
        assert [step[0] for step in told(at_most=5)] == ["planned", "agreed", "approved"]

    def test_it_costs_one_query_at_any_length(self, django_assert_num_queries):
        with django_assert_num_queries(1):
            course(RoadMap(pk="ft-gas"), at_most=2)
