"""What the OpenAPI document says of a field, a schema or a good answer that says nothing of itself."""

from __future__ import annotations

from inspect import getdoc
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from rest_framework.serializers import Field

OF_NAMES = {
    "slug": "The key of the record; it never changes.",
    "url": "Where it is read.",
    "version": "Which version of the record this is: one more with every change.",
    "sources": "The sources on which it rests.",
    "translations": "The title in other languages, by the code of the language.",
}
OF_ENDINGS = {
    "_first": "The first day that `{}` may mean.",
    "_last": "The last day that `{}` may mean.",
}
OF_ANSWERS = {
    "list": "A page of the list.",
    "retrieve": "What was asked for.",
    "create": "The record as it is stored.",
    "destroy": "It is deleted; there is no body.",
}


def of_field(field: Field) -> str:
    """As the database column is described that it shows, else as its name tells."""
    column = _column(getattr(getattr(field.parent, "Meta", None), "model", None), field.source or "")
    return str(getattr(column, "help_text", "")) or _of_name(field.field_name or "")


def _column(model: type[Model] | None, source: str) -> Any:
    column = None
    try:
        for step in source.split("."):
            column = model._meta.get_field(step) if model else None
            model = column.related_model if column else None  # type: ignore[assignment]  # "self" is resolved by now
    except FieldDoesNotExist:
        return None
    return column


def _of_name(name: str) -> str:
    for ending, described in OF_ENDINGS.items():
        if name.endswith(ending):
            return described.format(name.removesuffix(ending))
    return OF_NAMES.get(name, "")


def of_schema(serializer: Any) -> str:
    """As its model is described, in the marks of the document."""
    return (getdoc(getattr(getattr(serializer, "Meta", None), "model", None)) or "").replace("``", "`")


def of_answer(action: str) -> str:
    return OF_ANSWERS.get(action, "The record as it is now.")
