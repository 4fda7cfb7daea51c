"""The OpenAPI document is valid, says what the code does, and is the one that is committed."""

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

from tests.tracker.openapi import ROOT, operations, resolved

METHODS = {"list", "retrieve", "create", "update", "partial_update", "destroy"}
JUDGING = {"status_claims_adopt", "status_claims_record_beside", "status_claims_withdraw"}
QUESTIONS = {
    "negotiations_summary", "negotiations_progress", "negotiations_timeline", "negotiations_reconciliation", "negotiations_positions_matrix",
    "negotiations_changes", "catalogue_changes", "road_maps_history", "negotiations_dataset", "dataset",
}  # fmt: skip


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> str:
    """As made now, validated; a warning fails."""
    file = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    call_command("spectacular", file=str(file), validate=True, fail_on_warn=True)
    return file.read_text()


@pytest.fixture(scope="module")
def schema(document) -> dict:
    return yaml.load(document, yaml.CSafeLoader)


def test_the_committed_document_is_true(document):
    assert (ROOT / "openapi.yaml").read_text() == document, "Run: python manage.py spectacular --file openapi.yaml"


def test_another_validator_agrees(schema):
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(schema)


def test_it_is_openapi_3_1_without_the_words_of_3_0(schema, document):
    assert schema["openapi"].startswith("3.1")
    assert "nullable:" not in document


def test_operations_are_named_like_methods(schema):
    named = {operation["operationId"] for _, operation in operations(schema)}
    assert {"road_maps_list", "road_maps_retrieve", "road_maps_create", "status_claims_partial_update", "negotiations_destroy"} <= named
    assert named >= JUDGING | QUESTIONS
    assert {
        name.removeprefix(resource + "_")
        for name in named - JUDGING - QUESTIONS - {"tokens_current_destroy"}
        for resource in resources(schema)
        if name.startswith(resource)
    } == METHODS


def resources(schema) -> list[str]:
    return [path.split("/")[3].replace("-", "_") for path in schema["paths"]]


def test_every_operation_and_parameter_is_described(schema):
    for where, operation in operations(schema):
        assert operation["description"], where
        for parameter in operation.get("parameters", []):
            assert parameter["in"] == "path" or parameter["description"], (where, parameter["name"])


def test_every_good_answer_and_every_schema_is_described(schema):
    for where, operation in operations(schema):
        assert all(resolved(schema, answer)["description"] for answer in operation["responses"].values()), where
    parts = schema["components"]["schemas"]
    assert [name for name, part in parts.items() if not {"description", "enum", "oneOf"} & part.keys()] == []


def test_every_field_is_described_or_is_what_its_own_schema_describes(schema):
    parts = schema["components"]["schemas"].items()
    fields = {(name, key): part for name, schema in parts for key, part in schema.get("properties", {}).items()}
    assert len(fields) > 1000
    assert [field for field, part in fields.items() if not {"description", "$ref", "allOf", "oneOf"} & part.keys()] == []


def test_every_operation_lists_its_errors_as_problems(schema):
    for where, operation in operations(schema):
        good, errors = [{code for code in operation["responses"] if (code < "400") == is_good} for is_good in (True, False)]
        assert good, where
        assert errors == expected_errors(where), where
        assert all(set(resolved(schema, operation["responses"][code])["content"]) == {"application/problem+json"} for code in errors)


def expected_errors(where: str) -> set[str]:
    method, _, path = where.partition(" ")
    always, is_about_one = {"401", "406", "429", "500", "503"}, "{slug}" in path
    if "tokens" in path:
        return always
    if method == "get":
        return always | {"400", "414"} | ({"404"} if is_about_one else set())
    writes = always | {"400", "403", "409", "413", "414"}
    changes = {"404", "412", "428"} if is_about_one else set()
    return writes | changes | ({"415"} if method in ("put", "patch") or not is_about_one else set())


