"""Rows of several tables in one query, each with columns of its own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import BooleanField, JSONField, QuerySet, TextField, Value
from django.db.models.functions import Cast

Texts = dict[str, str | None]
"""Name of a column → its value as text."""


def read_together(wanted: list[tuple[QuerySet, dict[str, Any]]]) -> Iterator[tuple[int, Texts]]:
    """``wanted``: rows of a table, and by name which columns (a path or an expression). Gives the place in ``wanted``, and a row of it.

    As text, and with as many columns as the widest has, so that rows of any table stand beside those of any other.
    """
    if not wanted:
        return
    widest = max(len(columns) for _, columns in wanted)
    rows = [_texts(place, queryset, columns, widest) for place, (queryset, columns) in enumerate(wanted)]
    for place, *texts in rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]:
        yield place, dict(zip(wanted[place][1], texts, strict=False))


def _texts(place: int, queryset: QuerySet, columns: dict[str, Any], widest: int) -> Any:
    nothing = [Cast(Value(None), TextField())] * (widest - len(columns))
    return queryset.order_by().values_list(Value(place), *(Cast(column, TextField()) for column in columns.values()), *nothing)


def from_text(field: Any, text: str | None) -> Any:
    """The value of a column that read_together() gave as text."""
    match field:
        case _ if text is None or field.is_relation:
            return text
        case JSONField():
            return json.loads(text)
        case BooleanField():
            return text.lower() in ("1", "true")
    return field.to_python(text)
