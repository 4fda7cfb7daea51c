"""How what was written looks in JSON: an entry for each record, of the type of its resource."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerExtension
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Record
from roadmaps.written import MODELS, Change, Kind
from tracker.api.serializers.fields import address_of
from tracker.api.serializers.stored import STORED


class ChangeSerializer(serializers.Serializer):
    """A record that was written since the revision asked about."""

    revision = serializers.IntegerField(source="written.revision", help_text="The last one at which it was written.")
    kind = serializers.ChoiceField(choices=Kind.choices, help_text="What became of it since the revision asked about.")
    slug = serializers.CharField(source="written.slug")
    url = serializers.SerializerMethodField(help_text="Where it is read, unless it was deleted.")
    version = serializers.IntegerField(source="record.version", default=None, allow_null=True, help_text="Null when it was deleted.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, change: Change) -> str:
        return address_of(change.written.model, change.written.slug, self.context)


def of(model: type[Record]) -> type[ChangeSerializer]:
    """The entries of one resource, told from those of others by ``resource``."""
    resource = extend_schema_field({"type": "string", "const": model.route})(type("ResourceField", (serializers.CharField,), {}))
    fields = {
        "resource": resource(source="written.model.route"),
        "record": STORED[model](allow_null=True, help_text="As it is stored now, with the rows under it; null when it was deleted."),
        "__doc__": f"One {model._meta.verbose_name} that was written.",
        "__module__": __name__,
    }
    return type(f"{model._meta.object_name}ChangeSerializer", (ChangeSerializer,), fields)


CHANGES = {model: of(model) for model in MODELS}


class AnyChangeSerializer(serializers.BaseSerializer):
    """An entry of whatever resource."""

    @cached_property
    def entries(self) -> dict[type[Record], ChangeSerializer]:
        """One for each model, as its fields are made once and serve every entry."""
        return {model: entry(context=self.context) for model, entry in CHANGES.items()}

    def to_representation(self, change: Change) -> Any:
        return self.entries[change.written.model].to_representation(change)


class AnyChange(OpenApiSerializerExtension):
    """Told apart by ``resource``."""

    target_class = AnyChangeSerializer

    def get_name(self, auto_schema, direction):
        return "Change"

    def map_serializer(self, auto_schema, direction):
        told = {model.route: auto_schema.resolve_serializer(entry, direction).ref for model, entry in CHANGES.items()}
        mapping = {route: ref["$ref"] for route, ref in told.items()}
        return {"oneOf": list(told.values()), "discriminator": {"propertyName": "resource", "mapping": mapping}}
