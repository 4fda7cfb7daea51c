"""One way of paging everywhere: a signed cursor over the columns by which a list is ordered.

A cursor names the row after which (or before which) a page begins, so that walking all pages while rows are
inserted neither repeats nor misses one, and the last page costs what the first one does.
"""

from __future__ import annotations

import re
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import remove_query_param, replace_query_param

from roadmaps import written
from tracker.api.errors import InvalidParameters, wrong_parameter

PAGE_SIZE = 100
PAGE_CEILING = 500
COUNT_CEILING = 10_000
"""Outside one negotiation, more rows than this are not counted: that would cost a scan."""


class Pages(BasePagination):
    """``{count, next, previous, results}``. The view's ``keyset`` names its order: columns that are never null, a unique one last."""

    parameters = ("cursor", "page_size")

    def paginate_queryset(self, queryset: Any, request, view: Any = None) -> list[Any]:
        self.request, self.view = request, view
        self.keyset: tuple[str, ...] = view.keyset
        size = self._page_size()
        backwards, position = self._position()
        self.count = self._count(queryset)
        rows = self._rows(queryset, backwards, position, size + 1)
        more, page = len(rows) > size, rows[:size]
        if backwards:
            page.reverse()
        self.next_row = page[-1] if page and (more or backwards) else None
        self.previous_row = page[0] if page and (more if backwards else position) else None
        return page

    def get_paginated_response(self, data) -> Response:
        next_page, previous = self._link(self.next_row), self._link(self.previous_row, backwards=True)
        return Response({**self.echo(), "count": self.count, "next": next_page, "previous": previous, "results": data})

    def echo(self) -> dict[str, Any]:
        """What stands before the rows: the question that they answer."""
        return {}

    # Reading the parameters

    def _page_size(self) -> int:
        text = self.request.query_params.get("page_size", str(PAGE_SIZE))
        if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= PAGE_CEILING:
            raise InvalidParameters([wrong_parameter("page_size", f"“{text}” is not a whole number from 1 to {PAGE_CEILING}.")])
        return int(text)

    def _position(self) -> tuple[bool, list | None]:
        text = self.request.query_params.get("cursor")
        if text is None:
            return False, None
        try:
            backwards, values = self._signer().unsign_object(text)
        except (signing.BadSignature, ValueError):
            raise InvalidParameters(
                [wrong_parameter("cursor", "This cursor was not given by this list: take `next` or `previous` as it is.")]
            ) from None
        return backwards, values

    def _signer(self) -> signing.Signer:
        """A cursor serves the list, and the order, that gave it."""
        return signing.Signer(salt=f"cursor:{self.view.basename}:{','.join(self.keyset)}")

    # Writing the answer

    def _rows(self, queryset: Any, backwards: bool, position: list | None, limit: int) -> list[Any]:
        """So many rows that come after the position, or before it."""
        order = [_reversed(column) for column in self.keyset] if backwards else list(self.keyset)
        return list(_after(queryset, order, position).order_by(*order)[:limit])

    def _count(self, queryset: Any) -> int | None:
        keys = queryset.order_by().values("pk")
        if self.view.is_about_one_negotiation():
            return keys.count()
        counted = keys[: COUNT_CEILING + 1].count()
        return counted if counted <= COUNT_CEILING else None

    def _link(self, row, backwards=False) -> str | None:
        if row is None:
            return None
        address = remove_query_param(self.request.build_absolute_uri(), "cursor")
        return replace_query_param(address, "cursor", self._signer().sign_object([backwards, self._key(row)]))

    def _key(self, row) -> list:
        return [_plain(getattr(row, column.lstrip("-"))) for column in self.keyset]

    # Describing it

    def get_schema_operation_parameters(self, view) -> list[dict[str, Any]]:
        cursor = "Where the page begins, as `next` and `previous` give it."
        size = {"type": "integer", "minimum": 1, "maximum": PAGE_CEILING, "default": PAGE_SIZE}
        return [
            {"name": "cursor", "in": "query", "required": False, "description": cursor, "schema": {"type": "string"}},
            {"name": "page_size", "in": "query", "required": False, "description": "Rows on a page.", "schema": size},
        ]

    def get_paginated_response_schema(self, schema) -> dict[str, Any]:
        properties = {
            **self.echo_schema(),
            "count": {"type": ["integer", "null"], "description": "All rows of the list; null where counting would cost a scan."},
            "next": {"type": ["string", "null"], "format": "uri", "description": "The next page; null on the last."},
            "previous": {"type": ["string", "null"], "format": "uri", "description": "The page before; null on the first."},
            "results": schema,
        }
        return {"type": "object", "required": list(properties), "properties": properties}

    def echo_schema(self) -> dict[str, Any]:
        return {}


class NegotiationPages(Pages):
    """Pages of what belongs to a negotiation: with its revision where one is asked."""

    def echo(self):
        return {"revision": self.view.revision()}

    def echo_schema(self):
        described = "The revision of the negotiation, where the list is of exactly one; else null."
        return {"revision": {"type": ["integer", "null"], "description": described}}


class SequencePages(Pages):
    """Pages of what was computed, in the order of the keyset, in place of rows that the database finds."""

    def _rows(self, queryset, backwards, position, limit):
        if position is None:
            return queryset[:limit]
        if backwards:
            return [row for row in reversed(queryset) if self._key(row) < position][:limit]
        return [row for row in queryset if self._key(row) > position][:limit]

    def _count(self, queryset):
        return len(queryset)


class TimelinePages(SequencePages, NegotiationPages):
    """Pages of what happened in one negotiation."""


class ChangePages(Pages):
    """Pages of what was written since a revision, as roadmaps.written finds it."""

    def _rows(self, queryset, backwards, position, limit):
        return written.written(*self.view.asked, after=position, backwards=backwards, limit=limit)

    def _count(self, queryset):
        return written.how_many(*self.view.asked)

    def echo(self):
        _, since, until = self.view.asked
        return {"since": since, "until": until}

    def echo_schema(self):
        until = "The revision as it is now. When `next` is null, everything up to it is told: ask for what is written `since` it the next time."
        return {
            "since": {"type": "integer", "format": "int64", "description": "The revision asked about."},
            "until": {"type": "integer", "format": "int64", "description": until},
        }


class StandingPages(NegotiationPages):
    """Pages that answer for a day."""

    def echo(self):
        return {**self.view.question(), **super().echo()}

    def echo_schema(self):
        return {
            "as_of": {"type": "string", "format": "date", "description": "The day for which the list answers."},
            "known_on": {"type": ["string", "null"], "format": "date", "description": "The day by which what counts was public; null for all."},
            "according_to": {"type": ["string", "null"], "description": "The party whose word alone counts; null for what the record adopts."},
            **super().echo_schema(),
        }


def _reversed(column: str) -> str:
    return column[1:] if column.startswith("-") else f"-{column}"


def _after(queryset: QuerySet, order: list[str], position: list | None) -> QuerySet:
    """The rows that come after ``position`` in ``order``."""
    if position is None:
        return queryset
    later, equal = Q(), Q()
    for column, value in zip(order, position, strict=True):
        name, beyond = (column[1:], "lt") if column.startswith("-") else (column, "gt")
        later |= equal & Q(**{f"{name}__{beyond}": value})
        equal &= Q(**{name: value})
    return queryset.filter(later)


def _plain(value) -> Any:
    return value if isinstance(value, int | str) else str(value)
