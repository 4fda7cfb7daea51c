"""The first run of a server: the shipped record in an empty database, one account, its password shown once."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.core.management import call_command
from django.http import HttpRequest

from roadmaps.models import Catalogue, Negotiation, RoadMap
from tests import cast
from tests.once import makes_its_own_database

ROOT = Path(__file__).resolve().parent.parent.parent
pytestmark = pytest.mark.django_db


def prepare() -> str:
    said = StringIO()
    call_command("prepare", stdout=said)
    return said.getvalue()


def password(said: str) -> str:
    return re.search(r"^password: (\S+)$", said, re.MULTILINE)[1]


def test_an_empty_database_gets_the_shipped_record():
    prepare()
    assert RoadMap.objects.filter(negotiation="union-state-2019").count() == 31


def test_the_account_opens_with_the_password_that_is_printed():
    editor = authenticate(HttpRequest(), username="editor", password=password(prepare()))
    assert editor.is_staff
    assert editor.is_superuser


def test_every_password_is_another():
    first = password(prepare())
    get_user_model().objects.all().delete()
    assert password(prepare()) != first


def test_a_second_run_changes_nothing():
    prepare()

    def state():
        revisions = [*Negotiation.objects.values_list("pk", "revision"), Catalogue.objects.get().revision]
        return revisions, RoadMap.history.count(), [user.password for user in get_user_model().objects.all()]

    before = state()
    assert "password" not in prepare()
    assert state() == before


def test_an_editors_work_is_not_loaded_over():
    cast.negotiation()
    assert "nothing is loaded" in prepare()
    assert [negotiation.pk for negotiation in Negotiation.objects.all()] == ["fishery-talks"]


def test_a_correction_of_the_shipped_record_stays():
    prepare()
    gas = RoadMap.objects.get(pk="us19-gas-market")
    gas.summary = "Corrected."
    gas.save()
    prepare()
    assert RoadMap.objects.get(pk="us19-gas-market").summary == "Corrected."


def test_where_somebody_has_an_account_none_is_made(editor):
    editor.username = "olga"
    editor.save()
    assert "password" not in prepare()
    assert get_user_model().objects.count() == 1


@pytest.fixture
def on_a_file(tmp_path):
    """Starts Python on a database in a file, as script/server does."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}

    def start(*arguments):
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    return start


@makes_its_own_database
def test_of_two_at_once_the_second_waits(on_a_file):
    both = [on_a_file("manage.py", "prepare") for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert "".join(said).count("password: ") == 1
    assert "".join(said).count("nothing is loaded over it") == 1


KILLED_AFTER = """
import os, signal, sys
import django
from django.core.management import call_command

django.setup()
from django.contrib.auth.models import UserManager
from roadmaps.dataset import apply

owner, name, call = {"load": (apply, "_keep_history", 10), "account": (UserManager, "create_superuser", 1)}[sys.argv[1]]
original, calls = getattr(owner, name), []

def deadly(*args, **kwargs):
    original(*args, **kwargs)
    calls.append(name)
    if len(calls) == call:
        os.kill(os.getpid(), signal.SIGKILL)

setattr(owner, name, deadly)
call_command("prepare")
"""


@makes_its_own_database
def test_a_start_that_was_killed_is_made_good_by_the_next(on_a_file, tmp_path):
    """In the middle of the load, then between making the account and telling its password."""

    def rows(table):
        with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
            return database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

    for moment, road_maps in (("load", 0), ("account", 59)):
        killed = on_a_file("-c", KILLED_AFTER, moment)
        said = killed.communicate(timeout=120)[0]
        assert killed.returncode == -signal.SIGKILL, said
        assert (rows("roadmaps_roadmap"), rows("auth_user")) == (road_maps, 0)
    last = on_a_file("manage.py", "prepare")
    assert "password: " in last.communicate(timeout=120)[0]
    assert (last.returncode, rows("roadmaps_roadmap"), rows("auth_user")) == (0, 59, 1)
    check = on_a_file("manage.py", "check_record")
    assert (check.wait(timeout=120), check.communicate()[0]) == (0, "Every rule holds.\n")
