"""How the values that several resources share look in JSON: links, dates, vocabularies, the record's own columns."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from functools import cache, partial
from typing import Any

from django.core.validators import RegexValidator
from django.db import models, router
from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail
from rest_framework.validators import UniqueValidator

from roadmaps.models import (
    Aim,
    Citation,
    DateSpan,
    Event,
    Negotiation,
    Party,
    Poll,
    Position,
    Record,
    RoadMap,
    Source,
    SourceQuality,
    Speaker,
    Statement,
    Status,
    StatusClaim,
    Summit,
    Tally,
    Term,
    Topic,
)
from roadmaps.models.dates import DateSpanField, worded
from roadmaps.models.fields import SLUG, TextsField, TranslationsField, WebAddressField
from roadmaps.models.record import FROZEN, no_such, value_at
from roadmaps.questions.progress import UNRECORDED
from tracker.api.paths import tellable
from tracker.api.selection import Selection
from tracker.api.serializers.values import Number, Text, TrueOrFalse, WholeNumber, Word

Context = Mapping[str, Any]
"""What an answer is told with beside the rows: the ``request``, the ``addresses`` of its host, the ``titles`` that were read, the ``question``."""
LANGUAGE = "en"
"""The API's."""
UNKNOWN_KEY, NOT_WRITTEN = "unknown_key", "not_written"
"""Codes of what is wrong, by which what is allowed is found."""
STATUS_OR_UNRECORDED = [*Status.choices, (UNRECORDED, _("unrecorded"))]

RESOURCES: dict[type, tuple[str, str]] = {
    Negotiation: ("negotiations", "title"),
    Party: ("parties", "name"),
    Speaker: ("speakers", "name"),
    Topic: ("topics", "title"),
    Term: ("terms", "label"),
    Aim: ("aims", "title"),
    RoadMap: ("road-maps", "title"),
    Summit: ("summits", "title"),
    Event: ("events", "title"),
    Source: ("sources", "title"),
    Statement: ("statements", "__str__"),
    StatusClaim: ("status-claims", "__str__"),
    Tally: ("tallies", "__str__"),
    Position: ("positions", "__str__"),
    Poll: ("polls", "question"),
}
"""Where a record of a model is read, and what names it in a link."""


class Addresses(dict[type, str]):
    """Of each model where its list is read, looked up once for an answer: a page of links has thousands of addresses."""

    def __init__(self, origin: str = ""):
        self.origin = origin

    def __missing__(self, model: type) -> str:
        self[model] = self.origin + _path_of_all(RESOURCES[model][0], get_script_prefix())
        return self[model]


@cache
def _path_of_all(resource: str, script_prefix: str) -> str:
    return reverse(f"api:{resource}-list")


def address_of(model: type, slug: str, context: Context) -> str:
    return f"{context['addresses'][model]}{slug}/"


def columns_of_title(model: type[Record]) -> tuple[str, ...]:
    """The columns, over links too, by which a record is named in a link."""
    name = RESOURCES[model][1]
    return model.named_by if name == "__str__" else (name,)


def titled(model: type[Record]) -> Callable[..., str]:
    """Makes the title of these columns' values."""
    return partial(model.named, language=LANGUAGE) if RESOURCES[model][1] == "__str__" else str


def title_of(record: Record) -> str:
    named = getattr(record, RESOURCES[type(record)][1])
    return str(named() if callable(named) else named)


class Told:
    """For fields that tell of columns of their own choice. ``reads`` names them, as paths below the field's source; ``tell`` makes of their values what is shown.

    So what a serializer shows of a record and what tracker.api.projection makes of selected columns is made by the same code.
    """

    reads: tuple[str, ...] = ()
    context: Context

    def columns(self, path: str) -> list[str]:
        """The columns, where the source of the field is at ``path``."""
        return [f"{path}__{name}" if path else name for name in self.reads]

    def tell(self, context: Context, *values: Any) -> Any:
        """Of values of which the first is None: usually None."""
        raise NotImplementedError

    def to_representation(self, value: Any) -> Any:
        return self.tell(self.context, *(value_at(value, path) for path in self.reads))


class LinkSerializer(serializers.Serializer):
    """Another record: its key, what it is called, and where to read it."""

    slug = serializers.CharField()
    title = serializers.CharField(help_text="Empty where the title is not known.")
    url = serializers.URLField()


class LinkField(Told, serializers.RelatedField):
    """A foreign key: read as a link, written as the slug of a record of ``model``; without a model, or over other links, it is only read."""

    def __init__(self, model: type[Record] | None = None, **options):
        self.model = model
        self.titled = titled(model) if model else None
        if model is None or "." in options.get("source", ""):
            options["read_only"] = True
        elif options.get("allow_null"):
            options.setdefault("default", None)
        super().__init__(**options)

    @property
    def reads(self):
        return ("slug", *columns_of_title(self.model))

    def get_queryset(self):
        return self.model and self.model._base_manager.all()

    def run_validation(self, data=serializers.empty):
        """Past DRF's, for which an empty text is null."""
        return serializers.Field.run_validation(self, data)

    def to_internal_value(self, data) -> Record:
        slug = slug_in(data)
        record = self.get_queryset().filter(pk=slug).first()
        if record is None:
            raise serializers.ValidationError(no_such(self.model, slug), code=UNKNOWN_KEY)
        return record

    def to_representation(self, value: Any) -> Any:
        """Of whatever kind the record is."""
        return {"slug": value.pk, "title": title_of(value), "url": address_of(type(value), value.pk, self.context)}

    def tell(self, context, slug, *title):
        return None if slug is None else {"slug": slug, "title": self.titled(*title), "url": address_of(self.model, slug, context)}


