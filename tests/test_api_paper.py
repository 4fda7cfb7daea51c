"""Every example of docs/api.md does what stands there, run as a reader runs it, in the order of the page."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from pytest_django.live_server_helper import LiveServer

from config import settings
from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Topic
from tests.papers import ROOT, is_part
from tracker.api import filters, limits, pagination
from tracker.api.problems import KINDS
from tracker.models import DAYS, MOST_DAYS, make_token

PAGE = (ROOT / "docs" / "api.md").read_text()
SERVER = "http://127.0.0.1:8000"
NODE_MODULES = ROOT / "tests" / "clients" / "node_modules"


# --- Reading the page -----------------------------------------------------------------------------


class Example(NamedTuple):
    task: str
    language: str
    program: str
    shown: str
    """What stands below it as its answer; nothing where it has none."""
    kind_of_answer: str

    def __str__(self):
        return f"{self.task}, {self.language}"


LANGUAGES, ANSWERS = ("sh", "python", "javascript", "typescript"), ("json", "text")


def examples() -> list[Example]:
    """An answer is that of all examples between it and the answer before."""
    found, waiting = [], []
    for section in PAGE.split("\n## ")[1:]:
        task = section.partition("\n")[0]
        for language, text in re.findall(r"^```(\w+)\n(.*?)^```$", section, re.DOTALL | re.MULTILINE):
            if language in ANSWERS:
                found += [Example(task, other, program, text, language) for other, program in waiting]
                waiting = []
            else:
                waiting.append((language, text))
        found += [Example(task, other, program, "", "") for other, program in waiting]
        waiting = []
    return found


EXAMPLES = examples()


def example(task: str, language: str) -> Example:
    return next(found for found in EXAMPLES if found.task == task and found.language == language)


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


def table(task: str) -> list[list[str]]:
    section = PAGE.split(f"\n## {task}\n")[1].split("\n## ")[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", section, re.MULTILINE)][2:]


# --- Running it -----------------------------------------------------------------------------------


class Reader(NamedTuple):
    """Somebody who follows the page against one server, signed in with one token."""

    server: str
    token: str

    def run(self, example: Example, folder: Path) -> str:
        program = example.program.replace(SERVER, self.server)
        paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": paths, "PYTHONUTF8": "1", "API": f"{self.server}/api/v1", "TOKEN": self.token}
        done = subprocess.run(COMMANDS[example.language](program, folder), cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def shell(program, folder):
    """What installs is left out: the tests have it already, of the versions that are pinned."""
    needs("curl")
    if "npx" in program:
        needs_node_modules(folder)
    return "bash", "-euo", "pipefail", "-c", re.sub(r"^(pip|npm) install .*$", "", program, flags=re.MULTILINE)


def python(program, folder):
    (folder / "example.py").write_text(program)
    return sys.executable, "example.py"


def javascript(program, folder):
    needs("node")
    (folder / "example.mjs").write_text(program)
    return "node", "example.mjs"


def typescript(program, folder):
    needs_node_modules(folder)
    (folder / "example.mts").write_text(program)
    compile_ = "npx tsc --strict --module nodenext --target es2022 --types node example.mts && node example.mjs"
    return "bash", "-euc", compile_


COMMANDS = {"sh": shell, "python": python, "javascript": javascript, "typescript": typescript}


def needs(tool: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not there")


def needs_node_modules(folder: Path) -> None:
    needs("node")
    if not NODE_MODULES.exists():
        pytest.skip("npm ci has not been run in tests/clients")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(NODE_MODULES.resolve())


@pytest.fixture(scope="module")
def reader(django_db_setup, django_db_blocker):
    """The shipped record is loaded and served once for the page: what one example writes the next ones find."""
    with django_db_blocker.unblock():
        load(SHIPPED)
        editor = get_user_model().objects.create_superuser("editor", password="a long enough password")
        server = LiveServer("127.0.0.1")
        try:
            yield Reader(server.url, make_token(editor, "a reader")[1])
        finally:
            server.stop()
            call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    """One for each task: an example finds there what the one before it has written."""
    return {task: tmp_path_factory.mktemp("task") for task in {example.task for example in EXAMPLES}}


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_an_example_answers_what_is_shown(example, reader, folders):
    answered = reader.run(example, folders[example.task])
    if example.kind_of_answer == "json":
        assert is_part(json.loads(example.shown), json.loads(answered)), answered
    elif example.kind_of_answer == "text":
        assert answered == example.shown
