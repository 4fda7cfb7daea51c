"""How the values that several resources share look in JSON: links, dates, vocabularies, the record's own columns."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from roadmaps.models import (
    Aim,
    Citation,
    Event,
    Negotiation,
    Party,
    Poll,
    Position,
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
from roadmaps.models.dates import DateSpanField
from roadmaps.models.fields import TextsField, TranslationsField, WebAddressField
from roadmaps.questions.progress import UNRECORDED

LARGEST_INTEGER = 2**31 - 1
"""Of an integer column on PostgreSQL; SQLite would take more, and the contract would depend on it."""
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


def address_of(model: type, slug: str, request) -> str:
    return reverse(f"api:{RESOURCES[model][0]}-detail", kwargs={"slug": slug}, request=request)


def title_of(record) -> str:
    named = getattr(record, RESOURCES[type(record)][1])
    return str(named() if callable(named) else named)


class LinkSerializer(serializers.Serializer):
    """Another record: its key, what it is called, and where to read it."""

    slug = serializers.CharField()
    title = serializers.CharField(help_text="Empty where the title is not known.")
    url = serializers.URLField()


@extend_schema_field(LinkSerializer)
class LinkField(serializers.RelatedField):
    """A foreign key, read as a link."""

    def __init__(self, **options):
        super().__init__(read_only=True, **options)

    def to_representation(self, value) -> dict[str, str]:
        return {"slug": value.pk, "title": title_of(value), "url": address_of(type(value), value.pk, self.context.get("request"))}


@extend_schema_field(LinkSerializer(many=True))
class LinksField(serializers.Field):
    """A set of keys of a catalogue table, read as links. The titles are read once for the whole answer."""

    def __init__(self, model, **options):
        self.model = model
        super().__init__(read_only=True, **options)

    def to_representation(self, value: str) -> list[dict[str, str]]:
        titles, request = self.titles(), self.context.get("request")
        return [{"slug": slug, "title": titles.get(slug, ""), "url": address_of(self.model, slug, request)} for slug in value.split()]

    def titles(self) -> dict[str, str]:
        known = self.context["titles"]
        if self.model not in known:
            known[self.model] = dict(self.model.objects.values_list("slug", RESOURCES[self.model][1]))
        return known[self.model]


@extend_schema_field(
    {
        "type": "string",
        "description": "A day, a month, a year or a span between two days (ISO 8601-2). The two days stand beside it, as *_first and *_last.",
        "examples": ["2019-12-07", "2019-12", "2019", "2019-12-25/2019-12-31"],
    }
)
class SpanField(serializers.Field):
    """A date as exactly as it is known."""

    def to_representation(self, value) -> str:
        return str(value)


class WebAddressText(serializers.CharField):
    """A web address, letters of any script included, or empty; so no format that would exclude either."""

    def __init__(self, **options):
        options.pop("validators", None)  # what is read was validated when it was written
        super().__init__(**options)


@extend_schema_field({"type": "string", "format": "uri", "description": "The permanent address of this record."})
class AddressField(serializers.Field):
    """Where the record itself, or the one that ``source`` leads to, is read."""

    def __init__(self, source: str = "*", **options):
        super().__init__(source=source, read_only=True, **options)

    def to_representation(self, value) -> str:
        return address_of(type(value), value.pk, self.context.get("request"))


def days(name: str) -> tuple[str, str, str]:
    """The three fields of a date: as text, and its two days for programs."""
    return name, f"{name}_first", f"{name}_last"


# Comments, because a docstring here would describe every resource in the schema.


# What stands under another record (a title, an answer): it knows the columns of the record.
class RowSerializer(serializers.ModelSerializer):
    serializer_field_mapping = {
        **serializers.ModelSerializer.serializer_field_mapping,
        DateSpanField: SpanField,
        WebAddressField: WebAddressText,
        TextsField: serializers.ListField,
        TranslationsField: serializers.DictField,
    }

    def build_standard_field(self, field_name: str, model_field: Any):
        """As DRF builds it, but nullable where the column is (DRF forgets that of columns that are not edited), and the same on every database."""
        field_class, options = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, TextsField | TranslationsField):
            return field_class, {"child": serializers.CharField(), "read_only": True}
        if field_class is SpanField:
            return field_class, {"read_only": True, "allow_null": model_field.null}
        if "max_value" in options:
            options["max_value"] = min(options["max_value"], LARGEST_INTEGER)
        return field_class, {**options, "allow_null": True} if model_field.null else options


# A record with an address of its own.
class RecordSerializer(RowSerializer):
    url = AddressField()


class SourceLinkSerializer(RecordSerializer):
    """A source, with what a reader needs to judge and open it."""

    class Meta:
        model = Source
        fields = ("slug", "title", "url", "publisher", "web_address", "quality")


class CitedSourceSerializer(serializers.ModelSerializer):
    """A source, where in it, and a short quote."""

    slug = serializers.CharField(source="source.slug")
    title = serializers.CharField(source="source.title")
    url = AddressField(source="source")
    publisher = serializers.CharField(source="source.publisher")
    web_address = WebAddressText(source="source.web_address")
    quality = serializers.ChoiceField(source="source.quality", choices=SourceQuality.choices)

    class Meta:
        model = Citation
        fields = ("slug", "title", "url", "publisher", "web_address", "quality", "locator", "quote")
