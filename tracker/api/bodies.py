"""What is wrong with a body, told field by field: where it stands (``claims[2].effective_on``), why, and what is allowed there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from rest_framework import serializers
from rest_framework.settings import api_settings

from roadmaps.models.record import UNSTORABLE, has_unstorable_text
from tracker.api.errors import InvalidRequest
from tracker.api.parameters import keys_of
from tracker.api.problems import wrong
from tracker.api.serializers.fields import NOT_WRITTEN, UNKNOWN_KEY, LinksField, in_ascii

WHOLE = (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY)
"""Under these names stands what is wrong with an object as a whole."""


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
        raise InvalidBody(list(_wrong(serializer, serializer.errors)))
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


def step(path: str, name: str | int) -> str:
    """The path one step further: to a field, to a place in a list, or, for what is wrong with the whole, where it was."""
    if isinstance(name, int):
        return f"{path}[{name}]"
    if name in WHOLE:
        return path
    return f"{path}.{in_ascii(name)}" if path else in_ascii(name)


def _wrong(field: Any, errors: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """``errors`` as DRF nests them, beside the fields that found them."""
    if isinstance(errors, dict):
        for name, part in errors.items():
            yield from _wrong(_inside(field, name, part), part, step(path, name))
    else:
        for error in errors:
            yield wrong_field(path, str(error), _allowed(field, error.code))


def _inside(field: Any, name: Any, errors: Any) -> Any:
    """The field in which an error lies; for a name that is not written, what stands around it."""
    if isinstance(field, serializers.Serializer):
        not_written = any(getattr(error, "code", "") == NOT_WRITTEN for error in errors)
        return field if not_written or name in WHOLE else field.fields[name]
    return getattr(field, "child", field)


def _allowed(field: Any, code: str) -> list[str]:
    if code == NOT_WRITTEN:
        return list(field.writable_fields())
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
