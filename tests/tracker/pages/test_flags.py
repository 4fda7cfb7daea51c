"""Flags of meetings over a chart: none covers another, and what finds no room keeps its line."""

import datetime

from roadmaps.models import DateSpan, Summit
from tracker.pages.charts.axis import TimeAxis
from tracker.pages.charts.flags import MOST_ROWS, flags, rows

YEAR = TimeAxis(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))


def held(*days):
    return flags([(Summit(slug=text), DateSpan.parse(text), "7 Dec") for text in days], YEAR)


def test_what_lies_apart_stands_in_one_row():
    found = held("2019-02-01", "2019-06-01", "2019-10-01")
    assert [flag.row for flag in found] == [0, 0, 0]
    assert rows(found) == 1


def test_what_lies_close_stands_in_rows_of_its_own():
    assert [flag.row for flag in held("2019-06-01", "2019-06-02", "2019-06-03", "2019-12-01")] == [0, 1, 2, 0]


def test_what_finds_no_room_keeps_its_line():
    found = held(*["2019-06-01"] * (MOST_ROWS + 2))
    assert [flag.row for flag in found][MOST_ROWS:] == [None, None]
    assert rows(found) == MOST_ROWS


def test_near_the_edge_the_words_stand_before_the_mark():
    assert [flag.reads_leftwards for flag in held("2019-06-01", "2019-12-30")] == [False, True]


def test_what_lies_outside_the_axis_has_none():
    assert held("2018-12-31", "2020-01-01") == []


def test_several_days_have_their_width():
    [flag] = held("2019-02-13/2019-02-15")
    assert flag.width == round(YEAR.after(datetime.date(2019, 2, 15)) - YEAR.at(datetime.date(2019, 2, 13)), 2)
