"""A file of 10,000 claims: loaded with progress and in one transaction; killed in the middle, nothing of it is stored."""

import csv
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer
from urllib.parse import quote, urlencode

import pytest
from django.db import connection

from roadmaps.dataset.apply import load
from roadmaps.dataset.dump import dump
from roadmaps.dataset.tables import OF_MODEL
from roadmaps.models import Negotiation, StatusClaim
from tests import cast
from tests.threads import one_database_for_all_threads

pytestmark = pytest.mark.django_db(transaction=True)

CLAIMS = 10_000
ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def ten_thousand(tmp_path):
    """The file, and a database in which only its claims are missing."""
    with one_database_for_all_threads(tmp_path):
        claim = cast.claim(cast.road_map("gas"), slug="ft-claim")
        dump(tmp_path)
        claim.delete()
        file = tmp_path / "status_claims.csv"
        with file.open(newline="") as opened:
            (row,) = csv.DictReader(opened)
        with file.open("w", newline="") as opened:
            writer = csv.DictWriter(opened, list(OF_MODEL[StatusClaim].by_name))
            writer.writeheader()
            writer.writerows(row | {"slug": f"ft-claim-{number}"} for number in range(CLAIMS))
        yield file


@pytest.fixture
def loading(ten_thousand):
    """The command as a process of its own."""
    command = [sys.executable, "manage.py", "load_dataset", ten_thousand]
    environment = {**os.environ, "DATABASE_URL": address(), "TRACKER_ENV": "local", "DJANGO_SETTINGS_MODULE": "config.settings"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    at_the_latest = Timer(120, process.kill)
    at_the_latest.start()
    yield process
    at_the_latest.cancel()
    process.kill()
    process.communicate(timeout=30)


def address() -> str:
    """Of the database of this test, as DATABASE_URL has it."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    user, password, host = (quote(str(settings[name] or ""), safe="") for name in ("USER", "PASSWORD", "HOST"))
    port = f":{settings['PORT']}" if settings["PORT"] else ""
    options = urlencode({name: value for name, value in settings["OPTIONS"].items() if isinstance(value, str)})
    return f"postgres://{user}:{password}@{host}{port}/{settings['NAME']}?{options}"


def wait_for(line: str, process: subprocess.Popen) -> None:
    """The command tells of its progress line by line; at the latest its end ends the wait."""
    heard = []
    for said in process.stderr:
        heard.append(said)
        if line in said:
            return
    pytest.fail(f"It never said “{line}”, but: {''.join(heard)}")


def test_killed_in_the_middle_nothing_of_it_is_stored_and_it_can_be_loaded_again(loading, ten_thousand):
    revision = Negotiation.objects.get().revision
    wait_for(f"status_claims: 5000 of {CLAIMS}", loading)
    loading.send_signal(signal.SIGKILL)
    assert loading.wait(timeout=30) == -signal.SIGKILL
    assert stored() == (0, 0, revision)
    assert load(ten_thousand).changes_anything
    assert stored() == (CLAIMS, CLAIMS, revision + 1)


def test_until_it_is_through_nobody_sees_a_part_of_it(loading):
    revision = Negotiation.objects.get().revision
    wait_for(f"status_claims: 9500 of {CLAIMS}", loading)
    loading.send_signal(signal.SIGSTOP)
    assert stored() == (0, 0, revision)
    loading.send_signal(signal.SIGCONT)
    out, rest = loading.communicate(timeout=120)
    assert f"status_claims: {CLAIMS} of {CLAIMS}" in rest
    assert out == f"status_claims: {CLAIMS} created, 0 updated, 0 unchanged, 0 removed\n"
    assert stored() == (CLAIMS, CLAIMS, revision + 1)


def stored() -> tuple[int, int, int]:
    """Claims, their history, and the revision."""
    return StatusClaim.objects.count(), StatusClaim.history.filter(slug__startswith="ft-claim-").count(), Negotiation.objects.get().revision
