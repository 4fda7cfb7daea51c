"""What is wrong with a body, told field by field: where it stands (``claims[2].effective_on``), why, and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from rest_framework import serializers

from roadmaps.models.record import UNSTORABLE, has_unstorable_text
from tracker.api.errors import InvalidRequest
from tracker.api.parameters import keys_of
from tracker.api.paths import WHOLE, Way, leaves, path_of, step
from tracker.api.problems import wrong
from tracker.api.serializers.fields import NOT_WRITTEN, UNKNOWN_KEY, LinksField


class InvalidBody(InvalidRequest):
    """Fields of the body that are unknown, missing or have a wrong value."""

    @staticmethod
    def told(error):
        """Rarely does what is wrong with a field say of which."""
        return f"{error['name']}: {error['detail']}" if error["name"] else error["detail"]


def wrong_field(path: str, detail: str, allowed: Iterable[str] = ()) -> dict[str, Any]:
    return wrong("body", path, detail, allowed)


def accept(serializer: serializers.BaseSerializer) -> dict[str, Any]:
    """What the body gives, by the names of the record's columns; InvalidBody names everything that is no such thing."""
    if unstorable := list(_unstorable(serializer.initial_data)):
        raise InvalidBody([wrong_field(path, str(UNSTORABLE)) for path in unstorable])
    if not serializer.is_valid():
        found = leaves(serializer.errors)
        raise InvalidBody([wrong_field(path_of(way), str(error), _allowed(serializer, way, error.code)) for way, error in found])
    return serializer.validated_data


def refused(error: ValidationError, serializer: serializers.Serializer, path: str = "") -> InvalidBody:
    """What the record itself refuses, by the names of the fields."""
    names = {field.source: name for name, field in serializer.fields.items()}
    by_column = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}

    def wrong_column(column: str, message: str) -> dict[str, Any]:
        field = serializer.fields.get(names.get(column, column))
        allowed = keys_of(field.model) if isinstance(field, LinksField) else []  # whether there are such keys it asks itself
        return wrong_field(step(path, names.get(column, column)), message, allowed)

    return InvalidBody([wrong_column(column, message) for column, messages in by_column.items() for message in messages])


def _found_at(serializer: Any, way: Way) -> Any:
    """The field in which something is wrong."""
    return reduce(_inside, way, serializer)


def _inside(field: Any, name: Any) -> Any:
    if isinstance(field, serializers.Serializer):
        return field if name in WHOLE else field.fields[name]
    return getattr(field, "child", field)


def _allowed(serializer: Any, way: Way, code: str) -> list[str]:
    if code == NOT_WRITTEN:
        return list(_found_at(serializer, way[:-1]).writable_fields())  # of what stands around it
    field = _found_at(serializer, way)
    if code == UNKNOWN_KEY:
        return keys_of(field.model)
    return list(field.choices) if isinstance(field, serializers.ChoiceField) else []


def _unstorable(value: Any, path: str = "") -> Iterator[str]:
    """Where text stands that no database stores; a name counts as text."""
    match value:
        case dict():
            for name, part in value.items():
                if has_unstorable_text(name):
                    yield step(path, name)
                yield from _unstorable(part, step(path, name))
        case list():
            for index, part in enumerate(value):
                yield from _unstorable(part, step(path, index))
        case str() if has_unstorable_text(value):
            yield path