class KeyField(LinkField):
    """A foreign key of which other fields tell more: the slug alone, read and written."""

    reads = ("slug",)

    def to_representation(self, value: Any) -> str:
        return value.pk

    def tell(self, context, slug):
        return slug


class LinksField(Told, serializers.Field):
    """A set of keys of a catalogue table: read as links, written as a list of slugs. The titles are read once for the whole answer."""

    def __init__(self, model: type[Record], **options):
        self.model = model
        if not options.get("read_only"):
            options.setdefault("default", list)
        super().__init__(**options)

    def to_internal_value(self, data) -> list[str]:
        """Whether each of them exists, the record itself asks."""
        if not isinstance(data, list):
            raise serializers.ValidationError("Write a list of slugs.", code="invalid")
        return [slug_in(slug) for slug in data]

    def columns(self, path):
        return [path]

    def to_representation(self, value: str) -> list[dict[str, str]]:
        return self.tell(self.context, value)

    def tell(self, context, slugs):
        titles = self.titles(context) if slugs else {}
        return [{"slug": slug, "title": titles.get(slug, ""), "url": address_of(self.model, slug, context)} for slug in slugs.split()]

    def titles(self, context: Context) -> dict[str, str]:
        known = context["titles"]
        if self.model not in known:
            known[self.model] = dict(_titles(self.model, router.db_for_read(self.model)).rows({}))
        return known[self.model]


@cache
def _titles(model: type[Record], alias: str) -> Selection:
    return Selection(model._base_manager.using(alias).order_by().values_list("slug", RESOURCES[model][1]))


def slug_in(data: Any) -> str:
    """``data``, which must be the slug of some record."""
    if not isinstance(data, str) or not re.fullmatch(SLUG, data):
        raise serializers.ValidationError("Write the slug of a record: lower-case letters a–z and digits, joined by single hyphens.", code="invalid")
    return data


@extend_schema_field(
    {
        "type": "string",
        "description": "A day, a month, a year or a span between two days (ISO 8601-2). The two days stand beside it, as *_first and *_last.",
        "examples": ["2019-12-07", "2019-12", "2019", "2019-12-25/2019-12-31"],
    }
)
class SpanField(Told, serializers.Field):
    """A date as exactly as it is known."""

    def to_internal_value(self, data) -> DateSpan:
        try:
            if not isinstance(data, str) or data != data.strip():
                raise ValueError(f"Write a date as text: {DateSpan.ALLOWED}")
            return DateSpan.parse(data)
        except ValueError as error:
            raise serializers.ValidationError(str(error), code="invalid") from None

    def columns(self, path):
        return [f"{path}_first", f"{path}_last"]

    def to_representation(self, value: DateSpan) -> str:
        return str(value)

    def tell(self, context, first, last):
        return worded(first, last)


class AskedDayField(Told, serializers.DateField):
    """A day of the question."""

    def __init__(self, **options):
        super().__init__(source="*", read_only=True, **options)

    def tell(self, context):
        day = context["question"][self.field_name]
        return day and day.isoformat()


class AskedPartyField(Told, serializers.CharField):
    """The party that the question names."""

    def __init__(self, **options):
        super().__init__(source="*", read_only=True, allow_null=True, **options)

    def tell(self, context):
        return context["question"]["according_to"]


class WebAddressText(Text):
    """A web address, letters of any script included, or empty; so no format that would exclude either. What it may be, the record says."""

    def __init__(self, **options):
        options.pop("validators", None)
        super().__init__(**options)


@extend_schema_field({"type": "string", "format": "uri", "description": "The permanent address of this record."})
class AddressField(Told, serializers.Field):
    """Where the record itself, or the one of ``model`` that ``source`` leads to, is read."""

    reads = ("slug",)

    def __init__(self, model: type[Record] | None = None, source: str = "*", **options):
        self.model = model
        super().__init__(source=source, read_only=True, **options)

    def tell(self, context, slug):
        return address_of(self.model or self.parent.Meta.model, slug, context)


def days(name: str) -> tuple[str, str, str]:
    """The three fields of a date: as text, and its two days for programs."""
    return name, f"{name}_first", f"{name}_last"


# Comments, because a docstring here would describe every resource in the schema.


