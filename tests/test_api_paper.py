"""Every example of docs/api.md does what stands there, run as a reader runs it, in the order of the page."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Poll, RoadMap, Topic
from roadmaps.questions.reconciliation import Verdict
from tests import cast
from tests.papers import ROOT, is_part
from tracker.api import limits, pagination, parameters
from tracker.api.problems import KINDS
from tracker.api.serializers.fields import RESOURCES
from tracker.models import DAYS, MOST_DAYS

PAGE = (ROOT / "docs" / "api.md").read_text()
SERVER = "http://127.0.0.1:8000"
NODE_MODULES = ROOT / "tests" / "clients" / "node_modules"


# --- Reading the page -----------------------------------------------------------------------------


class Example(NamedTuple):
    task: str
    language: str
    program: str
    kind_of_answer: str
    shown: str
    """What stands below it as its answer; nothing where it has none."""

    def __str__(self):
        return f"{self.task}, {self.language}"


ANSWERS = ("json", "text")


def blocks(text: str) -> list[list[tuple[str, str]]]:
    """The blocks of code, as (language, code); those between which nothing is said are together."""
    found: list[list[tuple[str, str]]] = []
    for said, language, code in re.findall(r"(.*?)^```(\w+)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        if said.strip():
            found.append([])
        found[-1].append((language, code))
    return found


def examples() -> list[Example]:
    """Of blocks that stand together the answer is that of each other one."""
    beginning, *tasks = PAGE.split("\n## ")
    begins = dict(blocks(beginning)[0])
    found = []
    for task in tasks:
        for together in blocks(task):
            answers = [(language, code) for language, code in together if language in ANSWERS]
            for language, code in together:
                if language not in ANSWERS:
                    program = f"{begins[language]}\n{code}" if language in begins else code
                    found.append(Example(task.partition("\n")[0], language, program, *(answers[0] if answers else ("", ""))))
    return found


EXAMPLES = examples()
TOKENS, COPY = "Get and revoke a token", "Keep a copy in step"


def of_task(task: str) -> list[Example]:
    return [example for example in EXAMPLES if example.task == task]


def section(task: str) -> str:
    return PAGE.split(f"\n## {task}\n")[1].split("\n## ")[0]


def table(task: str) -> dict[str, str]:
    """Its first column and its last."""
    rows = [[cell.strip() for cell in row.strip("|").split("|")] for row in re.findall(r"^\|.*\|$", section(task), re.MULTILINE)]
    return {first: last for first, *_, last in rows[2:]}


def numbers(text: str) -> list[int]:
    return [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)]


# --- Running it -----------------------------------------------------------------------------------


class Reader(NamedTuple):
    """Somebody who follows the page against one server, signed in with one token."""

    server: str
    token: str

    def run(self, example: Example, folder: Path) -> str:
        program = example.program.replace(SERVER, self.server)
        paths = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = {**os.environ, "PATH": paths, "PYTHONUTF8": "1", "TOKEN": self.token}
        done = subprocess.run(COMMANDS[example.language](program, folder), cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def shell(program, folder):
    """What installs is left out: the tests have it already, of the versions that are pinned."""
    needs_a_curl_that_knows_the_options()
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
    compile_ = "npx tsc --strict --module nodenext --target es2022 example.mts && node example.mjs"
    return "bash", "-euc", compile_


COMMANDS = {"sh": shell, "python": python, "javascript": javascript, "typescript": typescript}


def needs(tool: str) -> None:
    if not shutil.which(tool):
        pytest.skip(f"{tool} is not there")


def needs_a_curl_that_knows_the_options() -> None:
    needs("curl")
    told = subprocess.run(["curl", "--version"], capture_output=True, text=True, check=True).stdout
    if tuple(numbers(told)[:2]) < (7, 87):
        pytest.skip(f"the page needs curl 7.87: {told.splitlines()[0]}")


def needs_node_modules(folder: Path) -> None:
    needs("node")
    if not NODE_MODULES.exists():
        pytest.skip("npm ci has not been run in tests/clients")
    if not (folder / "node_modules").exists():
        (folder / "node_modules").symlink_to(NODE_MODULES.resolve())


@pytest.fixture
def reader(live_server, token):
    return Reader(live_server.url, token)


def test_every_example_answers_what_is_shown(reader, tmp_path_factory, subtests):
    """What one example writes the next ones find: in the record, and in the folder of its task."""
    load(SHIPPED)
    folders = {task: tmp_path_factory.mktemp("task") for task in {example.task for example in EXAMPLES} - {TOKENS}}
    for example in EXAMPLES:
        if example.task in folders:
            with subtests.test(str(example)):
                answered = reader.run(example, folders[example.task])
                if example.kind_of_answer == "json":
                    assert is_part(json.loads(example.shown), json.loads(answered)), answered
                elif example.kind_of_answer == "text":
                    assert answered == example.shown


def test_a_token_is_made_and_revokes_itself(reader, tmp_path, capsys):
    make, revoke = of_task(TOKENS)
    _, command, *words = shlex.split(make.program.splitlines()[-1])
    assert command == "manage.py"
    call_command(*words)
    signed_in = reader._replace(token=capsys.readouterr().out.strip())
    assert signed_in.run(revoke, tmp_path) == ""
    assert json.loads(signed_in.run(revoke, tmp_path))["status"] == 401


@pytest.mark.parametrize("example", of_task(COPY), ids=str)
def test_a_copy_follows_what_is_changed_and_deleted(example, reader, tmp_path):
    def copied() -> dict:
        reader.run(example, tmp_path)
        return json.loads((tmp_path / "copy.json").read_text())["records"]

    cast.one_of_each()
    assert set(copied()) == set(everything())
    gone = cast.negotiation("other-talks", "ot", parties=cast.party().pk)
    cast.road_map("gas", gone)
    assert "road-maps/ot-gas" in copied()
    Poll.objects.get().delete()
    RoadMap.objects.get(negotiation=gone).delete()
    gone.delete()
    renamed = Topic.objects.first()
    renamed.title = "Renamed"
    renamed.save()
    copy = copied()
    assert set(copy) == set(everything())
    assert copy[f"topics/{renamed.pk}"]["title"] == "Renamed"


def everything() -> list[str]:
    """The address of every record, as in the copy."""
    return [f"{name}/{slug}" for model, (name, _) in RESOURCES.items() for slug in model.objects.values_list("slug", flat=True)]


# --- What it says ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "task",
    [
        "How did things stand on a day?",
        "What did we know on 1 December 2019?",
        "Which reported counts disagree with the record?",
        "Walk all pages",
        COPY,
        "Change a record without losing somebody else's change",
    ],
)
def test_what_a_program_does_is_shown_in_two_languages(task):
    assert {"python", "javascript"} <= {example.language for example in of_task(task)}


def test_the_limits_are_those_of_the_code():
    limit = table("Limits")
    assert numbers(limit.pop("Body; query")) == [limits.BODY, limits.DEPTH, limits.QUERY, limits.PARAMETERS]
    assert numbers(limit.pop("`page_size`")) == [pagination.PAGE_CEILING, pagination.PAGE_SIZE]
    assert numbers(limit.pop("`search`; `reason`")) == [parameters.MOST_WORDS, parameters.MOST_CHARACTERS, parameters.MOST_OF_A_REASON]
    assert numbers(limit.pop("`count`; `allowed` of an error")) == [pagination.COUNT_CEILING, parameters.MOST_KEYS_LISTED]
    assert numbers(limit.pop("Token")) == [MOST_DAYS, DAYS]
    assert numbers(limit.pop("Requests a minute, in production")) == rates_in_production()
    assert not limit


def rates_in_production() -> list[int]:
    """As the settings have them there."""
    production = {"TRACKER_ENV": "production", "SECRET_KEY": "x" * 60, "ALLOWED_HOSTS": "tracker.example", "DATABASE_URL": "sqlite://:memory:"}
    unset = {name: value for name, value in os.environ.items() if not name.startswith("API_RATE")}
    program = "from config.settings import API_RATES; print(*API_RATES.values())"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={**unset, **production}, capture_output=True, text=True, check=True)
    return [int(number) for number in done.stdout.split()]


def test_every_status_of_a_problem_has_something_to_do():
    assert sorted(status for cell in table("When something is wrong") for status in numbers(cell)) == sorted(KINDS)


def test_every_verdict_is_explained():
    assert all(f"`{verdict}`" in section("Which reported counts disagree with the record?") for verdict in Verdict.values)


def test_the_generators_are_those_that_the_tests_have():
    pinned = (ROOT / "requirements-dev.txt").read_text()
    known = json.loads((ROOT / "tests" / "clients" / "package.json").read_text())["devDependencies"]
    for installer, *names in re.findall(r"^(pip|npm) install (.*)$", PAGE, re.MULTILINE):
        for name in names[0].split():
            assert (f"{name}==" in pinned) if installer == "pip" else (name in known)


@pytest.mark.parametrize("path", re.findall(r"\]\((\.\./[^)#]+)", PAGE))
def test_what_it_leads_to_is_there(path):
    assert (ROOT / "docs" / path).exists()
