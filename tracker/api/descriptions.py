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
    "claims": "What is said of single road maps.",
    "tallies": "The counts that are reported.",
    "positions": "What parties are said to want.",
    "answers": "Each answer with its share.",
    "agenda": "The road maps that were on the table.",
    "titles": "Its titles, as sources word them.",
    "came_from": "What it carries on.",
    "became": "In what it is carried on.",
    "judgement": "Whether the claim counts: adopted, kept beside, or withdrawn.",
    "judgement_reason": "Why it was judged so.",
    "reported_on_inferred": "Whether no source told when it became public, so that the day it was said stands for it.",
    "claim": "The claim by which it stands so.",
    "basis": "Whether that claim was stated, derived or implied.",
    "disputed_on": "The topics in dispute.",
    "statuses": "How many road maps stand in each status.",
    "moves": "The road maps that stand otherwise than before.",
    "participants": "Who took part.",
    "spellings": "The name in other spellings.",
    "road_map": "The road map that is meant.",
    "resource": "Under which name its list is read.",
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
    """As its name tells, else as the database column is described that it shows."""
    name = field.field_name or ""
    column = _column(getattr(getattr(field.parent, "Meta", None), "model", None), field.source or "")
    return OF_NAMES.get(name) or str(getattr(column, "help_text", "")) or _of_ending(name)


def _column(model: type[Model] | None, source: str) -> Any:
    column = None
    try:
        for step in source.split("."):
            column = model._meta.get_field(step) if model else None
            model = column.related_model if column else None  # type: ignore[assignment]  # "self" is resolved by now
    except FieldDoesNotExist:
        return None
    return column


def _of_ending(name: str) -> str:
    for ending, described in OF_ENDINGS.items():
        if name.endswith(ending):
            return described.format(name.removesuffix(ending))
    return ""


def of_schema(serializer: Any) -> str:
    """As its model is described, in the marks of the document."""
    return (getdoc(getattr(getattr(serializer, "Meta", None), "model", None)) or "").replace("``", "`")


def of_answer(action: str) -> str:
    return OF_ANSWERS.get(action, "The record as it is now.")
