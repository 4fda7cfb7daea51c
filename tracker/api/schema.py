"""The OpenAPI document: what the views declare, with the errors that every one of them can give."""

from __future__ import annotations

from inspect import getdoc
from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.utils import OpenApiResponse

from tracker.api.errors import KINDS, MEDIA_TYPE, ProblemSerializer

SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read one {one}",
    "create": "Add one {one}",
    "update": "Replace one {one}",
    "partial_update": "Change one {one}",
    "destroy": "Delete one {one}",
}


class ResourceSchema(AutoSchema):
    """Filters on details too (they take the question); every field of an answer is there; every error is listed."""

    def get_summary(self) -> str:
        """What is done to what, in a line; an action of another kind is named by the first sentence of its description."""
        words = SUMMARIES.get(getattr(self.view, "action", ""))
        if words is None:
            return self.get_description().partition(".")[0]
        model = self.view.queryset.model._meta  # type: ignore[attr-defined]  # a view of ours lists a model
        return words.format(one=model.verbose_name, many=model.verbose_name_plural)

    def get_filter_backends(self):
        return getattr(self.view, "filter_backends", [])

    def get_operation(self, *args: Any) -> Any:
        """Everybody may read, so reading names no security: a generated client then needs no token for it."""
        operation = super().get_operation(*args)
        return operation and {**operation, "security": [] if self.method == "GET" else operation["security"]}

    def get_response_serializers(self) -> Any:
        answer = super().get_response_serializers()
        errors = (400, 406, 500) if self._is_list_view(answer) else (400, 404, 406, 500)
        described = {(status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, KINDS[status][1]) for status in errors}
        return {200: answer, **described}

    def _map_basic_serializer(self, serializer, direction):
        schema = super()._map_basic_serializer(serializer, direction)
        if direction == "response":
            schema["required"] = sorted(schema.get("properties", {}))
        return schema


def describe_tags(result: dict[str, Any], generator: Any, **_: Any) -> dict[str, Any]:
    """A tag is a resource; it is described as the view is that lists it."""
    views: dict[str, Any] = {}
    for path, _regex, method, callback in generator.endpoints:
        if path in result["paths"]:  # else a page for people
            for tag in result["paths"][path][method.lower()]["tags"]:
                views.setdefault(tag, callback.cls)
    result["tags"] = [{"name": tag, "description": getdoc(view)} for tag, view in sorted(views.items())]
    return result


def name_enums_of_parameters(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A filter by a vocabulary refers to the vocabulary's component, so that a client has one type for both."""
    named = {tuple(component["enum"]): name for name, component in result["components"]["schemas"].items() if "enum" in component}
    for operations in result["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", []):
                items = parameter["schema"].get("items", {})
                if name := named.get(tuple(items.get("enum", []))):
                    parameter["schema"]["items"] = {"$ref": f"#/components/schemas/{name}"}
    return result
