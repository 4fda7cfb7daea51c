"""Reported counts beside what the ledger names."""

import datetime

import pytest

from roadmaps.models import Citation, RoadMap, TallyStage
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.reconciliation import Verdict, reconcile
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_chapters():
    """Gas agreed and oil disputed on 1 December 2019; fish without a claim."""
    gas, oil, fish = cast.road_map("gas"), cast.road_map("oil"), cast.road_map("fish")
    cast.adopted(gas, "agreed", "2019-12-01")
    cast.adopted(oil, "disputed", "2019-12-01")
    return gas, oil, fish


def only(known_on=None):
    (reconciled,) = reconcile(cast.negotiation(), known_on)
    return reconciled


def test_the_ledger_that_names_as_many_agrees(three_chapters):
    cast.tally(agreed=1, total=3)
    assert (only().verdict, only().named_now, only().gap_min) == (Verdict.AGREES, 1, 0)


def test_fewer_named_is_no_contradiction(three_chapters):
    cast.tally(agreed=2, total=3)
    assert (only().verdict, only().gap_min, only().gap_max) == (Verdict.FEWER_NAMED, 1, 1)


def test_more_named_than_reported(three_chapters):
    cast.tally(agreed=0, total=3)
    assert only().verdict == Verdict.MORE_NAMED


def test_another_total_comes_before_the_comparison(three_chapters):
    cast.tally(agreed=0, total=2)
    assert only().verdict == Verdict.TOTAL_DIFFERS


def test_at_least_has_no_upper_bound(three_chapters):
    cast.tally(agreed=0, total=3, agreed_max=None)
    assert (only().verdict, only().gap_max) == (Verdict.AGREES, None)


@pytest.mark.parametrize(
    "words",
    [
        {"agreed_min": None, "agreed_max": None, "basis": "words_only"},
        {"basis": "not_a_count"},
        {"stage": "endorsed_by_one_side"},
        {"counted_on": None},
    ],
    ids=["no number", "groups of issues", "one side's stage", "no day"],
)
def test_what_can_not_be_compared_says_so(three_chapters, words):
    cast.tally(**words)
    assert only().verdict == Verdict.NOT_COMPARABLE


def test_a_list_is_compared_by_its_length(three_chapters):
    cast.adopted(cast.road_map("fish"), "planned", "2019-09-06")
    cast.tally(stage="listed", agreed=None, total=3)
    assert (only().verdict, only().named_now, only().reported_min) == (Verdict.AGREES, 3, 3)


def test_the_ledger_is_that_of_the_day_counted(three_chapters):
    cast.adopted(cast.road_map("fish"), "agreed", "2020-01-01")
    cast.tally("2019-12-20", agreed=1, total=3)
    assert only().named_now == 1


def test_what_was_known_then_differs_from_what_is_known_now(three_chapters):
    cast.adopted(cast.road_map("fish"), "agreed", "2019-12-10", reported_on="2020-02-01")
    cast.tally("2019-12-20", agreed=1, total=3)
    assert (only().named_then, only().named_now, only().verdict) == (1, 2, Verdict.MORE_NAMED)
    assert only(known_on=datetime.date(2020, 1, 1)).verdict == Verdict.AGREES


def test_names_that_rest_on_the_tallys_own_sources_are_counted(three_chapters):
    tally = cast.tally(agreed=2, total=3)
    spoken = cast.statement(sources=0)
    cast.make(Citation, statement=spoken, source=tally.statement.citations.get().source)
    cast.adopted(cast.road_map("fish"), "agreed", "2019-12-20", statement=spoken)
    assert (only().named_now, only().on_its_own_sources) == (2, 1)


def test_other_units_are_left_out():
    cast.tally(unit="measure")
    assert reconcile(cast.negotiation()) == []


def test_every_stage_publishes_what_it_covers():
    assert {stage: bool(stage.covers) for stage in TallyStage}[TallyStage.ENDORSED_BY_ONE_SIDE] is False
    assert all(stage.covers for stage in TallyStage if stage != TallyStage.ENDORSED_BY_ONE_SIDE)


def test_the_queries_do_not_grow_with_the_tallies(three_chapters, django_assert_num_queries):
    for agreed in range(4):
        cast.tally(agreed=agreed, total=3)
    negotiation = cast.negotiation()
    with django_assert_num_queries(5):
        assert len(reconcile(negotiation)) == 4


@pytest.mark.parametrize("day", ["2019-11-30", "2019-12-01", "2019-12-31", "2020-06-01"])
def test_the_ledger_in_memory_stands_as_the_database_says(three_chapters, day):
    cast.adopted(cast.road_map("fish"), "agreed", "2019-12", reported_on="2020-05-01")
    day = datetime.date.fromisoformat(day)
    for known_on in (None, datetime.date(2020, 3, 1)):
        asked = RoadMap.objects.as_of(day, known_on).filter(standing__isnull=False)
        assert Ledger(cast.negotiation()).standings(day, known_on) == {found.pk: found.standing for found in asked}
