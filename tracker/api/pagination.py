"""One way of paging everywhere: a signed cursor over the columns by which a list is ordered.

A cursor names the place after which (or before which) a page begins, so that walking all pages while rows are
inserted or deleted neither repeats nor misses one, and the last page costs what the first one does. It serves the list,
the order, the filters and the day that gave it, and no other: there it would leave rows out without a word.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.core import signing
from rest_framework.pagination import BasePagination
from rest_framework.response import Response
from rest_framework.utils.urls import replace_query_param

from roadmaps import written
from tracker.api.errors import InvalidParameters, wrong_parameter
from tracker.api.keyset import plain

PAGE_SIZE = 100
PAGE_CEILING = 500
COUNT_CEILING = 10_000
"""Outside one negotiation, more rows than this are not counted: that would cost a scan."""


class Pages(BasePagination):
    """``{count, next, previous, results}``, in the order that the view tells; of what a view reads (tracker.api.projection.Reading)."""

    parameters = ("cursor", "page_size")

    def paginate_queryset(self, listed: Any, request, view: Any = None) -> list[Any]:
        self.request, self.view = request, view
        size = self._page_size()
        backwards, place = self._start()
        rows = self._rows(listed, backwards, place, size + 1)
        more, page = len(rows) > size, rows[:size]
        if backwards:
            page.reverse()
        self.count = len(page) if place is None and not more else self._count(listed)
        self._link_up(page, more, backwards, place)
        return self._told(page)

    def _link_up(self, page: list[Any], more: bool, backwards: bool, place: list | None) -> None:
        """Where rows were deleted meanwhile a page may be empty: then it leads back to the last page, or on to the first."""
        came_from_elsewhere = place is not None
        goes_on, goes_back = (came_from_elsewhere, more) if backwards else (more, came_from_elsewhere)
        self.next = self._link(page[-1:]) if goes_on else None
        self.previous = self._link(page[:1], backwards=True) if goes_back else None

    def get_paginated_response(self, data) -> Response:
        return Response({**self.echo(), "count": self.count, "next": self.next, "previous": self.previous, "results": data})

    def echo(self) -> dict[str, Any]:
        """What stands before the rows: the question that they answer."""
        return {}

    def echo_of(self, view: Any) -> dict[str, Any]:
        """The same where there are no pages."""
        self.view = view
        return self.echo()

    def pinned(self) -> dict[str, str]:
        """Parameters that the next page must have even where this one did without."""
        return {}

    # Reading the parameters

    def _page_size(self) -> int:
        text = self.request.query_params.get("page_size", str(PAGE_SIZE))
        if not re.fullmatch("[0-9]{1,9}", text) or not 1 <= int(text) <= PAGE_CEILING:
            raise InvalidParameters([wrong_parameter("page_size", f"“{text}” is not a whole number from 1 to {PAGE_CEILING}.")])
        return int(text)

    def _start(self) -> tuple[bool, list | None]:
        text = self.request.query_params.get("cursor")
        if text is None:
            return False, None
        try:
            backwards, place = self._signer().unsign_object(text)
        except (signing.BadSignature, ValueError):
            detail = "This cursor was not given by this list with these parameters: take `next` or `previous` as it is."
            raise InvalidParameters([wrong_parameter("cursor", detail)]) from None
        return backwards, place

    def _signer(self) -> signing.Signer:
        given = {**dict(self.request.query_params.lists()), **{name: [value] for name, value in self.pinned().items()}}
        asked = sorted((name, value) for name, values in given.items() for value in values if name not in self.parameters)
        return signing.Signer(salt=json.dumps(["cursor", self.request.path, self.view.keyset, asked]))

    # Writing the answer

    def _rows(self, listed: Any, backwards: bool, place: list | None, limit: int) -> list[Any]:
        """So many rows that come after a place, or before it, the nearest first."""
        self.page = listed.page(place, backwards, limit)
        return self.page.rows

    def _place_of(self, row: Any) -> list[Any]:
        return self.page.place_of(row)

    def _told(self, rows: list[Any]) -> list[Any]:
        return self.page.tell(rows, self.view.get_serializer_context())

    def _count(self, listed: Any) -> int | None:
        if self.view.is_about_one_negotiation():
            return listed.count()
        counted = listed.count(COUNT_CEILING + 1)
        return counted if counted <= COUNT_CEILING else None

    def _link(self, row: list[Any], backwards: bool = False) -> str:
        """The page after (before) a row; without a row the first (last) one."""
        place = self._place_of(row[0]) if row else None
        address = self.request.build_absolute_uri()
        for name, value in {**self.pinned(), "cursor": self._signer().sign_object([backwards, place])}.items():
            address = replace_query_param(address, name, value)
        return address

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
            "results": {**schema, "description": "The rows of the page."},
        }
        return {"type": "object", "description": "A page of a list.", "required": list(properties), "properties": properties}

    def echo_schema(self) -> dict[str, Any]:
        return {}


class NegotiationPages(Pages):
    """Pages of what belongs to a negotiation: with its revision where one is asked."""

    def echo(self):
        return {"revision": self.view.revision()}

    def echo_schema(self):
        described = "The revision of the negotiation, where the list is of exactly one; else null."
        return {"revision": {"type": ["integer", "null"], "description": described}}


class ComputedPages(Pages):
    """Pages of what no QuerySet finds, in the order of the view's keyset."""

    def _place_of(self, row):
        return [plain(getattr(row, name)) for name in self.view.keyset]

    def _told(self, rows):
        return rows


class SequencePages(ComputedPages):
    """Pages of a sequence."""

    def _rows(self, queryset, backwards, place, limit):
        if backwards:
            return [row for row in reversed(queryset) if place is None or self._place_of(row) < place][:limit]
        return [row for row in queryset if place is None or self._place_of(row) > place][:limit]

    def _count(self, queryset):
        return len(queryset)


class TimelinePages(SequencePages, NegotiationPages):
    """Pages of what happened in one negotiation."""


class ChangePages(ComputedPages):
    """Pages of what was written since a revision, as roadmaps.written finds it."""

    def _rows(self, queryset, backwards, place, limit):
        return written.written(*self.view.asked, after=place, backwards=backwards, limit=limit)

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

    def pinned(self):
        """The pages of a walk that passes midnight answer for one day."""
        return {"as_of": str(self.view.question()["as_of"])}

    def echo_schema(self):
        return {
            "as_of": {"type": "string", "format": "date", "description": "The day for which the list answers."},
            "known_on": {"type": ["string", "null"], "format": "date", "description": "The day by which what counts was public; null for all."},
            "according_to": {"type": ["string", "null"], "description": "The party whose word alone counts; null for what the record adopts."},
            **super().echo_schema(),
        }
