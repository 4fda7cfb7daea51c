"""Reported counts as marks: each with its spread and its total, on an axis of its own kind, beside the ledger's line."""

import datetime
from decimal import Decimal

import pytest

from roadmaps.models import Statement, Tally
from roadmaps.questions.progress import Point
from roadmaps.questions.reconciliation import Reconciled, Verdict
from tracker.pages.charts.axis import TimeAxis
from tracker.pages.charts.tallies import WORDS_ONLY, panels

YEAR = TimeAxis(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))
LAST = YEAR.last


def count(low=None, high=None, total=None, on="2019-12-07", named=3, verdict=Verdict.FEWER_NAMED, **fields):
    low, high, total = (None if number is None else Decimal(number) for number in (low, high, total))
    fields = {"unit": "item", "stage": "agreed", "counted_on": on, "agreed_min": low, "agreed_max": high, "total": total, **fields}
    tally = Tally(statement=Statement(slug="said"), **fields)
    return Reconciled(tally, low, high, named, named, 0, verdict)


def point(on, agreed):
    return Point(datetime.date.fromisoformat(on), {**dict.fromkeys(("approved", "implementing", "implemented"), 0), "agreed": agreed}, [])


def drawn(*counts, points=(), until=LAST):
    return panels(counts, list(points), YEAR, until)


def mark(*counts):
    [panel] = drawn(*counts)
    return panel, panel.marks[-1]


def test_what_is_counted_in_other_units_or_as_a_share_or_of_another_stage_has_a_panel_of_its_own():
    share = {"percent_min": Decimal(80), "percent_max": Decimal(90)}
    found = drawn(
        count(16, 16, 31), count(20, 20, 31, stage="ready_to_sign"), count(2, 2, 31, stage="implemented"), count(671, 671, 989, unit="measure"),
        count(unit="measure", **share), count(31, 31, unit="plan"), count(unit="share_of_positions", **share), count(60, 66, unit="clause"),
    )  # fmt: skip
    assert [(panel.kind.unit, panel.kind.is_share, [str(stage) for stage in panel.stages]) for panel in found] == [
        ("item", False, ["agreed", "ready_to_sign"]),
        ("item", False, ["implemented"]),
        ("measure", False, ["agreed"]),
        ("measure", True, ["agreed"]),
        ("clause", False, ["agreed"]),
        ("plan", False, ["agreed"]),
        ("share_of_positions", True, ["agreed"]),
    ]


def test_one_number_is_a_mark_and_its_total_a_stroke_above():
    panel, found = mark(count(16, 16, 31))
    assert found.low == found.high == found.middle == panel.numbers.at(16)
    assert found.total == panel.numbers.at(31)
    assert found.at == YEAR.at(datetime.date(2019, 12, 7))


def test_a_range_reaches_from_the_least_to_the_most():
    panel, found = mark(count(26, 27, 33))
    assert (found.low, found.high) == (panel.numbers.at(26), panel.numbers.at(27))
    assert found.middle == pytest.approx(panel.numbers.at(26.5), abs=0.2)
    assert not (found.is_open_above)
    assert not (found.is_open_below)


@pytest.mark.parametrize(
    ("low", "high", "above", "below", "reaches", "stands"), [(20, None, True, False, (20, 31), 20), (None, 20, False, True, (0, 20), 20)]
)
def test_a_bound_alone_is_open_at_the_other_end(low, high, above, below, reaches, stands):
    panel, found = mark(count(low, high, 31))
    assert (found.is_open_above, found.is_open_below) == (above, below)
    assert (found.low, found.high) == tuple(map(panel.numbers.at, reaches))
    assert found.middle == panel.numbers.at(stands)


def test_at_least_so_many_of_nobody_knows_how_many_is_open_to_the_top():
    panel, found = mark(count(930))
    assert (found.high, found.total) == (0, None)
    assert panel.numbers.top >= 930


def test_words_alone_stand_above_the_numbers():
    panel, found = mark(count(total=31))
    assert (found.tells_a_number, found.middle) == (False, WORDS_ONLY)
    assert panel.top > -WORDS_ONLY
    assert found.ledger is None


def test_a_month_shows_its_days():
    _, found = mark(count(16, 16, 31, on="2019-11"))
    assert (found.starts, found.at) == (YEAR.at(datetime.date(2019, 11, 1)), YEAR.at(datetime.date(2019, 11, 30)))


def test_what_was_counted_on_no_known_day_is_left_out():
    assert drawn(count(16, 16, 31, on=None)) == []


def test_the_gap_reaches_to_what_the_ledger_names_where_the_two_compare():
    panel, found = mark(count(16, 16, 31, named=3))
    assert found.ledger == panel.numbers.at(3)
    assert mark(count(2, 2, 31, named=None, stage="endorsed_by_one_side"))[1].ledger is None


def test_the_line_steps_on_each_day_of_change_up_to_the_day_asked_about():
    asked = datetime.date(2019, 12, 20)
    [panel] = drawn(count(16, 16, 31), points=[point("2019-09-06", 0), point("2019-12-01", 1), point("2019-12-07", 3)], until=asked)
    level = {line.y1 for line in panel.lines if line.y1 == line.y2}
    steps = [line.x1 for line in panel.lines if line.y1 != line.y2]
    assert level == {panel.numbers.at(number) for number in (0, 1, 3)}
    assert steps == [YEAR.at(datetime.date(2019, 12, 1)), YEAR.at(datetime.date(2019, 12, 7))]
    assert (panel.lines[0].x1, panel.lines[-1].x2) == (0, YEAR.after(asked))
    assert all(line.x2 == following.x1 and line.y2 == following.y1 for line, following in zip(panel.lines, panel.lines[1:], strict=False))


@pytest.mark.parametrize("fields", [{"unit": "measure"}, {"stage": "endorsed_by_one_side"}, {"percent_min": Decimal(40), "total": None}])
def test_there_is_no_line_where_the_ledger_counts_nothing_of_the_kind(fields):
    numbers = (None, None) if "percent_min" in fields else (16, 16)
    [panel] = drawn(count(*numbers, **{"total": 31, **fields}), points=[point("2019-12-01", 1)])
    assert panel.lines == []


def test_words_beside_a_mark_cover_no_other():
    apart = drawn(count(16, 16, 31, on="2019-02-01"), count(20, 20, 31, on="2019-08-01"))[0].marks
    close = drawn(*(count(20, 20, 31, on=f"2019-12-{day:02}") for day in range(1, 8)))[0].marks
    assert [found.label_side for found in apart] == ["right", "right"]
    assert [found.label_side for found in close].count("") >= 4


def test_marks_that_crowd_are_no_links():
    apart, near, beside = drawn(count(16, 16, 31, on="2019-02-01"), count(20, 20, 31, on="2019-12-01"), count(20, 20, 31, on="2019-12-02"))[0].marks
    assert [found.is_linked for found in (apart, near, beside)] == [True, False, False]
