"""The OpenAPI document as the tests read it."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
METHODS = ("get", "post", "put", "patch", "delete")


def read_document(file: Path) -> dict[str, Any]:
    return yaml.load(file.read_text(), yaml.CSafeLoader)


@cache
def committed() -> dict[str, Any]:
    return read_document(ROOT / "openapi.yaml")


def operations(document, *methods: str):
    """Every operation of these methods (of all): where it stands, and what it says."""
    for path, of_path in document["paths"].items():
        for method, operation in of_path.items():
            if method in (methods or METHODS):
                yield f"{method} {path}", operation


def at(document, reference: str):
    """What stands where a ``$ref`` points."""
    for step in reference.removeprefix("#/").split("/"):
        document = document[step]
    return document


def resolved(document, part):
    return at(document, part["$ref"]) if "$ref" in part else part
