"""Every list as a file: CSV for spreadsheet programs, NDJSON for programs, streamed in constant memory.

A file holds all rows of the list as it is filtered, searched and ordered, for the day asked about; it has no pages.
NDJSON has on each line a row exactly as in `results`. CSV flattens it: what stands in an object has the object's name before
its own, lists are joined. Its columns follow from the serializer, so they are the same whatever the rows hold.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import StreamingHttpResponse
from rest_framework.serializers import BaseSerializer, ListSerializer

from roadmaps.dataset.formulas import harmless
from roadmaps.dataset.spreadsheet import MARK_OF_UTF8
from roadmaps.snapshot import snapshot
from tracker.api.errors import InvalidParameters, wrong_parameter
from tracker.api.json import Json, json_of
from tracker.api.projection import Reading
from tracker.api.serializers.fields import KeyField, LinkField, LinkSerializer, LinksField

ROWS_AT_ONCE = 500
BROKEN = b"\r\n\r\nThis export broke off here: it is not complete.\r\n"
"""Neither a row of CSV nor a line of JSON: a reader sees it, and a program stumbles, even where the server ends the answer as ever."""


class Export(Json):
    """A format in which a list is streamed. What is not streamed, as a 304, is as in JSON."""

    def lines(self, serializer: BaseSerializer, rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
        """Of rows as the serializer tells them."""
        raise NotImplementedError


class Ndjson(Export):
    media_type = "application/x-ndjson"
    format = "ndjson"

    def lines(self, serializer, rows):
        return (json_of(row) + b"\n" for row in rows)


class Csv(Export):
    media_type = "text/csv"
    format = "csv"

    def lines(self, serializer, rows):
        """Everything quoted: a program that takes semicolons for separators as well then leaves those within a cell alone."""
        shape = _shape(serializer)
        yield MARK_OF_UTF8 + _line(shape.names())
        for row in rows:
            yield _line(map(harmless, shape.cells(row)))


EXPORTS = (Csv, Ndjson)


def answer(view: Any, export: Export) -> StreamingHttpResponse:
    """The whole list of the view, in this format."""
    _refuse_pages(view)
    lines = _visibly_broken(_lines(view, export))
    next(lines)  # the file is of this moment, as its headers say
    said = {name: value for name, value in view.paginator.echo_of(view).items() if value is not None}
    if view.request.method == "HEAD":
        lines.close()
    response = StreamingHttpResponse(lines, content_type=f"{export.media_type}; charset=utf-8")
    for name, value in said.items():
        response[name.replace("_", "-").title()] = str(value)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(view, said)}.{export.format}"'
    return response


def _refuse_pages(view: Any) -> None:
    given = [name for name in view.paginator.parameters if name in view.request.query_params]
    if given:
        raise InvalidParameters([wrong_parameter(name, f"An export has all rows and no pages: leave “{name}” out.") for name in given])


def _file_name(view: Any, said: dict[str, Any]) -> str:
    """e.g. road-maps_union-state-2019_as-of-2019-12-20_revision-812"""
    negotiation = view.filterset.negotiation()
    parts = [view.basename, *([negotiation.pk] if negotiation else []), *(f"{name.replace('_', '-')}-{value}" for name, value in said.items())]
    return "_".join(parts)


def _lines(view: Any, export: Export) -> Generator[bytes]:
    """First an empty one: by then the parameters are read, and the revision with them."""
    with snapshot():  # all parts of one moment; outside a transaction PostgreSQL would first write all rows down
        view.known = []  # read anew: the revision that its headers tell is of the same moment as the rows
        view.read_parameters()
        yield b""
        yield from export.lines(view.serializer_to_read()(), Reading(view).in_parts(ROWS_AT_ONCE))


def _visibly_broken(lines: Generator[bytes]) -> Generator[bytes]:
    """After an error nobody takes what was sent for the whole: the text says so, and the server cuts the connection."""
    yield next(lines)  # before anything was sent
    try:
        yield from lines
    except Exception:
        yield BROKEN
        raise


# --- Rows as cells --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """A value as columns: a plain one is one column, an object one for each of its parts, and so is a list of objects."""

    name: str = ""
    parts: tuple[Shape, ...] = ()
    is_list: bool = False

    def names(self) -> list[str]:
        below = [name for part in self.parts for name in part.names()]
        return [f"{self.name}_{name}" if self.name else name for name in below] if self.parts else [self.name]

    def cells(self, value: Any) -> list[str]:
        if not self.parts:
            return [_text_of(value)]
        if self.is_list:
            rows = [self._cells_of_one(part) for part in value or ()]
            return [_joined(column) for column in zip(*rows, strict=True)] if rows else self._cells_of_one(None)
        return self._cells_of_one(value)

    def _cells_of_one(self, value: dict[str, Any] | None) -> list[str]:
        return [cell for part in self.parts for cell in part.cells(value and value[part.name])]


def _shape(serializer: Any, name: str = "", is_list: bool = False) -> Shape:
    parts = []
    for field in serializer._readable_fields:
        described = _described(field)
        if isinstance(described, ListSerializer):
            parts.append(_shape(described.child, field.field_name, is_list=True))
        else:
            parts.append(_shape(described, field.field_name) if described else Shape(field.field_name))
    return Shape(name, tuple(parts), is_list)


def _described(field: Any) -> BaseSerializer | None:
    """The serializer that tells of what parts a value is; the same by which the schema tells it."""
    match field:
        case KeyField():
            return None
        case LinkField():
            return LinkSerializer()
        case LinksField():
            return LinkSerializer(many=True)
        case BaseSerializer():
            return field
    return None


def _text_of(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return f"{value.normalize():f}"
        case dict():
            return _joined([f"{name}: {part}" for name, part in value.items()])
        case list():
            return _joined(map(str, value))
    return str(value)


def _joined(parts: Iterable[str]) -> str:
    """The places of what is empty are kept: the second publisher is that of the second source."""
    texts = list(parts)
    return "; ".join(texts) if any(texts) else ""


def _line(cells: Iterable[str]) -> bytes:
    line = io.StringIO(newline="")
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
    return line.getvalue().encode()