def test_every_answer_tells_its_headers(schema):
    of_status = {"200": "ETag", "201": "ETag", "304": "ETag", "401": "WWW-Authenticate", "429": "Retry-After", "503": "Retry-After"}
    for where, operation in operations(schema):
        for code, answer in operation["responses"].items():
            headers = resolved(schema, answer)["headers"]
            assert {"X-Request-ID", "RateLimit-Remaining", of_status.get(code, "X-Request-ID")} <= headers.keys(), (where, code)
            assert all(resolved(schema, header)["description"] for header in headers.values())


def test_a_copy_that_is_still_good_is_an_answer_of_every_reading(schema):
    for where, operation in operations(schema, "get"):
        assert "content" not in resolved(schema, operation["responses"]["304"]), where
        assert "If-None-Match" in {parameter["name"] for parameter in operation["parameters"]}, where


def test_who_changes_a_record_says_which_version(schema):
    for where, operation in operations(schema, "put", "patch", "delete"):
        if "tokens" in where:
            continue
        needed = [parameter["name"] for parameter in operation["parameters"] if parameter.get("required") and parameter["in"] == "header"]
        assert needed == ["If-Match"], where


def test_a_body_takes_no_field_that_is_not_described(schema):
    bodies = {name: part for name, part in schema["components"]["schemas"].items() if name.endswith("Request")}
    assert len(bodies) > 20
    assert all(part["additionalProperties"] is False for part in bodies.values())
    assert bodies["TopicRequest"]["properties"].keys() == {"slug", "title", "translations"}
    assert bodies["AimRequest"]["properties"]["topic"]["type"] == ["string", "null"]


def test_every_enum_has_a_name_of_its_own(schema):
    named = {name for name, component in schema["components"]["schemas"].items() if "enum" in component}
    assert {"Status", "StatusOrUnrecorded", "Basis", "Relation", "Judgement"} <= named
    assert not [name for name in named if name.endswith("Enum")]
    assert not [
        (name, key)
        for name, component in schema["components"]["schemas"].items()
        for key, part in component.get("properties", {}).items()
        if "enum" in part
    ]


def test_everybody_may_read(schema):
    assert all(operation["security"] == [] for _, operation in operations(schema, "get"))


def test_nobody_writes_without_signing_in(schema):
    writing = [operation["security"] for _, operation in operations(schema, "post", "put", "patch", "delete")]
    assert all(security and {} not in security for security in writing)


def test_every_field_of_an_answer_is_there(schema):
    road_map = schema["components"]["schemas"]["RoadMap"]
    assert set(road_map["required"]) == set(road_map["properties"])


def test_what_may_be_null_says_so_and_no_array_or_enum_may(schema):
    parts = schema["components"]["schemas"]
    assert {"type": "null"} in parts["RoadMap"]["properties"]["standing"]["oneOf"]
    assert parts["Statement"]["properties"]["said_on"]["type"] == ["string", "null"]
    assert parts["Statement"]["properties"]["said_on_first"]["type"] == ["string", "null"]
    assert parts["Summit"]["properties"]["held_on"]["type"] == "string"
    assert parts["PaginatedRoadMapList"]["properties"]["next"]["type"] == ["string", "null"]
    for component in parts.values():
        assert None not in component.get("enum", [])
        for part in component.get("properties", {}).values():
            assert not ("array" in part.get("type", "") and "null" in part["type"])


def test_a_web_address_may_be_empty_or_in_any_script(schema):
    for name in ("Source", "SourceLink", "CitedSource"):
        described = schema["components"]["schemas"][name]["properties"]["web_address"]
        assert (described["type"], "format" in described) == ("string", False)


def test_it_is_served_as_yaml_and_as_json(schema, db):
    assert yaml.load(Client().get("/api/schema/").content, yaml.CSafeLoader)["paths"].keys() == schema["paths"].keys()
    assert Client().get("/api/openapi.json").json()["paths"].keys() == schema["paths"].keys()
