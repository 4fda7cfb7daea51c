"""Dates known to the day, the month or the year."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

EARLIEST_YEAR = 1900


@dataclass(frozen=True)
class DateSpan:
    """The days between which something lies, both included; as text ISO 8601-2.

    ``2019-12-07`` a day, ``2019-12`` a month, ``2019`` a year, ``2019-12-25/2019-12-31`` any other span.
    A month is not its first day: whatever orders or compares spans uses ``last``.
    """

    first: datetime.date
    last: datetime.date

    ALLOWED = gettext_noop("2019-12-07, 2019-12, 2019 or 2019-12-25/2019-12-31")
    _PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)

    @classmethod
    def parse(cls, text: str) -> DateSpan:
        """The span that ``text`` writes; ValueError says what is wrong and what is allowed."""
        start, slash, end = text.strip().partition("/")
        first = cls._days(start, text)
        last = cls._days(end, text) if slash else first
        if last[1] < first[0]:
            raise ValueError(gettext("“%(text)s” ends before it begins") % {"text": text})
        return cls(first[0], last[1])

    @classmethod
    def day(cls, day: datetime.date) -> DateSpan:
        return cls(day, day)

    @classmethod
    def _days(cls, part: str, text: str) -> tuple[datetime.date, datetime.date]:
        match = cls._PART.fullmatch(part)
        if not match:
            raise ValueError(gettext("“%(text)s” is not a date: write %(allowed)s") % {"text": text, "allowed": gettext(cls.ALLOWED)})
        year, month, day = (int(number or 0) for number in match.groups())
        try:
            if year < EARLIEST_YEAR:
                raise ValueError
            if match[3]:
                return (datetime.date(year, month, day),) * 2
            if match[2]:
                return datetime.date(year, month, 1), _end_of_month(year, month)
            return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
        except (ValueError, calendar.IllegalMonthError):
            said = gettext("“%(text)s” is not a date that exists (%(why)s): write %(allowed)s")
            raise ValueError(said % {"text": text, "why": _why_not(year, month), "allowed": gettext(cls.ALLOWED)}) from None

    def __str__(self) -> str:
        first, last = self.first, self.last
        if first == last:
            return first.isoformat()
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year:04}"
        if first.day == 1 and (first.year, first.month) == (last.year, last.month) and last == _end_of_month(last.year, last.month):
            return first.isoformat()[:7]
        return f"{first.isoformat()}/{last.isoformat()}"


def worded(first: datetime.date | None, last: datetime.date | None) -> str | None:
    """The text of the span between two days; None where they are not known."""
    if first is None or last is None:
        return None
    return first.isoformat() if first == last else str(DateSpan(first, last))


def _why_not(year: int, month: int) -> str:
    """What is wrong with a date that does not exist."""
    if year < EARLIEST_YEAR:
        return gettext("the year is before %(year)s") % {"year": EARLIEST_YEAR}
    return gettext("there is no such day") if 1 <= month <= 12 else gettext("there is no such month")


def _end_of_month(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


class DateSpanField(models.Field):
    """A DateSpan, kept in two date columns ``<name>_first`` and ``<name>_last``.

    A private field, as Django's GenericForeignKey is: forms, serializers and validation see one field, the
    database sees two columns. Filter and order by the columns. ``None`` where the date is not known.
    """

    description = _("a date known to the day, the month or the year")

    def __init__(self, verbose_name=None, **options):
        # Made first, so that they stand before the span wherever fields are listed.
        self.first_column = models.DateField(verbose_name, editable=False, null=options.get("null", False))
        self.last_column = models.DateField(verbose_name, editable=False, null=options.get("null", False))
        super().__init__(verbose_name, **options)

    def contribute_to_class(self, cls, name, private_only=False):
        super().contribute_to_class(cls, name, private_only=True)
        declared = {field.name for field in cls._meta.local_fields}
        for suffix, column in (("first", self.first_column), ("last", self.last_column)):
            if f"{name}_{suffix}" not in declared:  # the copy in a history model has its columns already
                cls.add_to_class(f"{name}_{suffix}", column)
        setattr(cls, name, self)

    def get_attname_column(self):
        return self.get_attname(), None

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        waiting = instance.__dict__.get(f"_{self.name}_unparsed")
        if waiting is not None:
            return waiting
        first, last = getattr(instance, f"{self.name}_first"), getattr(instance, f"{self.name}_last")
        return None if first is None or last is None else DateSpan(first, last)

    def __set__(self, instance, value):
        """Text that is not a date waits, as in any Django field, for clean() to refuse it."""
        instance.__dict__.pop(f"_{self.name}_unparsed", None)
        try:
            span = self.to_python(value)
        except ValidationError:
            instance.__dict__[f"_{self.name}_unparsed"] = value
            span = None
        setattr(instance, f"{self.name}_first", span and span.first)
        setattr(instance, f"{self.name}_last", span and span.last)

    def to_python(self, value) -> DateSpan | None:
        match value:
            case None | "":
                return None
            case DateSpan():
                return value
            case datetime.datetime():
                raise ValidationError(_("A date has no time of day."), code="invalid")
            case datetime.date():
                return DateSpan.day(value)
        try:
            return DateSpan.parse(str(value))
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DateSpanFormField, **kwargs})

    def get_lookup(self, lookup_name):
        raise TypeError(f"{self.name} is two columns: filter by {self.name}_first and {self.name}_last")


def span_is_whole(model: str, field: str) -> models.CheckConstraint:
    """Both days of a span are known, in order, or neither is."""
    first, last = f"{field}_first", f"{field}_last"
    known = Q(**{f"{first}__isnull": False, f"{last}__isnull": False, f"{first}__lte": F(last)})
    unknown = Q(**{f"{first}__isnull": True, f"{last}__isnull": True})
    return models.CheckConstraint(
        name=f"{model}_{field}_in_order", condition=known | unknown, violation_error_message=_("A date ends before it begins.")
    )


class DateSpanFormField(forms.CharField):
    """One text box for a DateSpan."""

    FORM = _("A day 2019-12-07, a month 2019-12, a year 2019 or a span 2019-12-25/2019-12-31.")

    def __init__(self, **options):
        options["help_text"] = format_lazy("{} {}", options["help_text"], self.FORM) if options.get("help_text") else self.FORM
        options.pop("max_length", None)
        super().__init__(**options)

    def prepare_value(self, value):
        return str(value) if isinstance(value, DateSpan) else value

    def to_python(self, value):
        text = super().to_python(value)
        try:
            return DateSpan.parse(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None
