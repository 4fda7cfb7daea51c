"""The OpenAPI document: what the views declare, with the errors that every one of them can give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import build_array_type
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from roadmaps.models.fields import SLUG
from tracker.api import preconditions
from tracker.api.errors import KINDS, MEDIA_TYPE, ProblemSerializer

READING, WRITING = (400, 406, 500), (400, 401, 403, 406, 409, 415, 500)


class ResourceSchema(AutoSchema):
    """Filters on details too (they take the question); every field of an answer is there; every error is listed."""

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_auth(self):
        """Everybody may read; the library sees that of its own permission classes only."""
        return [*super().get_auth(), *([{}] if self.method == "GET" else [])]

    def get_operation_id(self):
        """Read like a method's name: what a view does besides is called as the view calls it."""
        named = super().get_operation_id()
        return named.rpartition("_")[0] if self._is_judging() else named

    def get_override_parameters(self):
        return [*super().get_override_parameters(), *self._headers()]

    def _headers(self) -> Iterator[OpenApiParameter]:
        if self._changes_one():
            asked = "The ETag of the version that you have read; 412 if it is not the newest, 428 if it is left out or `*`."
            yield OpenApiParameter(preconditions.HEADER, str, OpenApiParameter.HEADER, required=True, description=asked)
        if self.method in ("POST", "PUT", "PATCH"):
            tag = "To be sent in If-Match with the next change."
            yield OpenApiParameter(
                "ETag", str, OpenApiParameter.HEADER, required=True, response=[201 if self._is_create_operation() else 200], description=tag
            )
        if self._is_create_operation():
            where = "The address of the new record."
            yield OpenApiParameter(
                "Location", {"type": "string", "format": "uri"}, OpenApiParameter.HEADER, required=True, response=[201], description=where
            )

    def _get_response_bodies(self, direction="response"):
        """Whatever a view declares for its answers, it can give these errors too."""
        bodies = super()._get_response_bodies(direction)
        for status in self._errors():
            described = OpenApiResponse(ProblemSerializer, KINDS[status][1])
            bodies[str(status)] = self._get_response_for_code(described, str(status), [MEDIA_TYPE])
        return bodies

    def _errors(self) -> list[int]:
        found = set(READING if self.method == "GET" else WRITING)
        if not (self._is_create_operation() or (self.method == "GET" and self._is_list_view())):
            found |= {404}
        if self._changes_one():
            found |= {412, 428}
        if self.method == "DELETE" or self._is_judging():
            found -= {415}  # no body is read
        return sorted(found)

    def _changes_one(self) -> bool:
        return self.method in ("PUT", "PATCH", "DELETE") or self._is_judging()

    def _is_judging(self) -> bool:
        """Done to a record by POST."""
        return self.method == "POST" and not self._is_create_operation()

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        """What is only read has no place in a request, nor has a component of its own there."""
        return None if direction == "request" and field.read_only else super()._map_serializer_field(field, direction, bypass_extensions)

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        else:
            schema["additionalProperties"] = False
        return schema


KEY = {"type": "string", "pattern": f"^{SLUG}$"}


class LinkIsWrittenAsSlug(OpenApiSerializerFieldExtension):
    target_class = "tracker.api.serializers.fields.LinkField"

    def map_serializer_field(self, auto_schema, direction):
        return dict(KEY) if direction == "request" else _link(auto_schema)


class KeyIsASlug(OpenApiSerializerFieldExtension):
    target_class = "tracker.api.serializers.fields.KeyField"

    def map_serializer_field(self, auto_schema, direction):
        return dict(KEY) if direction == "request" else {"type": "string"}


class LinksAreWrittenAsSlugs(OpenApiSerializerFieldExtension):
    target_class = "tracker.api.serializers.fields.LinksField"

    def map_serializer_field(self, auto_schema, direction):
        return build_array_type(dict(KEY) if direction == "request" else _link(auto_schema))


def _link(auto_schema) -> dict[str, Any]:
    from tracker.api.serializers.fields import LinkSerializer  # the serializers' views name this module

    return auto_schema.resolve_serializer(LinkSerializer, "response").ref
