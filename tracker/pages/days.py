"""Dates as exactly as they are known, in the reader's words."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan

FORMS = {4: "Y", 7: "F Y"}
"""By the length of what is known, e.g. 2019-12: how it is written; else it is a day."""


def in_words(span: DateSpan | None) -> str:
    return "–".join(text for _written, text in parts(span)) if span else _("undated")


def parts(span: DateSpan, is_bound: bool = False) -> list[tuple[str, str]]:
    """As ISO 8601 has it, and in words: of a day, a month or a year one, of any other span its first and its last day.

    A month that bounds a time (“since April”) is declined as that of a day is.
    """
    written = str(span)
    if "/" not in written:
        form = FORMS.get(len(written), "j E Y")
        return [(written, date_format(span.last, form.replace("F", "E") if is_bound else form))]
    return [(span.first.isoformat(), _beginning(span)), (span.last.isoformat(), date_format(span.last, "j E Y"))]


def _beginning(span: DateSpan) -> str:
    """Without what the end says again."""
    return date_format(span.first, _unlike(span.first, span.last))


def _unlike(first: datetime.date, last: datetime.date) -> str:
    if first.year != last.year:
        return "j E Y"
    return "j" if first.month == last.month else "j E"
