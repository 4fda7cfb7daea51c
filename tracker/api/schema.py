"""The OpenAPI document: what the views declare, with the errors that every one of them can give."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse

from tracker.api.errors import KINDS, MEDIA_TYPE, ProblemSerializer


class ResourceSchema(AutoSchema):
    """Filters on details too (they take the question); every field of an answer is there; every error is listed."""

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_operation_id(self):
        """A question is named by its view."""
        return getattr(self.view, "operation_id", "") or super().get_operation_id()

    def get_auth(self):
        """Everybody may read; the library sees that of its own permission classes only."""
        return [*super().get_auth(), *([{}] if self.method == "GET" else [])]

    def get_response_serializers(self) -> Any:
        errors = (400, 404, 406, 500) if "{" in self.path else (400, 406, 500)
        described = {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, KINDS[status][1]) for status in errors}
        return {**self.good_answer(), **described}

    def good_answer(self) -> dict[Any, Any]:
        return {200: super().get_response_serializers()}

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        return schema


class FileSchema(ResourceSchema):
    """Of an address that answers with a ZIP file."""

    def get_tags(self):
        return ["dataset"]

    def good_answer(self):
        return {(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY, "A Data Package: a CSV file for each table, and datapackage.json.")}
