"""The OpenAPI document: what the views declare, with the errors that every one of them can give."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from tracker.api.errors import KINDS, MEDIA_TYPE, ProblemSerializer
from tracker.api.exports import EXPORTS

FORMAT = OpenApiParameter(
    "format",
    enum=["json", *(export.format for export in EXPORTS)],
    description="`csv` and `ndjson` stream all rows of the list, without pages; or ask by `Accept`. "
    "The file is named for the list, its negotiation, its dates and its revision; these stand in headers as well.",
)


class ResourceSchema(AutoSchema):
    """Filters on details too (they take the question); every field of an answer is there; every error is listed."""

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_auth(self):
        """Everybody may read; the library sees that of its own permission classes only."""
        return [*super().get_auth(), *([{}] if self.method == "GET" else [])]

    def get_response_serializers(self) -> Any:
        answer = super().get_response_serializers()
        errors = (400, 406, 500) if self._is_list_view(answer) else (400, 404, 406, 500)
        if self._is_list_view(answer):
            streamed = OpenApiResponse(OpenApiTypes.STR, "All rows of the list, without pages.")
            answers: dict[Any, Any] = {(200, "application/json"): answer, **{(200, export.media_type): streamed for export in EXPORTS}}
        else:
            answers = {200: answer}
        described = {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, KINDS[status][1]) for status in errors}
        return {**answers, **described}

    def get_override_parameters(self):
        return [FORMAT] if self._is_list_view() else []

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        return schema
