"""A record written together with the rows under it (its sources, titles, agenda, answers …).

A list that is given takes the place of the rows that stand there: rows that it does not name go, those that say the
same stay untouched, so that no history speaks of changes that were none. Everything goes through Record.save() and
Record.delete(), each asked of the permissions of its own model, as at the desk.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey
from rest_framework import serializers

from roadmaps.above import move_versions_above
from roadmaps.models import Record, StaleRecord, Statement
from roadmaps.models.evidence import replacing_sources
from roadmaps.past import Past
from tracker.api.bodies import refused
from tracker.api.paths import step
from tracker.api.permissions import require
from tracker.api.serializers.fields import RowSerializer

Given = dict[str, Any]
"""Columns and lists of rows → what a body gives for them."""


def scopes(record: Record, serializer: RowSerializer, given: Given) -> set[str]:
    """Every scope under which the record and its rows are going to be written, so that all are locked in one order."""
    rows = [row for _, field in _lists(serializer, given) for row in (*_stored(record, field), *_new_rows(record, field, given[field.source]))]
    return record.scopes().union(*(row.scopes() for row in rows))


def assign(record: Record, given: Given) -> bool:
    """Sets columns; whether any has another value now."""
    changed = False
    for name, value in given.items():
        attname = _attname(record, name)
        before = getattr(record, attname)
        setattr(record, name, value)
        changed |= before != getattr(record, attname)
    return changed


def write(record: Record, serializer: RowSerializer, given: Given, by: AbstractUser, path: str = "") -> bool:
    """Stores the record and the rows under it; whether there was anything to store. Under the lock of its scopes()."""
    lists = _lists(serializer, given)
    is_new, read_version = record._state.adding, record.version
    changed = assign(record, columns_in(serializer, given))
    if is_new or changed:
        _save(record, serializer, by, path)
    rows_written = [row for name, field in lists for row in _replace(record, field, given[field.source], by, step(path, name))]
    if rows_written and not is_new and record.version == read_version:
        _save(record, serializer, by, path)  # so that its version tells who read it that something is new
    if record.route:  # else what stands above it is being written as well
        move_versions_above(rows_written, but=record)  # the other end of a succession
    return is_new or changed or bool(rows_written)


def delete(record: Record, by: AbstractUser) -> None:
    """With everything that stands under it, each kind of which needs its permission, as at the desk."""
    for model in {model for model, _ in Past(type(record), record.pk).as_of()}:
        require(by, "delete", model)
    record.delete()


def columns_in(serializer: RowSerializer, given: Given) -> Given:
    """Of what is given that which is no list of rows."""
    lists = {field.source for _, field in _lists(serializer, given)}
    return {name: value for name, value in given.items() if name not in lists}


def _lists(serializer: RowSerializer, given: Given) -> list[tuple[str, Any]]:
    """The lists of rows that are given, with their names."""
    return [(name, field) for name, field in serializer.fields.items() if isinstance(field, serializers.ListSerializer) and field.source in given]


def _stored(record: Record, field: Any) -> list[Record]:
    return [] if record._state.adding else list(getattr(record, field.source).all())


def _new_rows(record: Record, field: Any, given: list[Given]) -> Iterator[Record]:
    model, link = _stands(record, field)
    for row in given:
        yield model(**{link: record}, **columns_in(field.child, row))


def _stands(record: Record, field: Any) -> tuple[type[Record], str]:
    """The model of the rows, and their link to the record."""
    relation: Any = record._meta.get_field(field.source)
    return relation.related_model, relation.field.name


def _replace(parent: Record, field: Any, given: list[Given], by: AbstractUser, path: str) -> list[Record]:
    """The rows that were written or deleted."""
    model, link = _stands(parent, field)
    serializer: Any = field.child
    given = [{**_defaults(serializer), **row} for row in given]
    stored = _stored(parent, field)
    found = _recognise(stored, given, serializer.Meta.known_by)
    written = []
    try:
        with replacing_sources(parent.pk) if isinstance(parent, Statement) else nullcontext():
            for surplus in stored:
                if surplus not in found:
                    delete(surplus, by)
                    written.append(surplus)
            for index, (same, values) in enumerate(zip(found, given, strict=True)):
                row = same or model()
                setattr(row, link, parent)  # the very object, so that what a row does to what it stands under is not overwritten
                if write(row, serializer, values, by, step(path, index)):
                    written.append(row)
    except ValidationError as error:
        raise refused(error, serializer, path)
    return written


def _defaults(serializer: RowSerializer) -> Given:
    """A row is given whole: what it leaves out has its default, also within a partial update."""
    defaults = {str(field.source): field.default for field in serializer.writable_fields().values() if field.default is not serializers.empty}
    return {name: default() if callable(default) else default for name, default in defaults.items()}


def _recognise(stored: list[Record], given: list[Given], known_by: tuple[tuple[str, ...], ...]) -> list[Record | None]:
    """For each given row the stored one that it is: by its slug, or where it has none, by the columns that tell rows apart."""
    left = {row.pk: row for row in stored}
    found = [left.pop(row.get("slug", ""), None) for row in given]
    for columns in known_by:
        for index, row in enumerate(given):
            if found[index] is None and not row.get("slug"):
                same = next((other for other in left.values() if all(getattr(other, name) == row[name] for name in columns)), None)
                found[index] = same and left.pop(same.pk)
    return found


def _attname(record: Record, name: str) -> str:
    field = record._meta.get_field(name)
    return field.attname if isinstance(field, ForeignKey) else name


def _save(record: Record, serializer: RowSerializer, by: AbstractUser, path: str) -> None:
    require(by, "add" if record._state.adding else "change", type(record))
    try:
        record.save()
    except StaleRecord:
        raise
    except ValidationError as error:
        raise refused(error, serializer, path)
