"""Thousands of random requests that follow the OpenAPI document, and some that do not: no answer is a 5xx, none is undocumented.

Schemathesis makes them; FUZZ_CASES says how many at least for each caller, FUZZ_SEED which. script/fuzz asks for more of them, and for
every combination of borders (FUZZ_PHASES), which takes long.
A signed-in caller deletes what it finds, so they go to the tests' own database. Two of its checks are left out, for they
take for a fault of the document what no document can say:

- ``positive_data_acceptance``: a body of the right types may break a rule of the record, or name what does not exist;
- ``negative_data_rejection``: in a query all is text, so that ``page_size="7"`` is as good as ``page_size=7``.
"""

import json
import math
import os
import subprocess
import sys
from pathlib import Path

import yaml
from django.test import Client

from tracker.api.urls import router

DOCUMENT = Path(__file__).resolve().parents[2] / "openapi.yaml"
CASES = int(os.environ.get("FUZZ_CASES", "1000"))
PHASES = os.environ.get("FUZZ_PHASES", "examples,fuzzing")
SEED = os.environ.get("FUZZ_SEED", "20191220")
EXCUSED = "positive_data_acceptance,negative_data_rejection"


def examples_for_each() -> int:
    """Random cases of one operation, so that all together are enough."""
    paths = yaml.load(DOCUMENT.read_text(), yaml.CSafeLoader)["paths"].values()
    return math.ceil(CASES / sum(len(operations) for operations in paths))


def fuzz(server: str, report: Path, *options: str) -> int:
    """How many requests were made, none of which was answered as it should not be."""
    command = [
        Path(sys.executable).with_name("schemathesis"), "run", DOCUMENT, "--url", server, "--phases", PHASES, "--checks", "all", "--exclude-checks", EXCUSED,
        "--max-examples", examples_for_each(), "--seed", SEED, "--generation-database", "none", "--no-shrink", "--report-json-path", report, *options,
    ]  # fmt: skip
    done = subprocess.run([str(part) for part in command], cwd=report.parent, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr
    return json.loads(report.read_text())["test_cases"]["generated"]


def every_list_answers() -> bool:
    return all(Client().get(f"/api/v1/{resource}/").status_code == 200 for resource, _, _ in router.registry)
