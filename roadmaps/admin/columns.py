"""Columns of lists, dates that can be sorted by and numbers that lead to what they count; and where records and lists are found."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from roadmaps.models import Record
from roadmaps.models.dates import DateSpanField


def day(span: DateSpanField):
    """A date of any precision, sorted by its last day. (By its own name Django would sort by a column that is not there.)"""

    @admin.display(description=span.verbose_name, ordering=f"{span.name}_last", empty_value="–")
    def shown(record):
        date = getattr(record, span.name)
        return date and format_html('<span class="day">{}</span>', date)

    shown.__name__ = span.name  # Django makes the cell's class of it
    return shown


def number_of(relation: str, label):
    """How many rows point at the record, after with_number_of(): a link to the list of them."""

    @admin.display(description=label, ordering=f"number_of_{relation}")
    def shown(record: Record):
        number = getattr(record, f"number_of_{relation}")
        return format_html('<a href="{}">{}</a>', list_of(record, relation), number) if number else 0

    shown.__name__ = f"number_of_{relation}"
    return shown


def list_of(record: Record, relation: str) -> str:
    """The address of the list of what points at a record."""
    link = record._meta.get_field(relation).field  # type: ignore[union-attr]  # the other side of a foreign key
    meta = link.model._meta
    return f"{reverse(f'admin:{meta.app_label}_{meta.model_name}_changelist')}?{link.name}__slug__exact={record.pk}"


def page_of(record: Record) -> str:
    """The address of a record's own page."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