# What stands under another record (a title, an answer): it knows the columns of the record, and takes no field that it does not know.
class RowSerializer(serializers.ModelSerializer):
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.CharField: Text,
        models.TextField: Text,
        models.PositiveIntegerField: WholeNumber,
        models.BigIntegerField: WholeNumber,
        models.BooleanField: TrueOrFalse,
        models.DecimalField: Number,
        DateSpanField: SpanField,
        WebAddressField: WebAddressText,
        TextsField: serializers.ListField,
        TranslationsField: serializers.DictField,
    }
    serializer_choice_field = Word

    def get_fields(self):
        """Found out once for each class: it takes a millisecond, and many are made for one answer."""
        return deepcopy(_fields_of(type(self)))

    def build_standard_field(self, field_name: str, model_field: Any):
        """As DRF builds it, but with the column's default for what is left out, nullable where the column is, and the same on every database.

        What must be unique is asked under the lock, by the record itself.
        """
        field_class, options = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, TextsField | TranslationsField):
            return field_class, {"child": Text(), "default": model_field.default}
        if field_class is SpanField:
            options = {"read_only": not model_field.editable}
        if model_field.primary_key:
            options["trim_whitespace"] = False
            if model_field.model.parent:
                options["required"] = False  # the parent numbers it
        is_asked_elsewhere = (UniqueValidator, RegexValidator) if model_field.blank else UniqueValidator  # a pattern would refuse the empty text
        options["validators"] = [check for check in options.get("validators", ()) if not isinstance(check, is_asked_elsewhere)]
        if model_field.null:
            options["allow_null"] = True
        if model_field.editable and (model_field.has_default() or model_field.null):
            options |= {"default": model_field.get_default(), "required": False}
        return field_class, options

    def get_validators(self):
        """Constraints are the record's to ask."""
        return []

    def to_internal_value(self, data):
        """Names what is unknown, and what follows from the rest, together with everything else that is wrong."""
        if not isinstance(data, dict):
            return super().to_internal_value(data)
        errors = {**self._not_written(data), **self._missing(data)}
        try:
            taken = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors |= error.detail
        if errors:
            raise serializers.ValidationError(errors)
        return taken

    def _not_written(self, data: dict) -> dict[str, list[ErrorDetail]]:
        writable = self.writable_fields()
        return {name: [ErrorDetail(self.why_not_written(name), NOT_WRITTEN)] for name in data if name not in writable}

    def _missing(self, data: dict) -> dict[str, list[ErrorDetail]]:
        """Of a row: it is always given whole, also where the record around it is given in part."""
        if self.parent is None:
            return {}
        needed = [name for name, field in self.writable_fields().items() if field.required and name not in data]
        return {name: [ErrorDetail(str(self.fields[name].error_messages["required"]), "required")] for name in needed}

    def writable_fields(self) -> dict[str, serializers.Field]:
        return {name: field for name, field in self.fields.items() if not field.read_only}

    def why_not_written(self, name: str) -> str:
        if name in self.fields:
            return f"“{name}” follows from the rest: leave it out."
        return f"There is no field “{tellable(name)}” here."


@cache
def _fields_of(serializer: Any) -> dict[str, serializers.Field]:
    return serializers.ModelSerializer.get_fields(serializer())


# A record with an address of its own.
class RecordSerializer(RowSerializer):
    url = AddressField()

    def to_internal_value(self, data):
        """Refuses what is frozen before a lock is taken: the way to the negotiation whose lock that is leads over it."""
        given = super().to_internal_value(data)
        if self.instance is not None and (changed := dict(self._changed_though_frozen(self.instance, given))):
            raise serializers.ValidationError(changed, code="frozen")
        return given

    def _changed_though_frozen(self, record: Any, given: dict) -> Iterator[tuple[str, Any]]:
        for name, field in self.writable_fields().items():
            if field.source in record.frozen and field.source in given:
                stored = getattr(record, record._meta.get_field(field.source).attname)
                if getattr(given[field.source], "pk", given[field.source]) != stored:
                    yield name, FROZEN % stored


class EachOnce(serializers.ListSerializer):
    """A source that is cited twice is one source."""

    def to_representation(self, data):
        return self.gathered(super().to_representation(data))

    @staticmethod
    def gathered(told: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return list({row["slug"]: row for row in told}.values())


class SourceLinkSerializer(RowSerializer):
    """A source, with what a reader needs to judge and open it."""

    slug = KeyField(Source, source="source")
    title = serializers.CharField(source="source.title", read_only=True)
    url = AddressField(Source, source="source")
    publisher = serializers.CharField(source="source.publisher", read_only=True)
    web_address = WebAddressText(source="source.web_address", read_only=True)
    quality = serializers.ChoiceField(source="source.quality", choices=SourceQuality.choices, read_only=True)

    class Meta:
        model = Citation
        fields: tuple[str, ...] = ("slug", "title", "url", "publisher", "web_address", "quality")
        list_serializer_class = EachOnce


class CitedSourceSerializer(SourceLinkSerializer):
    """A source, where in it, and a short quote."""

    class Meta:
        model = Citation
        fields = (*SourceLinkSerializer.Meta.fields, "locator", "quote")
        known_by = (("source", "locator"), ("source",))


def cited_sources(source: str = "citations", **options) -> serializers.BaseSerializer:
    """The sources on which a record rests, written with it."""
    return CitedSourceSerializer(source=source, many=True, default=list, **options)
