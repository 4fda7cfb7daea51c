"""The OpenAPI document is valid, says what the code does, and is the one that is committed."""

from pathlib import Path

import pytest
import yaml
from django.core.management import call_command
from django.test import Client

ROOT = Path(__file__).resolve().parent.parent.parent
METHODS = {"list", "retrieve"}


@pytest.fixture(scope="module")
def document(tmp_path_factory) -> str:
    """As made now, validated; a warning fails."""
    file = tmp_path_factory.mktemp("schema") / "openapi.yaml"
    call_command("spectacular", file=str(file), validate=True, fail_on_warn=True)
    return file.read_text()


@pytest.fixture(scope="module")
def schema(document) -> dict:
    return yaml.safe_load(document)


def test_the_committed_document_is_true(document):
    assert (ROOT / "openapi.yaml").read_text() == document, "Run: python manage.py spectacular --file openapi.yaml"


def test_another_validator_agrees(schema):
    validator = pytest.importorskip("openapi_spec_validator")
    validator.validate(schema)


def test_it_is_openapi_3_1_without_the_words_of_3_0(schema, document):
    assert schema["openapi"].startswith("3.1")
    assert "nullable:" not in document


def test_operations_are_named_like_methods(schema):
    named = {operation["get"]["operationId"] for operation in schema["paths"].values()}
    assert {"road_maps_list", "road_maps_retrieve", "status_claims_list", "negotiations_retrieve"} <= named
    assert {name.rpartition("_")[2] for name in named} == METHODS


def test_every_operation_and_parameter_is_described(schema):
    for path, operations in schema["paths"].items():
        assert operations["get"]["description"], path
        for parameter in operations["get"].get("parameters", []):
            assert parameter["in"] == "path" or parameter["description"], (path, parameter["name"])


def test_every_operation_lists_its_errors_as_problems(schema):
    for path, operations in schema["paths"].items():
        responses = operations["get"]["responses"]
        expected = {"200", "400", "404", "406", "500"} if "{slug}" in path else {"200", "400", "406", "500"}
        assert set(responses) == expected
        assert all(set(responses[code]["content"]) == {"application/problem+json"} for code in expected - {"200"})


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
    assert all(operations["get"]["security"] == [] for operations in schema["paths"].values())


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
    assert yaml.safe_load(Client().get("/api/schema/").content)["paths"].keys() == schema["paths"].keys()
    assert Client().get("/api/openapi.json").json()["paths"].keys() == schema["paths"].keys()
