"""The OpenAPI document as a whole: what holds for every operation, its tags, one name for each vocabulary. Hooks of drf-spectacular."""

from __future__ import annotations

from collections.abc import Iterator
from inspect import getdoc
from typing import Any

from tracker.api.examples import read_examples
from tracker.api.limits import BODY, DEPTH, PARAMETERS, QUERY
from tracker.api.pagination import PAGE_CEILING

DESCRIPTION = f"""

Everybody may read, pages of other sites too. Who writes signs in with a token, made at the desk or by `manage.py token`, and sent as
`Authorization: Bearer …`; or with the session of the desk and its CSRF token.

Every error is `application/problem+json`, and its `type` an address that explains it. Every answer that is not streamed has an ETag; send it in
`If-None-Match`, and what has not changed is a 304.

Limits: a body of {BODY:,} bytes, nested {DEPTH} deep, each name once in an object; a query of {QUERY:,} characters and {PARAMETERS} parameters;
a page of {PAGE_CEILING} rows. How many requests a minute are answered stands in `RateLimit-Limit`: as a rule 600 from an address, 1,200 of
an account.

The examples are of the record that comes with the software; of every list they show the first entry.
"""


def describe(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """A hook of drf-spectacular: what holds for every operation."""
    result["info"]["description"] += DESCRIPTION.rstrip()
    return result


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


def add_examples(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Beside each body that is described: the examples that are named after its schema, or after the answer that several operations share."""
    examples = read_examples()
    result["components"]["examples"] = {name: {"value": value} for name, value in examples.items()}
    for name, media_type in _bodies(result):
        if shown := [example for example in examples if example.partition(".")[0] == name]:
            media_type["examples"] = {example: {"$ref": f"#/components/examples/{example}"} for example in shown}
    return result


def _bodies(result: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, answer in result["components"]["responses"].items():
        yield from ((name, media_type) for media_type in answer.get("content", {}).values())
    for operations in result["paths"].values():
        for operation in operations.values():
            for body in (operation.get("requestBody", {}), *operation["responses"].values()):
                yield from ((_schema_of(media_type), media_type) for media_type in body.get("content", {}).values())


def _schema_of(media_type: dict[str, Any]) -> str:
    """Its name; of a change in part that of the whole record, which is a good change as well."""
    return media_type["schema"].get("$ref", "").rpartition("/")[2].removeprefix("Patched")
