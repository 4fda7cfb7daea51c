"""The course of a road map: in ledger order, what was in force until when, and what stands beside it."""

import datetime

import pytest

from roadmaps.models import RoadMap
from roadmaps.questions.course import course
from tests import cast

pytestmark = pytest.mark.django_db


def told(day="2020-06-01"):
    """(claim, relation, until, [beside]) of each step."""
    steps = course(cast.road_map(), datetime.date.fromisoformat(day))
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
    first, second, third = course(cast.road_map(), datetime.date(2020, 6, 1))
    assert (first.repeats_the_day, second.repeats_the_day, third.repeats_the_day) == (False, True, False)
    assert third.claim.relation == "in_force"


def test_it_is_told_in_one_query_with_all_that_a_page_shows(ledger, django_assert_num_queries):
    with django_assert_num_queries(1):
        step = course(RoadMap(pk="ft-gas"))[0]
        assert (str(step.claim.statement.speaker), step.claim.term, step.claim.number_of_sources) == ("None", None, 1)
