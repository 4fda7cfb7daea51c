"""Clients generated from the committed OpenAPI document are type-checked and run against a live server.

What they do stands in client.py and client.ts. The one in TypeScript needs what `npm ci` installs in this folder
(script/test does that where npm is there).
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

HERE = Path(__file__).resolve().parent
DOCUMENT = HERE.parent.parent / "openapi.yaml"

without_npm = pytest.mark.skipif(not (HERE / "node_modules").exists(), reason="npm ci has not been run in tests/clients")


def run(*command, **options) -> None:
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def server(live_server) -> str:
    call_command("load_dataset", "roadmaps/dataset/packages/union-state", verbosity=0)
    return live_server.url


@pytest.fixture(scope="module")
def python_client(tmp_path_factory) -> Path:
    """The program beside the package that openapi-python-client makes."""
    folder = tmp_path_factory.mktemp("client")
    run(
        sys.executable, "-m", "openapi_python_client", "generate", "--path", DOCUMENT, "--output-path", folder / "generated",
        "--config", HERE / "openapi-python-client.yaml", "--meta", "none", "--fail-on-warning",
    )  # fmt: skip
    return Path(shutil.copy(HERE / "client.py", folder))


def test_the_python_client_holds_to_its_types(python_client):
    run(sys.executable, "-m", "mypy", "--strict", "--config-file=", python_client.name, cwd=python_client.parent)


def test_the_python_client_works(python_client, server, token):
    run(sys.executable, python_client, server, token)


@without_npm
def test_the_typescript_client_holds_to_its_types_and_works(server, token):
    run("npm", "run", "--silent", "build", cwd=HERE)
    run("node", HERE / "built" / "client.js", server, token)
