"""How a table of the record looks as a file. The columns follow from the models; nothing is declared twice."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, cast

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import camel_case_to_spaces
from django.utils.translation import gettext as _

from roadmaps import models as record
from roadmaps.models import Record
from roadmaps.models.dates import DateSpanField
from roadmaps.models.fields import SLUG, SlugsField
from roadmaps.models.record import target_of

DESCRIPTION = "datapackage.json"
"""The file that makes a folder of tables a package."""
KEPT_BY_THE_DATABASE = {"version", "revision", "reported_on_last", "ledger_order", "search_text"}
"""What a file does not say: counters, and copies that follow from other columns."""


@dataclass(frozen=True)
class Column:
    field: models.Field

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def required(self) -> bool:
        return not self.field.blank and not self.field.null and not self.field.has_default()

    @property
    def target(self) -> type[Record] | None:
        """The table to which a link points."""
        return cast(type[Record], self.field.related_model) if self.field.is_relation else None

    @property
    def names(self) -> type[Record] | None:
        """The table whose keys it holds a set of."""
        return target_of(self.field) if isinstance(self.field, SlugsField) else None

    def to_text(self, instance: Record) -> str:
        value = getattr(instance, self.field.attname)
        match value:
            case None:
                return ""
            case bool():
                return "true" if value else "false"
            case Decimal():
                return f"{value.normalize():f}"
            case dict() | list():
                return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
        return str(value)

    def from_text(self, text: str):
        """The value that a cell means; ValidationError says what is wrong with it."""
        if isinstance(self.field, models.BooleanField):
            if text not in ("true", "false"):
                raise ValidationError(_("Write true or false."))
            return text == "true"
        if text == "":
            return None if self.field.null else self.field.get_default()
        if isinstance(self.field, models.JSONField):
            return self._structure(text)
        if self.target:
            return text
        if isinstance(self.field, (models.DecimalField, models.IntegerField)) and not text.isascii():
            raise ValidationError(_("Write a number with the digits 0–9."))
        return self.field.to_python(text)

    def _structure(self, text: str):
        """Of the shape that the field has, asked at once: nothing after this looks into what is nested a thousand deep."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise ValidationError(_("This is not JSON (%(error)s).") % {"error": error}) from None
        self.field.run_validators(value)
        return value

    def schema(self) -> dict:
        """The column as datapackage.json describes it."""
        described: dict = {"name": self.name, "type": self._type(), "title": str(self.field.verbose_name)}
        constraints: dict = {}
        if self.required:
            constraints["required"] = True
        if self.field.unique:
            constraints["unique"] = True
        if self.field.choices:
            constraints["enum"] = [value for value, _ in self.field.choices]
        if isinstance(self.field, SlugsField):
            constraints["pattern"] = f"{SLUG}( {SLUG})*"
        if isinstance(self.field, DateSpanField):
            constraints["pattern"] = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?"
        return {**described, "constraints": constraints} if constraints else described

    def _type(self) -> str:
        kinds = {models.BooleanField: "boolean", models.DecimalField: "number", models.IntegerField: "integer"}
        if isinstance(self.field, models.JSONField):
            return "array" if self.field.default is list else "object"
        return next((name for kind, name in kinds.items() if isinstance(self.field, kind)), "string")


@dataclass(frozen=True)
class Table:
    model: type[Record]

    @cached_property
    def name(self) -> str:
        """``status_claims`` for StatusClaim: the file's name without its suffix."""
        singular = camel_case_to_spaces(str(self.model._meta.object_name)).replace(" ", "_")
        return re.sub(r"y$", "ie", singular) + "s"

    @cached_property
    def columns(self) -> list[Column]:
        spans = [field for field in self.model._meta.private_fields if isinstance(field, DateSpanField)]
        halves = {field.first_column.name: field for field in spans} | {field.last_column.name: None for field in spans}
        fields = [halves.get(field.name, field) for field in self.model._meta.concrete_fields if field.name not in KEPT_BY_THE_DATABASE]
        return [Column(field) for field in fields if field]

    @cached_property
    def by_name(self) -> dict[str, Column]:
        return {column.name: column for column in self.columns}

    @cached_property
    def readers(self) -> list[tuple[str, str, Callable[[str], Any]]]:
        """Column, attribute, and what reads a cell: files say the same over and over, so what it means is remembered (but not what can be changed)."""
        plain = [(column, not isinstance(column.field, models.JSONField)) for column in self.columns]
        return [(column.name, column.field.attname, lru_cache(1000)(column.from_text) if same else column.from_text) for column, same in plain]

    @cached_property
    def links(self) -> list[tuple[Column, type[Record]]]:
        return [(column, column.target) for column in self.columns if column.target]

    def lines(self, records: Iterable[Record]) -> Iterator[list[str]]:
        """The header, and a line for each record."""
        yield [column.name for column in self.columns]
        for row in records:
            yield [column.to_text(row) for column in self.columns]

    @property
    def is_shared(self) -> bool:
        """Whether its rows stand under the catalogue, not under one negotiation."""
        return not self.model.home_paths


TABLES = [
    Table(model)
    for model in (
        record.Party,
        record.Speaker,
        record.Topic,
        record.Source,
        record.Negotiation,
        record.Term,
        record.Aim,
        record.RoadMap,
        record.RoadMapTitle,
        record.Succession,
        record.Summit,
        record.AgendaItem,
        record.Event,
        record.Statement,
        record.StatusClaim,
        record.Tally,
        record.Position,
        record.Poll,
        record.PollAnswer,
        record.Citation,
    )
]
"""Every table, those first to which others link."""
NAMED = {table.name: table for table in TABLES}
OF_MODEL = {table.model: table for table in TABLES}
