"""A client written for the last release still works: the OpenAPI document only takes less and tells more.

Who releases a version copies openapi.yaml to released/openapi-<version>.yaml in place of the one there, and empties KNOWN.
"""

from copy import deepcopy

import pytest

from tests.tracker.breaks import breaks
from tests.tracker.openapi import ROOT, committed, read_document

(RELEASED,) = (ROOT / "tests/tracker/released").glob("openapi-*.yaml")
REPEATED = "May be given several times now. One value is sent as before; a generated client takes a list."
KNOWN = {
    "get /api/v1/events/: due_on in the query: may not be string": REPEATED,
    "get /api/v1/events/: happened_on in the query: may not be string": REPEATED,
    "get /api/v1/polls/: fielded_on in the query: may not be string": REPEATED,
    "get /api/v1/positions/: held_on in the query: may not be string": REPEATED,
    "get /api/v1/sources/: published_on in the query: may not be string": REPEATED,
    "get /api/v1/statements/: reported_on in the query: may not be string": REPEATED,
    "get /api/v1/statements/: said_on in the query: may not be string": REPEATED,
    "get /api/v1/status-claims/: effective_on in the query: may not be string": REPEATED,
    "get /api/v1/summits/: held_on in the query: may not be string": REPEATED,
    "get /api/v1/tallies/: counted_on in the query: may not be string": REPEATED,
}
"""Breaks that were decided upon, each with its reason; CHANGELOG.md tells of them."""


def test_nothing_that_was_released_is_broken_but_what_was_decided():
    assert breaks(read_document(RELEASED), committed()) == sorted(KNOWN)


def test_the_document_of_the_last_release_is_kept_unchanged():
    released = read_document(RELEASED)["info"]["version"]
    assert RELEASED.name == f"openapi-{released}.yaml"
    headings = [line for line in (ROOT / "CHANGELOG.md").read_text().splitlines() if line.startswith("## ") and line != "## Unreleased"]
    assert headings[0].startswith(f"## {released} ")


TALKS = {
    "paths": {
        "/talks/": {
            "post": {
                "operationId": "talks_create",
                "security": [{"token": []}, {}],
                "parameters": [
                    {"name": "kind", "in": "query", "schema": {"type": "array", "items": {"$ref": "#/components/schemas/Kind"}}},
                    {"name": "order", "in": "query", "schema": {"type": "string", "enum": ["on", "title"]}},
                    {"name": "size", "in": "query", "schema": {"type": "integer", "minimum": 1, "maximum": 500, "default": 100}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/TalkRequest"}}}},
                "responses": {
                    "201": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Talk"}}, "text/csv": {"schema": {"type": "string"}}},
                    },
                    "400": {"content": {}},
                },
            }
        }
    },
    "components": {
        "schemas": {
            "Kind": {"type": "string", "enum": ["open", "closed"]},
            "Place": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}},
            "Visit": {"type": "object", "properties": {"length": {"type": "integer"}}},
            "Talk": {
                "type": "object",
                "required": ["title", "place", "kind"],
                "properties": {
                    "title": {"type": "string"},
                    "on": {"type": "string", "format": "date"},
                    "place": {"allOf": [{"$ref": "#/components/schemas/Place"}], "description": "Where."},
                    "visits": {"type": "array", "items": {"$ref": "#/components/schemas/Visit"}},
                    "names": {"type": "object", "additionalProperties": {"type": "string"}},
                    "kind": {"$ref": "#/components/schemas/Kind"},
                    "subject": {"oneOf": [{"$ref": "#/components/schemas/Place"}, {"$ref": "#/components/schemas/Visit"}]},
                },
            },
            "TalkRequest": {
                "type": "object",
                "required": ["title"],
                "properties": {
                    "title": {"type": "string", "maxLength": 200},
                    "on": {"type": ["string", "null"]},
                    "subject": {"oneOf": [{"$ref": "#/components/schemas/Place"}, {"$ref": "#/components/schemas/Visit"}]},
                },
            },
        }
    },
}  # fmt: skip


class Doctored:
    """The document of the talks, to be changed by a test."""

    def __init__(self):
        self.document = deepcopy(TALKS)
        self.path = self.document["paths"]["/talks/"]
        self.operation = self.path["post"]
        self.kind, self.order, self.size = (parameter["schema"] for parameter in self.operation["parameters"])
        self.good = self.operation["responses"]["201"]
        self.schemas = self.document["components"]["schemas"]
        self.shown, self.sent = (self.schemas[name]["properties"] for name in ("Talk", "TalkRequest"))


