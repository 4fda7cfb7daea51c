"""The operations of the OpenAPI document: what the views declare, the errors that each can give, the headers of each answer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from drf_spectacular.contrib.knox_auth_token import KnoxTokenScheme
from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent, build_array_type
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework.serializers import Field

from roadmaps.models.fields import SLUG
from tracker.api import descriptions, preconditions
from tracker.api.problems import KINDS, MEDIA_TYPE, ProblemSerializer

TEXT, NUMBER = {"type": "string"}, {"type": "integer", "minimum": 0}
Described = tuple[str, dict[str, Any], bool]
"""What it says, its schema, whether it is always there."""
HEADERS: dict[str, Described] = {
    "X-Request-ID": ("The id of this request, which the server's log has too.", {"type": "string", "format": "uuid"}, True),
    "ETag": ("To be sent in If-None-Match with the next reading, and in If-Match with the next change.", TEXT, True),
    "Retry-After": ("Seconds after which it is worth asking again.", NUMBER, True),
    "WWW-Authenticate": ("How to sign in.", TEXT, True),
    "RateLimit-Limit": ("Requests that are answered in a minute; left out where there is no limit, as the next two are.", NUMBER, False),
    "RateLimit-Remaining": ("How many of them are left.", NUMBER, False),
    "RateLimit-Reset": ("Seconds until the next minute begins.", NUMBER, False),
}
OF_PAGES: dict[str, Described] = {"ETag": (f"{HEADERS['ETag'][0]} What is streamed has one only where it is of one negotiation.", TEXT, False)}
DAY = {"type": "string", "format": "date"}
OF_EXPORTS: dict[str, Described] = {
    "Content-Disposition": ("Names the file of an export.", TEXT, False),
    "As-Of": ("Of an export: the day for which it answers.", DAY, False),
    "Known-On": ("Of an export: the day by which what counts was public.", DAY, False),
    "According-To": ("Of an export: the party whose word alone counts.", TEXT, False),
    "Revision": ("Of an export: the revision of its negotiation.", NUMBER, False),
}
ON_EVERY_ANSWER = ("X-Request-ID", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset")
OF_STATUS = {200: ("ETag",), 201: ("ETag",), 304: ("ETag",), 401: ("WWW-Authenticate",), 429: ("Retry-After",), 503: ("Retry-After",)}
ALWAYS = {401, 406, 429, 500, 503}
READING = {400, 414}
WRITING = {400, 403, 409, 413, 414}
SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read one {one}",
    "create": "Add one {one}",
    "update": "Replace one {one}",
    "partial_update": "Change one {one}",
    "destroy": "Delete one {one}",
}


class TokenScheme(KnoxTokenScheme):
    target_class = "tracker.api.authentication.SignedInByToken"
    name = "token"


class ProblemSchema(AutoSchema):
    """Adds to what a view declares every error that it can give, and the headers. Both are described once, as components."""

    def get_summary(self) -> str:
        """The first sentence of the description."""
        return self.get_description().partition(".")[0]

    def get_errors(self) -> set[int]:
        return ALWAYS | (READING if self.method == "GET" else WRITING)

    def _get_response_bodies(self, direction="response"):
        bodies = super()._get_response_bodies(direction)
        for status, body in bodies.items():
            if body["description"] in ("", "No response body"):
                body["description"] = descriptions.of_answer(self._action())
            body["headers"] = {**body.get("headers", {}), **self._headers_of(int(status))}
        if self.method == "GET":
            good = {"description": "What the reader has is still good; there is no body.", "headers": self._headers_of(304)}
            bodies["304"] = self._shared("NotModified", ResolvedComponent.RESPONSE, good)
        return {**bodies, **{str(status): self._problem(status) for status in sorted(self.get_errors())}}

    def _action(self) -> str:
        """What the view calls the operation; a view without a word for it (of one token) is named by its method."""
        return getattr(self.view, "action", None) or {"DELETE": "destroy"}[self.method]

    def _problem(self, status: int) -> dict[str, Any]:
        kind = KINDS[status]
        schema = self.resolve_serializer(ProblemSerializer, "response").ref
        described = {"description": kind.title, "headers": self._headers_of(status), "content": {MEDIA_TYPE: {"schema": schema}}}
        return self._shared(_camel(kind.name), ResolvedComponent.RESPONSE, described)

    def _headers_of(self, status: int) -> dict[str, Any]:
        return {name: self._header(name) for name in (*OF_STATUS.get(status, ()), *ON_EVERY_ANSWER)}

    def _header(self, name: str, among: dict[str, Described] = HEADERS) -> dict[str, Any]:
        described, schema, always = among[name]
        header = {"description": described, "required": always, "schema": schema}
        return self._shared(_camel(name) + ("" if among is HEADERS else "OfList"), ResolvedComponent.HEADER, header)

    def _shared(self, name: str, kind: str, described: dict[str, Any]) -> dict[str, Any]:
        component = ResolvedComponent(name, kind, schema=described, object=name)
        self.registry.register_on_missing(component)
        return component.ref


def _camel(name: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in name.split("-"))


class TokenSchema(ProblemSchema):
    def get_operation_id(self):
        return "tokens_current_destroy"

    def get_tags(self):
        return ["tokens"]

    def get_request_serializer(self):
        return None

    def get_response_serializers(self) -> Any:
        return {204: None}

    def get_errors(self):
        return ALWAYS


class ResourceSchema(ProblemSchema):
    """Filters on details too (they take the question); every field of an answer is there."""

    def get_summary(self) -> str:
        """What is done to what, in a line."""
        words = SUMMARIES.get(self._action())
        if words is None or getattr(self.view, "operation_id", None):
            return super().get_summary()
        model = self.view.queryset.model._meta  # type: ignore[attr-defined]  # a view of ours lists a model
        return words.format(one=model.verbose_name, many=model.verbose_name_plural)

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_operation(self, *args: Any) -> Any:
        """Everybody may read, so reading names no security: a generated client then needs no token for it."""
        operation = super().get_operation(*args)
        return operation and {**operation, "security": [] if self.method == "GET" else operation["security"]}

    def get_operation_id(self):
        """Read like a method's name: a question is named by its view, what is done besides as the view calls it."""
        named = getattr(self.view, "operation_id", "") or super().get_operation_id()
        return named.rpartition("_")[0] if self._is_judging() else named

    def get_override_parameters(self):
        return [*super().get_override_parameters(), *self._format(), *self._request_and_location_headers()]

    def get_response_serializers(self) -> Any:
        answer = super().get_response_serializers()
        if not self._exports():
            return answer
        streamed = OpenApiResponse(OpenApiTypes.STR, "All rows of the list, without pages.")
        return {(200, "application/json"): answer, **{(200, export.media_type): streamed for export in self._exports()}}

    def _exports(self) -> tuple[Any, ...]:
        """The formats in which a list is streamed."""
        return getattr(self.view, "exports", ()) if self._action() == "list" else ()

    def _format(self) -> Iterator[OpenApiParameter]:
        if streamed := [export.format for export in self._exports()]:
            described = (
                f"`{'` and `'.join(streamed)}` stream all rows of the list, without pages; or ask by `Accept`. "
                "The file is named for the list, its negotiation, its days and its revision; these stand in headers as well."
            )
            yield OpenApiParameter("format", enum=["json", *streamed], description=described)

    def _headers_of(self, status):
        """What is streamed need not have an ETag; its headers say what JSON says before its rows."""
        headers = super()._headers_of(status)
        if status != 200 or not self._exports():
            return headers
        return {**headers, "ETag": self._header("ETag", OF_PAGES), **{name: self._header(name, OF_EXPORTS) for name in OF_EXPORTS}}

    def _request_and_location_headers(self) -> Iterator[OpenApiParameter]:
        if self.method == "GET":
            known = "The ETag of what the reader has already; the answer is 304 while it is still good."
            yield OpenApiParameter("If-None-Match", str, OpenApiParameter.HEADER, description=known)
        if self._changes_one():
            asked = "The ETag of the version that you have read; 412 if it is not the newest, 428 if it is left out or `*`."
            yield OpenApiParameter(preconditions.HEADER, str, OpenApiParameter.HEADER, required=True, description=asked)
        if self._is_create_operation():
            where = "The address of the new record."
            yield OpenApiParameter(
                "Location", {"type": "string", "format": "uri"}, OpenApiParameter.HEADER, required=True, response=[201], description=where
            )

    def get_errors(self):
        found = set(super().get_errors())
        if "{" in self.path:
            found |= {404}
        if self._changes_one():
            found |= {412, 428}
        if self.method in ("PUT", "PATCH") or self._is_create_operation():
            found |= {415}  # else no body is read
        return found

    def _changes_one(self) -> bool:
        return self.method in ("PUT", "PATCH", "DELETE") or self._is_judging()

    def _is_judging(self) -> bool:
        """Done to a record by POST."""
        return self.method == "POST" and not self._is_create_operation()

    def _map_serializer_field(self, field, direction, bypass_extensions=False):
        """What is only read has no place in a request, nor has a component of its own there."""
        return None if direction == "request" and field.read_only else super()._map_serializer_field(field, direction, bypass_extensions)

    def _get_serializer_field_meta(self, field, direction):
        meta = super()._get_serializer_field_meta(field, direction)
        if isinstance(field, Field) and (described := descriptions.of_field(field)):
            meta.setdefault("description", described)
        return meta

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        else:
            schema["additionalProperties"] = False
        if described := descriptions.of_schema(serializer):
            schema.setdefault("description", described)
        return schema


class FileSchema(ResourceSchema):
    """Of an address that answers with a ZIP file."""

    def get_tags(self):
        return ["dataset"]

    def get_response_serializers(self):
        return {(200, "application/zip"): OpenApiResponse(OpenApiTypes.BINARY, "A Data Package: a CSV file for each table, and datapackage.json.")}


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
