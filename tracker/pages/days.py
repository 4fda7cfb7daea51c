"""Dates as exactly as they are known, in the reader's words."""

from __future__ import annotations

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan

FORMS = {4: "Y", 7: "F Y"}
"""By the length of what is known, e.g. 2019-12: how it is written; else it is a day."""


def in_words(span: DateSpan | None) -> str:
    if span is None:
        return _("undated")
    written = str(span)
    if "/" in written:
        return f"{in_words(DateSpan.day(span.first))}–{in_words(DateSpan.day(span.last))}"
    return date_format(span.last, FORMS.get(len(written), "j E Y"))
