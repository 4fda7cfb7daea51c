"""docs/operations.md and the files of deploy/: what they name is there, and what can be tried on any machine is tried."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from drills.__main__ import DRILLS

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
PAGE = (ROOT / "docs" / "operations.md").read_text()
BLOCKS = re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
UNIT = (DEPLOY / "tracker@.service").read_text()
SET_BY_SYSTEMD = {"LISTEN_PID"}


def read(*modules: str) -> set[str]:
    """The variables that modules read."""
    texts = [(ROOT / module).read_text() for module in modules]
    names = {name for text in texts for name in re.findall(r'(?:env\.\w+|whole_number|database|environ\.get)\(\s*"([A-Z_]+)"', text)}
    return names - SET_BY_SYSTEMD


def table(first: str) -> set[str]:
    """What stands in the first column of the table that begins with this."""
    rows = PAGE.split(f"| {first} |", 1)[1].split("\n\n", 1)[0]
    return set(re.findall(r"^\| `([\w./ ]+)` \|", rows, re.MULTILINE))


def test_every_variable_is_explained_and_there_is_no_other():
    known = read("config/settings.py", "config/server.py", "tracker/metrics.py")
    assert len(known) > 10
    assert table("Variable") == known


def test_what_deploy_sets_are_variables_that_there_are():
    told = {line.partition("=")[0] for line in (DEPLOY / "tracker.env").read_text().splitlines() if line and not line.startswith("#")}
    compose = set(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["x-tracker"]["environment"])
    container = set(re.findall(r"([A-Z_]+)=", re.search(r"^ENV (.*)$", CONTAINERFILE, re.MULTILINE)[1])) - {"PYTHONUNBUFFERED"}
    assert told | compose | container <= table("Variable")


def test_every_fault_of_the_settings_is_listed():
    assert table("Fault") == set(re.findall(r'id="(config\.\w+)"', (ROOT / "config" / "checks.py").read_text()))


def test_every_metric_is_listed():
    assert table("Metric") == set(re.findall(r'"(tracker_\w+)"', (ROOT / "tracker" / "metrics.py").read_text()))


def test_every_drill_is_listed():
    assert table("Command") == {f"script/drill {name}" for name in DRILLS}


@pytest.mark.parametrize("block", BLOCKS)
def test_commands_are_sound_bash(block):
    assert subprocess.run(["bash", "-n"], input=block, text=True).returncode == 0


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\bdeploy/[\w@.-]+\w", PAGE))))
def test_a_file_that_is_named_is_there(path):
    assert (ROOT / path).is_file()


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    for kind in ("service", "socket", "timer"):
        for unit in DEPLOY.glob(f"*.{kind}"):
            (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/tracker/.venv/bin/python", shutil.which("python3")))
    done = subprocess.run(["systemd-analyze", "verify", *map(str, tmp_path.iterdir())], capture_output=True, text=True)
    assert [line for line in done.stderr.splitlines() if "tracker" in line] == []


def test_unit_container_and_script_start_the_same_server():
    assert "\nExecStart=/opt/tracker/.venv/bin/python -m config.server\n" in UNIT
    assert CONTAINERFILE.endswith('CMD ["python", "-m", "config.server"]\n')
    assert "python -m config.server" in (ROOT / "script" / "server").read_text()


def test_the_image_holds_all_that_runs_and_no_more():
    copied = {name for sources in re.findall(r"^COPY (.*) \S+$", CONTAINERFILE, re.MULTILINE) for name in sources.split()}
    assert {name for name in copied if not (ROOT / name).exists()} == set()
    assert {"config", "roadmaps", "tracker", "translations", "manage.py"} <= copied
    assert not copied & {"tests", "bench", "drills", "docs", "."}


def test_what_waits_longest_for_a_stop_is_who_may_end_it():
    from config.server import PATIENCE

    seconds = [
        int(re.search(r"TimeoutStopSec=(\d+)", UNIT)[1]),
        int(yaml.safe_load((DEPLOY / "compose.yaml").read_text())["services"]["tracker"]["stop_grace_period"][:-1]),
    ]
    assert min(seconds) > PATIENCE + 5
    assert f"for {PATIENCE} seconds at most" in PAGE


def test_the_proxy_refuses_no_body_that_the_server_takes():
    from config.server import LARGEST_BODY

    assert f"client_max_body_size {LARGEST_BODY // 1024**2}m;" in (DEPLOY / "nginx.conf").read_text()
