"""What was backed up comes back whole, or nothing of it, and only where nothing is lost by it without a word."""

import io
import json
import sqlite3
from contextlib import contextmanager
from hashlib import sha256

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.test import override_settings

from roadmaps import revisions
from roadmaps.backups import _versions, note_of
from roadmaps.dataset.apply import load
from roadmaps.dataset.release import make_release
from roadmaps.management.commands.prepare import SHIPPED
from roadmaps.models import Negotiation, Release, RoadMap, Source, Succession
from roadmaps.protection import unprotected
from tests import cast
from tests.threads import one_database_for_all_threads
from tracker.models import Token, make_token

pytestmark = pytest.mark.django_db(transaction=True)  # but for what is refused before anything is touched
GAS = "us19-gas-market"


def backed_up(folder):
    call_command("backup", folder / "copy", stdout=io.StringIO())
    return folder / "copy"


def restore(file, **options):
    out = io.StringIO()
    call_command("restore", file, stdout=out, **options)
    return out.getvalue()


def files_in(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_drill(tmp_path, dump):
    """The shipped record, edited and released, with an account and its token: backed up, wiped out, restored."""
    load(SHIPPED)
    gas = RoadMap.objects.get(pk=GAS)
    gas.title = "Газ, подешевле"
    gas.save()
    Succession.objects.filter(from_road_map=GAS).first().delete()
    make_release("As used in the report of May.")
    make_token(cast.user("olga"), "nightly import")
    before, history, at = files_in(dump("before")), list(RoadMap.history.order_by("pk").values()), revisions.all_latest()
    file = backed_up(tmp_path)

    call_command("flush", interactive=False)
    assert not Negotiation.objects.exists()
    assert restore(file).endswith("Every rule holds.\n")

    assert files_in(dump("after")) == before
    assert (list(RoadMap.history.order_by("pk").values()), revisions.all_latest()) == (history, at)
    assert Release.objects.get().is_as_released()
    assert Token.objects.get().user == get_user_model().objects.get(username="olga")
    assert unprotected() == []
    gas = RoadMap.objects.get(pk=GAS)
    gas.title = "Gas"
    gas.save()
    assert revisions.latest("union-state-2019") == at["union-state-2019"] + 1
    assert RoadMap.history.filter(slug=GAS).latest().revision == at["union-state-2019"] + 1


def test_what_is_there_is_replaced_only_where_that_is_asked_for(tmp_path):
    cast.source("kept")
    file = backed_up(tmp_path)
    cast.source("later")
    with pytest.raises(CommandError, match=r"holds sources already. With --replace all that it holds is lost"):
        restore(file)
    assert Source.objects.count() == 2
    restore(file, replace=True)
    assert Source.objects.get().pk == "kept"
    cast.source("later")  # nothing remembers that there was one
    assert Source.objects.get(pk="later").version == 1


@pytest.fixture
def looks_backed_up(tmp_path):
    """A file and its note, as far as restore() goes before it touches anything."""
    file = tmp_path / "copy"
    file.write_bytes(b"all that there is")
    note_of(file).write_text(json.dumps({**_versions(), "bytes": 17, "sha256": sha256(b"all that there is").hexdigest()}))
    return file


@pytest.mark.django_db
@pytest.mark.parametrize(
    "make", [lambda: cast.user("olga"), lambda: make_release(), lambda: cast.source().delete()], ids=["account", "release", "history"]
)
def test_an_account_a_release_or_history_alone_is_something_too(looks_backed_up, make):
    make()
    with pytest.raises(CommandError, match="With --replace"):
        restore(looks_backed_up)


def tell(file, **otherwise):
    note_of(file).write_text(json.dumps({**json.loads(note_of(file).read_text()), **otherwise}))


def damage(file):
    """Where the file can still be opened: SQLite's tables behind the first page, the end of what pg_dump has written."""
    content = bytearray(file.read_bytes())
    place = slice(4096, 9096) if connection.vendor == "sqlite" else slice(-5000, None)
    content[place] = b"x" * 5000
    file.write_bytes(content)


WRONG = {
    "a changed file": (lambda file: file.write_bytes(b"all that there was"[:17]), "has another SHA-256"),
    "a shortened file": (lambda file: file.write_bytes(file.read_bytes()[:-1]), "has another SHA-256"),
    "no note": (lambda file: note_of(file).unlink(), r"copy.json is missing"),
    "no file": (lambda file: file.unlink(), r"copy is missing"),
    "another engine": (lambda file: tell(file, database="oracle"), "This is a backup of oracle"),
    "a later version": (
        lambda file: tell(file, software="9.0", migrations=["roadmaps.9999_more"]),
        r"later version of the software \(9.0\): roadmaps.9999_more",
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize(("spoil", "complaint"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_trusted_is_refused_before_anything_is_touched(looks_backed_up, spoil, complaint):
    spoil(looks_backed_up)
    with pytest.raises(CommandError, match=complaint):
        restore(looks_backed_up, replace=True)


@pytest.mark.parametrize("spoil", [damage, lambda file: file.write_bytes(b"no backup at all")], ids=["damaged", "no backup"])
def test_a_wrong_file_under_a_true_checksum_leaves_all_as_it_was(tmp_path, spoil):
    cast.source("kept")
    file = backed_up(tmp_path)
    spoil(file)
    tell(file, sha256=sha256(file.read_bytes()).hexdigest(), bytes=file.stat().st_size)
    with pytest.raises(CommandError, match=r"is damaged|Nothing was restored"):
        restore(file, replace=True)
    assert Source.objects.get().pk == "kept"
    assert unprotected() == []


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL says it by lock_timeout")
def test_who_has_the_database_open_is_waited_for_in_vain(tmp_path, monkeypatch):
    monkeypatch.setattr("roadmaps.backups.PATIENCE", 0)
    with one_database_for_all_threads(tmp_path):
        cast.source("kept")
        file = backed_up(tmp_path)
        other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CommandError, match="Stop the service first"):
            restore(file, replace=True)
        other.close()
        assert Source.objects.get().pk == "kept"


@contextmanager
def in_sqlite():
    """The same process on an empty SQLite: what is dumped and loaded asks which database it has."""
    settings, postgresql = connections.settings["default"], connections["default"]
    mine = dict(settings)
    settings |= {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:", "OPTIONS": {"transaction_mode": "IMMEDIATE"}}
    connections["default"] = connections.create_connection("default")
    try:
        with override_settings(MIGRATION_MODULES={app.label: None for app in apps.get_app_configs()}):  # the tables as they are now, at once
            call_command("migrate", run_syncdb=True, verbosity=0, skip_checks=True)
        yield
    finally:
        connections["default"].close()
        settings.clear()
        settings |= mine
        connections["default"] = postgresql


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite is here in any case, PostgreSQL only in its own tests")
def test_the_record_goes_from_one_engine_to_the_other_and_back_byte_by_byte(dump):
    cast.one_of_each()
    cast.source("ft-awkward", title="Газ – «дёшево»; \\ “quoted”, ’\n 2nd line\t=1+1", web_address="https://example.org/?a=1&b=%D0%B3")
    first = dump("of-postgresql")
    with in_sqlite():
        load(first)
        assert connection.vendor == "sqlite"
        edited = Source.objects.get(pk="ft-awkward")
        edited.title += " edited"
        edited.save()
        second = dump("of-sqlite")
    assert files_in(second) != files_in(first)
    load(second)
    assert files_in(dump("of-postgresql-again")) == files_in(second)
    with in_sqlite():
        load(second)
        assert files_in(dump("of-sqlite-again")) == files_in(second)
