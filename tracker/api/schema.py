"""The OpenAPI document: what the views declare, with the errors that every one of them can give."""

from __future__ import annotations

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from tracker.api.problems import KINDS, MEDIA_TYPE, ProblemSerializer


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
        described = {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, KINDS[status].title) for status in errors}
        return {200: answer, **described}

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        return schema
