"""What the charts of one negotiation share: the stretch of time that they show, and the ways to a shorter one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from roadmaps.models import DateSpan, Negotiation
from roadmaps.models.dates import DateSpanFormField
from roadmaps.questions.standing import today
from tracker.pages.charts.axis import TimeAxis
from tracker.pages.question import Question, SideQuestionForm

MARGIN = 40
"""One in so many days is left free at either end, so that what stands there can be seen."""


class ChartForm(SideQuestionForm):
    between = DateSpanFormField(required=False)


def time_axis(negotiation: Negotiation, question: Question, dated: Iterable[DateSpan | None], between: DateSpan | None) -> TimeAxis:
    """The stretch asked for, else all that is ``dated``; of talks that go on, up to the day asked about."""
    if between:
        return TimeAxis(between.first, between.last)
    known = [span for span in dated if span]
    first = min((span.first for span in known), default=question.day)
    last = max((span.last for span in known), default=first)
    margin = datetime.timedelta(days=max((last - first).days, MARGIN) // MARGIN)
    until = min(question.day, today())
    is_still_so = not negotiation.ended and until >= last
    return TimeAxis(first - margin, until if is_still_so else min(last, datetime.date.max - margin) + margin)  # nothing is told of tomorrow


def years(between: DateSpan | None, dated: Iterable[DateSpan | None]) -> list[DateSpan]:
    """Those in which anything is dated, to look at one by one."""
    found = sorted({span.last.year for span in dated if span} | ({between.last.year} if between else set()))
    return [DateSpan.parse(str(year)) for year in found]
