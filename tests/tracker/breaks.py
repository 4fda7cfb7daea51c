"""What a client written for an older OpenAPI document would trip over in a newer one.

An answer may tell more, but nothing otherwise; a request may leave out more, but needs nothing new. A word that is new
in an answer counts as a break too: a generated client may know no case for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from operator import gt, lt
from typing import Any

from tests.tracker.openapi import at, operations

Part = dict[str, Any]
ANYTHING = {"array", "boolean", "integer", "null", "number", "object", "string"}
BOUNDS = {
    **dict.fromkeys(("minimum", "exclusiveMinimum", "minLength", "minItems"), gt),
    **dict.fromkeys(("maximum", "exclusiveMaximum", "maxLength", "maxItems"), lt),
}
"""Of what is sent, and which comparison with the older one makes the newer one narrower."""


def breaks(old: Part, new: Part) -> list[str]:
    """Each with the place where it stands: an operation, or a named schema and its field."""
    then, now = (dict(operations(inlined(document))) for document in (old, new))
    gone = {f"{where}: gone" for where in then.keys() - now.keys()}
    return sorted(gone | {found for where in then.keys() & now.keys() for found in _of_operation(where, then[where], now[where])})


def inlined(document: Part) -> Part:
    """The document with what is referred to in the place of each reference, which stays beside it as a name."""
    made: dict[str, Part] = {}

    def inline(part: Any) -> Any:
        if isinstance(part, list):
            return [inline(item) for item in part]
        if not isinstance(part, dict):
            return part
        if "$ref" not in part:
            return {name: inline(value) for name, value in part.items()}
        reference = part["$ref"]
        if reference not in made:
            made[reference] = {**inline(at(document, reference)), "$ref": reference}
        return made[reference]

    return {"paths": inline(document["paths"])}


def _of_operation(where: str, old: Part, new: Part) -> Iterator[str]:
    if old["operationId"] != new["operationId"]:
        yield f"{where}: is named {new['operationId']} instead of {old['operationId']}"
    if _is_open(old) and not _is_open(new):
        yield f"{where}: takes signing in"
    yield from _of_parameters(where, old, new)
    yield from _of_body(f"{where}: body", old.get("requestBody", {}), new.get("requestBody", {}))
    yield from _of_answers(where, _good(old), _good(new))


def _is_open(operation: Part) -> bool:
    return not operation.get("security") or {} in operation["security"]


def _good(operation: Part) -> Part:
    return {status: answer for status, answer in operation["responses"].items() if status.startswith("2")}


def _of_parameters(where: str, old: Part, new: Part) -> Iterator[str]:
    then, now = ({(part["in"], part["name"]): part for part in operation.get("parameters", [])} for operation in (old, new))
    yield from (f"{where}: {name} in the {place}: gone" for place, name in then.keys() - now.keys())
    for (place, name), part in now.items():
        here, before = f"{where}: {name} in the {place}", then.get((place, name), {})
        if part.get("required") and not before.get("required"):
            yield f"{here}: is required"
        if before:
            yield from (f"{here}: other {word}" for word in ("style", "explode") if part.get(word) != before.get(word))
            yield from _of_sent(here, before["schema"], part["schema"])


def _of_body(where: str, old: Part, new: Part) -> Iterator[str]:
    if new.get("required") and not old.get("required"):
        yield f"{where}: is required"
    yield from _of_content(where, old, new, _of_sent)


def _of_answers(where: str, old: Part, new: Part) -> Iterator[str]:
    yield from (f"{where}: answers {status} no more" for status in old.keys() - new.keys())
    yield from (f"{where}: answers {status} too" for status in new.keys() - old.keys())
    for status in old.keys() & new.keys():
        here = f"{where}: {status}"
        yield from (f"{here}: header {name}: gone" for name in old[status].get("headers", {}).keys() - new[status].get("headers", {}).keys())
        yield from _of_content(here, old[status], new[status], _of_answered)


def _of_content(where: str, old: Part, new: Part, of_schema: Callable[..., Iterator[str]]) -> Iterator[str]:
    then, now = old.get("content", {}), new.get("content", {})
    yield from (f"{where}: {media_type}: gone" for media_type in then.keys() - now.keys())
    for media_type in then.keys() & now.keys():
        yield from of_schema(where, then[media_type]["schema"], now[media_type]["schema"])


def _of_answered(where: str, old: Part, new: Part) -> Iterator[str]:
    where, old, new = _named(where, old), _plain(old), _plain(new)
    yield from (f"{where}: may be {kind}" for kind in _types(new) - _types(old))
    yield from _of_format(where, old, new)
    yield from _of_words(where, old, new)
    yield from (f"{where}: the word {word} is new in answers" for word in _words(new) - _words(old) if _words(old))
    if _words(old) and not _words(new):
        yield f"{where}: may be any word"
    yield from (f"{where}: may be left out: {name}" for name in _required(old) - _required(new) if name in new.get("properties", {}))
    yield from (f"{where}: may be {name}" for name in _variants(new).keys() - _variants(old).keys())
    yield from _of_parts(where, old, new, _of_answered)


def _of_sent(where: str, old: Part, new: Part) -> Iterator[str]:
    where, old, new = _named(where, old), _plain(old), _plain(new)
    yield from (f"{where}: may not be {kind}" for kind in _types(old) - _types(new))
    yield from _of_format(where, old, new)
    yield from _of_words(where, old, new)
    if _words(new) and not _words(old):
        yield f"{where}: takes certain words alone"
    yield from (f"{where}: is narrower: {bound}" for bound, narrower in BOUNDS.items() if _is_narrower(narrower, old.get(bound), new.get(bound)))
    if new.get("pattern", old.get("pattern")) != old.get("pattern"):
        yield f"{where}: has another pattern"
    if "default" in old and old["default"] != new.get("default"):
        yield f"{where}: has another default"
    if new.get("additionalProperties") is False and old.get("additionalProperties") is not False:
        yield f"{where}: takes no other fields"
    yield from (f"{where}: is required: {name}" for name in _required(new) - _required(old))
    yield from (f"{where}: may not be {name}" for name in _variants(old).keys() - _variants(new).keys())
    yield from _of_parts(where, old, new, _of_sent)


def _of_words(where: str, old: Part, new: Part) -> Iterator[str]:
    yield from (f"{where}: the word {word} is gone" for word in _words(old) - _words(new) if _words(new))


def _of_format(where: str, old: Part, new: Part) -> Iterator[str]:
    if old.get("format") != new.get("format"):
        yield f"{where}: has format {new.get('format')} instead of {old.get('format')}"


def _of_parts(where: str, old: Part, new: Part, of_schema: Callable[..., Iterator[str]]) -> Iterator[str]:
    """Fields, items, the values of a map, alternatives."""
    then, now = old.get("properties", {}), new.get("properties", {})
    yield from (f"{where}.{name}: gone" for name in then.keys() - now.keys())
    for name in then.keys() & now.keys():
        yield from of_schema(f"{where}.{name}", then[name], now[name])
    for key, step in (("items", "[]"), ("additionalProperties", ".*")):
        if isinstance(old.get(key), dict) and isinstance(new.get(key), dict):
            yield from of_schema(where + step, old[key], new[key])
    for name in _variants(old).keys() & _variants(new).keys():
        yield from of_schema(name, _variants(old)[name], _variants(new)[name])


# What a schema says, however it is put


def _named(where: str, schema: Part) -> str:
    return schema["$ref"].rpartition("/")[2] if "$ref" in schema else where


def _plain(schema: Part) -> Part:
    """With ``allOf``, and ``oneOf`` with null, merged into it. (A name that was lost on the way is no matter.)"""
    merged: Part = {}
    for part in schema.get("allOf", []):
        merged |= _plain(part)
    merged |= {name: value for name, value in schema.items() if name != "allOf"}
    choices = [part for part in schema.get("oneOf", []) if part != {"type": "null"}]
    if len(choices) == 1:
        merged |= _plain(choices[0])
        merged["type"] = sorted(_types(merged) | {"null"})
        del merged["oneOf"]
    return merged


def _types(schema: Part) -> set[str]:
    said = schema.get("type", [])
    types = {said} if isinstance(said, str) else set(said)
    return (types | {"integer"} if "number" in types else types) or ANYTHING


def _words(schema: Part) -> set[str]:
    return set(schema.get("enum", [schema["const"]] if "const" in schema else []))


def _required(schema: Part) -> set[str]:
    return set(schema.get("required", []))


def _variants(schema: Part) -> dict[str, Part]:
    return {_named(str(place), part): part for place, part in enumerate(schema.get("oneOf", []))}


def _is_narrower(narrower: Callable[[Any, Any], bool], old: Any, new: Any) -> bool:
    return new is not None and (old is None or narrower(new, old))
