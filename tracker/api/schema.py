"""The OpenAPI document: what the views declare, with the errors that every one of them can give, and the headers of each answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse

from tracker.api.problems import KINDS, MEDIA_TYPE, ProblemSerializer

ALWAYS = {406, 429, 500, 503}
WRITING = {400, 401, 403, 409, 413, 415}
CHANGING_ONE = {404, 412, 428}
"""What changes one record can give beside."""
NOTHING = {204: OpenApiResponse(description="Done; there is no body.")}


class TokenScheme(KnoxTokenScheme):
    target_class = "tracker.api.authentication.SignedInByToken"
    name = "token"


def _header(name: str, described: str, statuses: Iterable[int | str], kind: type = str) -> OpenApiParameter:
    return OpenApiParameter(
        name, kind, OpenApiParameter.HEADER, description=described, required=True, response=[str(status) for status in statuses]
    )  # fmt: skip


class ProblemSchema(AutoSchema):
    """Lists every error that the operation can give, as a problem."""

    def get_errors(self) -> set[int]:
        return ALWAYS | ({400, 401, 414} if self.method == "GET" else WRITING)

    def get_answers(self) -> dict[int, Any]:
        declared: Any = super().get_response_serializers()
        if isinstance(declared, dict):
            return declared
        if self.method == "DELETE":
            return NOTHING
        return {201 if self.method == "POST" else 200: declared}

    def get_response_serializers(self) -> Any:
        problems = {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, KINDS[status].title) for status in sorted(self.get_errors())}
        return {**self.get_answers(), **problems}


class ResourceSchema(ProblemSchema):
    """Filters on details too (they take the question); every field of an answer is there."""

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_auth(self):
        """Everybody may read; the library sees that of its own permission classes only."""
        return [*super().get_auth(), *([{}] if self.method == "GET" else [])]

    def get_errors(self):
        return super().get_errors() | ({404} if "{" in self.path else set()) | (CHANGING_ONE if self.method in ("PUT", "PATCH", "DELETE") else set())

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        return schema


class TokenSchema(ProblemSchema):
    def get_operation_id(self):
        return "tokens_current_destroy"

    def get_tags(self):
        return ["tokens"]

    def get_answers(self):
        return NOTHING

    def get_request_serializer(self):
        return None

    def get_errors(self):
        return ALWAYS | {401}
