"""What a view says of records: their stored columns, the rows under them, and the titles of what they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, prefetch_related_objects

from roadmaps.dataset.tables import OF_MODEL
from roadmaps.differences import links_of
from roadmaps.models import Record
from roadmaps.past import Key
from roadmaps.written import ways_up_to
from tracker.api.serializers.stored import STORED, paths_of_rows
from tracker.citing.content import Content, Item, Part
from tracker.citing.titles import as_named, columns_of_name, records_named

COUNTERS = ("slug", "version")


def content_of_record(record: Record) -> Content:
    """Of one record."""
    return content_of_records(type(record), [record], Q(slug=record.pk))


def content_of_records(model: type[Record], records: Iterable[Record], belonging: Q) -> Content:
    """Of several records of a model, in the order given, in a number of queries that does not grow with them.

    ``belonging`` says of rows of the model's *history* which of them belong to the view, those too that are gone:
    ``content_of_records(StatusClaim, road_map.claims.all(), Q(road_map=road_map.pk))``.
    """
    listed = list(records)
    prefetch_related_objects(listed, *paths_of_rows(model))
    serializer = STORED[model]()
    items = [Item(record.pk, _without_counters(serializer.to_representation(record)), model) for record in listed]
    return Content(items, [Part(model, belonging), *_rows_under(model, belonging)]) + content_of_titles(_named_by(listed))


def content_of_titles(named: set[Key]) -> Content:
    """Of other records no more than what stands beside links to them: their titles, in all languages, and of sources who published them when."""
    return content_of_named(records_named(named))


def content_of_named(records: Iterable[Record]) -> Content:
    """The same, of records that are at hand."""
    named = {(type(record), record.pk): record for record in records}
    listed = sorted(named.values(), key=lambda record: (record.route, record.pk))
    by_model: dict[type[Record], list[str]] = defaultdict(list)
    for record in listed:
        by_model[type(record)].append(record.pk)
    parts = []
    for model, slugs in by_model.items():
        was_there_before = Q(slug__in=slugs) & ~Q(history_type="+")  # of a new one the link to it tells
        parts.append(Part(model, was_there_before, frozenset(columns_of_name(model))))
    return Content([Item(record.pk, dict(as_named(record)), type(record)) for record in listed], parts)


def _without_counters(stored: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in stored.items() if name not in COUNTERS}


def _rows_under(model: type[Record], belonging: Q) -> Iterator[Part]:
    slugs = model.history.filter(belonging).order_by().values("slug")
    for way in ways_up_to(model):
        above = slugs if way.between is None else way.between.history.filter(**{f"{way.further}__in": slugs}).order_by().values("slug")
        yield Part(way.under, Q(**{f"{way.link}__in": above}))


def _named_by(records: list[Record]) -> set[Key]:
    """What the records and the rows under them name."""
    found: set[Key] = set()
    for record in records:
        for row in (record, *_rows_of(record)):
            for column in OF_MODEL[type(row)].columns:
                found.update(links_of(column.field, getattr(row, column.field.attname)))
    return found - {(type(record), record.pk) for record in records}


def _rows_of(record: Record) -> Iterator[Record]:
    """Those that were loaded with it."""
    for path in paths_of_rows(type(record)):
        found: list[Any] = [record]
        for name in path.split("__"):
            found = [row for above in found for row in getattr(above, name).all()]
        yield from found
