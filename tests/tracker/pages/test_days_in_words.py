"""Dates as exactly as they are known, in the reader's words, without saying anything twice."""

import pytest
from django.utils import translation
from django.utils.html import strip_tags

from roadmaps.models import DateSpan
from tracker.pages.days import in_words, parts
from tracker.templatetags.pages import bound


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2019-12-07", "7 December 2019"),
        ("2019-12", "December 2019"),
        ("2019", "2019"),
        ("2019-12-25/2019-12-31", "25–31 December 2019"),
        ("2019-11-25/2019-12-03", "25 November–3 December 2019"),
        ("2018-12-25/2019-01-03", "25 December 2018–3 January 2019"),
    ],
)
def test_a_date_is_told_as_it_is_known(written, told):
    assert in_words(DateSpan.parse(written)) == told


def test_what_has_no_date_says_so():
    assert in_words(None) == "undated"


def test_programs_are_told_both_days_of_a_span():
    assert [written for written, _ in parts(DateSpan.parse("2019-12-25/2019-12-31"))] == ["2019-12-25", "2019-12-31"]


@pytest.mark.parametrize(
    ("language", "days", "month", "since"),
    [
        ("en", "25 November–3 December 2019", "December 2019", "December 2019"),
        ("ru", "25 ноября–3 декабря 2019", "декабрь 2019", "декабря 2019"),
        ("be", "25 лістапада–3 снежня 2019", "снежань 2019", "снежня 2019"),
    ],
)
def test_months_are_declined_as_the_reader_does(language, days, month, since):
    with translation.override(language):
        assert in_words(DateSpan.parse("2019-11-25/2019-12-03")) == days
        assert in_words(DateSpan.parse("2019-12")) == month
        assert strip_tags(bound(DateSpan.parse("2019-12"))) == since
