"""Time across: a day has its place in per cent, and ticks are by day, month, quarter or year, as fits."""

import datetime

import pytest

from tracker.pages.charts.axis import MOST_TICKS, TimeAxis


def day(text):
    return datetime.date.fromisoformat(text)


def axis(first, last):
    return TimeAxis(day(first), day(last))


def test_it_reaches_from_the_morning_of_the_first_day_to_the_evening_of_the_last():
    week = axis("2019-12-01", "2019-12-10")
    assert (week.at(day("2019-12-01")), week.after(day("2019-12-10"))) == (0, 100)
    assert (week.at(day("2019-12-06")), week.after(day("2019-12-06"))) == (50, 60)


@pytest.mark.parametrize(("beyond", "edge"), [("1900-01-01", 0), ("9999-12-31", 100)])
def test_what_lies_beyond_it_is_at_its_edge(beyond, edge):
    week = axis("2019-12-01", "2019-12-10")
    assert (week.at(day(beyond)), week.after(day(beyond))) == (edge, edge)
    assert not week.shows(day(beyond))


@pytest.mark.parametrize(
    ("first", "last", "names", "written"),
    [
        ("2019-12-06", "2019-12-09", "day", ["2019-12-06", "2019-12-07", "2019-12-08", "2019-12-09"]),
        ("2019-11-01", "2019-12-31", "day", [f"2019-{text}" for text in ("11-01", "11-08", "11-15", "11-22", "11-29", "12-06", "12-13", "12-20", "12-27")]),
        ("2019-10-15", "2020-01-31", "month", ["2019-10-15", "2019-11-01", "2019-12-01", "2020-01-01"]),
        ("2018-12-11", "2021-01-31", "quarter", ["2018-12-11", *(f"{year}-{month}-01" for year in (2019, 2020) for month in ("01", "04", "07", "10")), "2021-01-01"]),
        ("2016-06-01", "2020-05-31", "year", ["2016-06-01", "2017-01-01", "2018-01-01", "2019-01-01", "2020-01-01"]),
    ],
)  # fmt: skip
def test_ticks_stand_where_a_new_one_begins(first, last, names, written):
    ticks = axis(first, last).ticks
    assert [tick.day.isoformat() for tick in ticks] == written
    assert {tick.names for tick in ticks} == {names}


@pytest.mark.parametrize(
    ("first", "last"), [("2019-12-07", "2019-12-07"), ("2000-01-01", "2059-12-31"), ("1900-01-01", "9999-12-31"), ("9998-06-01", "9999-12-31")]
)
def test_there_are_never_so_many_that_none_can_be_read(first, last):
    ticks = axis(first, last).ticks
    assert 1 <= len(ticks) <= MOST_TICKS * 7
    assert sum(tick.width for tick in ticks) == pytest.approx(100 - ticks[0].at, abs=0.2)


def test_the_year_is_told_at_its_beginning_and_at_that_of_the_axis_where_there_is_room():
    told = [tick.day.isoformat() for tick in axis("2018-11-15", "2020-03-31").ticks if tick.tells_the_year]
    assert told == ["2018-11-15", "2019-01-01", "2020-01-01"]
    assert [tick.day.year for tick in axis("2018-12-30", "2020-12-31").ticks if tick.tells_the_year] == [2019, 2020]
