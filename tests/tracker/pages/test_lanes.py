"""Segments of a lane: where they begin and end, what is known of their beginning, where their mark and their word stand."""

import datetime
import itertools

import pytest

from roadmaps.models import DateSpan, StatusClaim
from roadmaps.questions.runs import Run
from tracker.pages.charts.axis import TimeAxis
from tracker.pages.charts.lanes import lane

DECEMBER = TimeAxis(datetime.date(2019, 12, 1), datetime.date(2019, 12, 31))
YEARS = TimeAxis(datetime.date(2011, 1, 1), datetime.date(2020, 12, 31))
LATEST = datetime.date.max


def run(since, until=None, status="agreed"):
    return Run(StatusClaim(slug=since, status=status, effective_on=since), until and DateSpan.parse(until))


def segments(*runs, axis=DECEMBER, day=LATEST):
    return lane(runs, axis, day, lambda claim: claim.status)


def test_a_run_lies_from_its_day_to_that_on_which_another_took_its_place():
    first, last = segments(run("2019-12-11", "2019-12-21"), run("2019-12-21"))
    assert (first.at, first.at + first.width) == (DECEMBER.at(datetime.date(2019, 12, 11)), last.at)
    assert last.at + last.width == pytest.approx(100)
    assert (first.unsure, last.unsure) == (None, None)


def test_what_ended_before_the_axis_or_begins_after_it_is_not_drawn():
    assert segments(run("2019-11-01", "2019-12-01"), run("2020-01-01")) == []


def test_what_began_before_and_goes_on_after_fills_it():
    [whole] = segments(run("2019-11-01", "2020-02-01"))
    assert (whole.at, whole.width) == (0, 100)


def test_a_month_begins_on_its_last_day_and_shows_within_which_days_it_may_have():
    [segment] = segments(run("2019-12"))
    assert segment.at == DECEMBER.at(datetime.date(2019, 12, 31))
    assert (segment.unsure.at, segment.unsure.at + segment.unsure.width) == (0, segment.at)


def test_it_is_cut_at_the_evening_of_the_day_asked_about():
    [segment] = segments(run("2019-12-11"), day=datetime.date(2019, 12, 20))
    before, after = segment.pieces
    assert (before.is_later, after.is_later) == (False, True)
    assert before.at + before.width == pytest.approx(after.at) == DECEMBER.after(datetime.date(2019, 12, 20))
    assert after.at + after.width == pytest.approx(100)


@pytest.mark.parametrize(("day", "later"), [("2019-12-10", [True]), ("2019-12-31", [False])])
def test_what_lies_on_one_side_of_it_is_whole(day, later):
    [segment] = segments(run("2019-12-11"), day=datetime.date.fromisoformat(day))
    assert [piece.is_later for piece in segment.pieces] == later


def test_what_began_on_the_day_itself_has_its_mark_in_the_part_that_has_room_for_it():
    [segment] = segments(run("2020-06-01"), axis=YEARS, day=datetime.date(2020, 6, 1))
    assert [piece.has_mark for piece in segment.pieces] == [False, True]
    assert segment.mark_above is None


def test_the_word_stands_beside_the_mark_where_it_fits():
    wide, narrow = segments(run("2019-12-01", "2019-12-29"), run("2019-12-29", "2019-12-30"))
    assert [(piece.has_mark, piece.has_word) for piece in (*wide.pieces, *narrow.pieces)] == [(True, True), (True, False)]


def test_what_is_too_narrow_has_its_mark_above_none_over_another_and_is_no_link():
    narrow = segments(*(run(f"2015-06-{number:02}", f"2015-06-{number + 1:02}") for number in range(1, 5)), axis=YEARS)
    above = [segment.mark_above for segment in narrow]
    assert None not in above
    assert all(following - mark >= 12 / 7.2 for mark, following in itertools.pairwise(above))
    assert not any(segment.is_linked for segment in narrow)


def test_a_mark_above_stays_within_the_chart():
    [segment] = segments(run("2020-12-31"), axis=YEARS)
    assert segment.mark_above + 12 / 7.2 <= 100.01


def test_a_wide_one_leads_to_its_claim():
    [segment] = segments(run("2019-12-01"))
    assert segment.is_linked
