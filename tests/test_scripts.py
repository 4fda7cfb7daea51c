"""The commands that the README names are there, and run on a machine that has nothing of the project's."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
SCRIPTS = [
    "script/server",
    "script/test",
    "script/check",
    "script/bench",
    "script/fuzz",
    "script/drill",
    "script/examples",
    "script/screenshots",
    "script/translate",
    ".ci/run",
]
PAPERS = ["README.md", "CHANGELOG.md", "docs/decisions.md", "docs/editors.md", "docs/operations.md"]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_can_be_run_and_is_sound_bash(script):
    assert os.access(ROOT / script, os.X_OK)
    assert "set -euo pipefail" in (ROOT / script).read_text()
    assert subprocess.run(["bash", "-n", ROOT / script]).returncode == 0


def test_the_readme_names_both_commands():
    assert {"script/server", "script/test"} <= set(re.findall(r"script/\w+", (ROOT / "README.md").read_text()))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_command_that_is_named_exists(paper):
    text = (ROOT / paper).read_text()
    assert {name for name in re.findall(r"script/\w+", text) if not os.access(ROOT / name, os.X_OK)} == set()
    assert set(re.findall(r"manage\.py (\w+)", text)) <= set(get_commands())


@pytest.mark.parametrize("paper", PAPERS)
def test_every_path_that_is_linked_exists(paper):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / paper).read_text())
    broken = [link for link in links if "://" not in link and not ((ROOT / paper).parent / link).exists()]
    assert broken == []


@pytest.fixture
def clone(tmp_path):
    """The scripts alone, as in a clone without an environment, and a python3 that is played."""
    (tmp_path / "script").mkdir()
    for name in ("setup", "server"):
        (tmp_path / "script" / name).write_bytes((ROOT / "script" / name).read_bytes())
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    (tmp_path / "bin").mkdir()

    def run(python3: str, **variables):
        played = tmp_path / "bin" / "python3"
        played.write_text(f"#!/bin/sh\n{python3}\n")
        played.chmod(0o755)
        environment = {"PATH": f"{tmp_path}/bin:/usr/bin:/bin", **variables}
        return subprocess.run(["bash", "script/server"], cwd=tmp_path, env=environment, capture_output=True, text=True)

    run.folder = tmp_path
    return run


def test_an_old_python_is_named(clone):
    done = clone('case "$1" in --version) echo Python 3.9.2;; *) exit 1;; esac')
    assert done.returncode
    assert "Python 3.11 or newer is needed; python3 is Python 3.9.2." in done.stderr


def test_a_python_without_venv_is_told_what_to_install(clone):
    done = clone('case "$*" in *venv*) exit 1;; esac')
    assert done.returncode
    assert "apt-get install python3-venv" in done.stderr
    assert not (clone.folder / ".venv").exists()


@pytest.fixture
def played_environment(clone):
    """Notes its calls."""
    environment = clone.folder / ".venv" / "bin"
    environment.mkdir(parents=True)
    for name in ("python", "pip"):
        (environment / name).write_text(f'#!/bin/sh\necho "$*" >>"{clone.folder}/calls"\n')
        (environment / name).chmod(0o755)
    return clone


def test_an_environment_is_filled_once(played_environment):
    """The requirements are installed again only when they change."""
    clone = played_environment

    def installations():
        assert clone("exit 1").returncode == 0
        return (clone.folder / "calls").read_text().count("-m pip install")

    assert installations() == 1
    assert installations() == 1
    (clone.folder / "requirements.txt").write_text("Django==5.2.20\n")
    assert installations() == 2
    assert "manage.py prepare\n-m config.server\n" in (clone.folder / "calls").read_text()