BREAKS = {
    "post /talks/: gone": lambda it: it.path.clear(),
    "post /talks/: is named talks_add instead of talks_create": lambda it: it.operation.update(operationId="talks_add"),
    "post /talks/: takes signing in": lambda it: it.operation.update(security=[{"token": []}]),
    "post /talks/: kind in the query: gone": lambda it: it.operation["parameters"].pop(0),
    "post /talks/: kind in the query: is required": lambda it: it.operation["parameters"][0].update(required=True),
    "post /talks/: place in the query: is required": lambda it: it.operation["parameters"].append(
        {"name": "place", "in": "query", "required": True, "schema": {}}
    ),
    "post /talks/: kind in the query: other explode": lambda it: it.operation["parameters"][0].update(explode=False),
    "post /talks/: kind in the query: may not be array": lambda it: it.kind.update(type="string"),
    "post /talks/: order in the query: the word title is gone": lambda it: it.order.update(enum=["on"]),
    "post /talks/: size in the query: is narrower: maximum": lambda it: it.size.update(maximum=100),
    "post /talks/: size in the query: is narrower: minimum": lambda it: it.size.update(minimum=2),
    "post /talks/: size in the query: has another default": lambda it: it.size.update(default=50),
    "post /talks/: body: is required": lambda it: it.operation["requestBody"].update(required=True),
    "post /talks/: body: application/json: gone": lambda it: it.operation["requestBody"].update(content={}),
    "TalkRequest: is required: on": lambda it: it.schemas["TalkRequest"].update(required=["title", "on"]),
    "TalkRequest: takes no other fields": lambda it: it.schemas["TalkRequest"].update(additionalProperties=False),
    "TalkRequest.on: gone": lambda it: it.sent.pop("on"),
    "TalkRequest.on: may not be null": lambda it: it.sent["on"].update(type="string"),
    "TalkRequest.on: has format date instead of None": lambda it: it.sent["on"].update(format="date"),
    "TalkRequest.title: is narrower: maxLength": lambda it: it.sent["title"].update(maxLength=100),
    "TalkRequest.title: is narrower: minLength": lambda it: it.sent["title"].update(minLength=1),
    "TalkRequest.title: has another pattern": lambda it: it.sent["title"].update(pattern="^[a-z]+$"),
    "TalkRequest.title: takes certain words alone": lambda it: it.sent["title"].update(enum=["Gas", "Oil"]),
    "TalkRequest.subject: may not be Visit": lambda it: it.sent["subject"]["oneOf"].pop(),
    "post /talks/: answers 201 no more": lambda it: it.operation["responses"].pop("201"),
    "post /talks/: answers 202 too": lambda it: it.operation["responses"].update({"202": {}}),
    "post /talks/: 201: header ETag: gone": lambda it: it.good.pop("headers"),
    "post /talks/: 201: text/csv: gone": lambda it: it.good["content"].pop("text/csv"),
    "Talk.on: gone": lambda it: it.shown.pop("on"),
    "Talk.on: may be null": lambda it: it.shown["on"].update(type=["string", "null"]),
    "Talk.on: has format date-time instead of date": lambda it: it.shown["on"].update(format="date-time"),
    "Talk.title: may be integer": lambda it: it.shown["title"].update(type="integer"),
    "Talk.place: may be null": lambda it: it.shown.update(place={"oneOf": [{"$ref": "#/components/schemas/Place"}, {"type": "null"}]}),
    "Talk: may be left out: title": lambda it: it.schemas["Talk"]["required"].remove("title"),
    "Talk.names.*: may be array": lambda it: it.shown["names"]["additionalProperties"].update(type="array"),
    "Visit.length: gone": lambda it: it.schemas["Visit"]["properties"].clear(),
    "Kind: the word closed is gone": lambda it: it.schemas["Kind"]["enum"].remove("closed"),
    "Kind: the word secret is new in answers": lambda it: it.schemas["Kind"]["enum"].append("secret"),
    "Kind: may be any word": lambda it: it.schemas["Kind"].pop("enum"),
    "Talk.subject: may be Kind": lambda it: it.shown["subject"]["oneOf"].append({"$ref": "#/components/schemas/Kind"}),
}


@pytest.mark.parametrize("expected", BREAKS)
def test_a_break_is_seen(expected):
    doctored = Doctored()
    BREAKS[expected](doctored)
    assert expected in breaks(TALKS, doctored.document)


HARMLESS = {
    "an operation more": lambda it: it.path.update(get={"operationId": "talks_list", "responses": {}}),
    "a parameter more": lambda it: it.operation["parameters"].append({"name": "place", "in": "query", "schema": {"type": "string"}}),
    "a wider parameter": lambda it: it.size.update(minimum=0, maximum=1000),
    "a field more in the answer": lambda it: it.shown.update(place_name={"type": "string"}),
    "a field always there": lambda it: it.schemas["Talk"]["required"].append("on"),
    "a field more that may be sent": lambda it: it.sent.update(place={"type": "string"}),
    "a field that need not be sent any more": lambda it: it.schemas["TalkRequest"]["required"].clear(),
    "an error more": lambda it: it.operation["responses"].update({"429": {}}),
    "a header and a media type more": lambda it: it.good["content"].update({"application/x-ndjson": {"schema": {}}}),
    "other words of description": lambda it: it.shown["title"].update(description="What it is called."),
}


@pytest.mark.parametrize("change", HARMLESS)
def test_what_breaks_nobody_is_no_break(change):
    doctored = Doctored()
    HARMLESS[change](doctored)
    assert breaks(TALKS, doctored.document) == []
