"""What the commands take, what they say, and how they end: as a person or a script at a shell meets them."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from roadmaps import backups
from roadmaps.backups import NotDone
from roadmaps.models import Source, Topic
from tests import cast
from tests.once import makes_its_own_database

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "roadmaps" / "dataset" / "packages" / "union-state"


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """Calls manage.py in a process of its own, on a SQLite file that it makes itself."""
    folder = tmp_path_factory.mktemp("shell")
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3", "DJANGO_SETTINGS_MODULE": "config.settings"}

    def run(*arguments):
        start = [sys.executable, ROOT / "manage.py", *arguments]
        done = subprocess.run(start, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout, done.stderr

    assert run("migrate", "--verbosity=0")[0] == 0
    return run


@makes_its_own_database
class TestAtAShell:
    """Output for people and for pipes, and the exit status for scripts."""

    def test_the_shipped_record_is_loaded_checked_copied_and_given_out(self, shell, tmp_path):
        code, said, _ = shell("load_dataset", SHIPPED)
        assert (code, "road_maps: 59 created, 0 updated, 0 unchanged, 0 removed" in said) == (0, True)
        assert shell("check_record") == (0, "Every rule holds.\n", "")
        code, said, _ = shell("dump_dataset", tmp_path / "out")
        assert (code, "road_maps: 59\n" in said) == (0, True)
        assert (tmp_path / "out" / "road_maps.csv").read_bytes() == (SHIPPED / "road_maps.csv").read_bytes()
        code, said, _ = shell("backup", tmp_path / "copy.sqlite3")
        assert (code, said.startswith(f"Wrote {tmp_path}/copy.sqlite3 (")) == (0, True)
        with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
            assert copy.execute("SELECT count(*) FROM roadmaps_roadmap").fetchone() == (59,)

    def test_a_broken_rule_is_a_failure_that_a_script_sees(self, shell, tmp_path):
        (tmp_path / "topics.csv").write_text("slug,title,translations\nOil,Oil,\n")
        code, said, error = shell("load_dataset", tmp_path)
        assert (code, said) == (1, "")
        assert "topics.csv, line 2, slug: “Oil” – Write a slug" in error
        assert error.rstrip().endswith("1 problems; nothing was stored.")
        assert "Traceback" not in error

    @pytest.mark.parametrize(
        ("arguments", "code", "said"),
        [
            (["load_dataset"], 2, "the following arguments are required: path"),
            (["load_dataset", "nowhere"], 1, "There is no file here to load"),
            (["dump_dataset"], 2, "the following arguments are required: folder"),
            (["dump_dataset", "out", "--negotiation", "atlantis"], 1, "There is no negotiation “atlantis”"),
            (["backup"], 2, "the following arguments are required: file"),
            (["backup", "nowhere/copy"], 1, "There is no folder nowhere."),
        ],
    )
    def test_a_wrong_call_says_what_is_wrong(self, shell, arguments, code, said):
        returned, _, error = shell(*arguments)
        assert (returned, said in error) == (code, True), error


@pytest.mark.django_db
class TestLoading:
    def run(self, *arguments):
        out, err = io.StringIO(), io.StringIO()
        call_command("load_dataset", *arguments, stdout=out, stderr=err)
        return out.getvalue(), err.getvalue()

    def topics(self, folder, *rows):
        (folder / "topics.csv").write_text("\n".join(["slug,title,translations", *rows, ""]))
        return folder / "topics.csv"

    def test_each_table_is_counted_once_in_the_order_of_the_tables(self, tmp_path):
        self.topics(tmp_path, "gas,Gas,", "oil,Oil,")
        (tmp_path / "parties.csv").write_text("slug,name,kind,members,country,translations\n")
        cast.topic("gas")
        cast.topic("oil", title="Petrol")
        said, _ = self.run(tmp_path)
        assert said.splitlines() == [
            "parties: 0 created, 0 updated, 0 unchanged, 0 removed",
            "topics: 0 created, 1 updated, 1 unchanged, 0 removed",
        ]

    def test_a_dry_run_says_so_even_where_nothing_would_change(self, tmp_path):
        cast.topic("gas")
        said, _ = self.run(self.topics(tmp_path, "gas,Gas,"), "--dry-run")
        assert said.endswith("1 unchanged, 0 removed\nThis was a dry run; nothing was stored.\n")

    def test_progress_goes_to_the_other_stream_so_that_the_counts_can_be_piped(self, tmp_path):
        said, progress = self.run(self.topics(tmp_path, *(f"topic-{number},T," for number in range(501))))
        assert said == "topics: 501 created, 0 updated, 0 unchanged, 0 removed\n"
        assert progress.splitlines() == ["topics: 500 of 501", "topics: 501 of 501"]

    def test_500_rows_are_loaded_without_a_word(self, tmp_path):
        assert self.run(self.topics(tmp_path, *(f"topic-{number},T," for number in range(500))))[1] == ""

    def test_history_says_that_the_command_did_it_and_from_what(self, tmp_path):
        self.run(self.topics(tmp_path, "gas,Gas,"))
        row = Topic.history.get()
        assert (row.history_user, row.history_change_reason) == ("load_dataset", "Loaded from topics.csv.")

    def test_every_problem_is_listed_in_the_order_of_files_and_lines(self, tmp_path):
        self.topics(tmp_path, "Gas,Gas,", "oil,,", "tax,Tax,{")
        with pytest.raises(CommandError) as refused:
            self.run(tmp_path)
        lines = str(refused.value).splitlines()
        assert [line.split(" – ")[0] for line in lines[:-1]] == [
            "topics.csv, line 2, slug: “Gas”",
            "topics.csv, line 3, title: “”",
            "topics.csv, line 4, translations: “{”",
        ]
        assert lines[-1] == "3 problems; nothing was stored."


@pytest.mark.django_db
class TestDumping:
    def test_it_counts_each_table_and_makes_the_folders_that_are_missing(self, tmp_path):
        cast.source()
        out = io.StringIO()
        call_command("dump_dataset", tmp_path / "a" / "b", stdout=out)
        assert len(out.getvalue().splitlines()) == 20
        assert "sources: 1\n" in out.getvalue()
        assert len(list((tmp_path / "a" / "b").iterdir())) == 21

    def test_it_writes_over_an_earlier_dump(self, tmp_path):
        cast.source("first")
        call_command("dump_dataset", tmp_path, stdout=io.StringIO())
        Source.objects.get().delete()
        call_command("dump_dataset", tmp_path, stdout=io.StringIO())
        assert (tmp_path / "sources.csv").read_text().count("\n") == 1

    def test_it_writes_nothing_into_the_database(self, tmp_path, django_assert_max_num_queries):
        cast.one_of_each()
        with django_assert_max_num_queries(20) as captured:
            call_command("dump_dataset", tmp_path, stdout=io.StringIO())
        assert all(query["sql"].lstrip().startswith("SELECT") for query in captured)


class TestBackingUpPostgreSQL:
    """How pg_dump is called, and what is left when it fails; the server itself is not needed for that."""

    @pytest.fixture
    def pg_dump(self, tmp_path, monkeypatch):
        """A program of that name that does what it is told, and connection parameters to be passed to it."""

        def install(script):
            program = tmp_path / "bin" / "pg_dump"
            program.parent.mkdir()
            program.write_text(f"#!/bin/sh\n{script}\n")
            program.chmod(0o755)
            monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
            wanted = {"dbname": "tracker", "host": "/var/run/here", "port": 5433, "user": "olga", "password": "a secret", "client_encoding": "UTF8"}
            monkeypatch.setattr(type(connections["default"]), "get_connection_params", lambda self: wanted)

        return install

    def test_it_connects_where_django_does_and_shows_the_password_to_nobody(self, pg_dump, tmp_path):
        pg_dump('echo "$@" > "$0.called"; env | grep ^PG | sort > "$0.environment"')
        backups.copy_postgresql(tmp_path / "copy.dump")
        assert (tmp_path / "bin" / "pg_dump.called").read_text() == f"--format=custom --file={tmp_path}/copy.dump --dbname=tracker\n"
        passed = dict(line.split("=", 1) for line in (tmp_path / "bin" / "pg_dump.environment").read_text().splitlines())
        assert passed.items() >= {"PGHOST": "/var/run/here", "PGPORT": "5433", "PGUSER": "olga", "PGPASSWORD": "a secret"}.items()

    def test_its_failure_is_told_in_its_own_words(self, pg_dump, tmp_path):
        pg_dump('echo "server version mismatch" >&2; exit 1')
        with pytest.raises(NotDone, match=r"^pg_dump failed: server version mismatch$"):
            backups.copy_postgresql(tmp_path / "copy.dump")

    def test_without_the_program_it_says_what_to_install(self, tmp_path, monkeypatch):
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(NotDone, match="pg_dump is not on the PATH; install"):
            backups.copy_postgresql(tmp_path / "copy.dump")


@pytest.mark.django_db
class TestWhatABackupLeaves:
    @pytest.fixture
    def copying(self, monkeypatch):
        """Replaces the copying itself, on both databases."""

        def by(work):
            monkeypatch.setattr(backups, "copy_sqlite", work)
            monkeypatch.setattr(backups, "copy_postgresql", work)

        return by

    def test_nothing_where_copying_failed(self, copying, tmp_path):
        def fail(target):
            target.write_text("half of it")
            raise CommandError("The disk is full.")

        copying(fail)
        with pytest.raises(CommandError, match="The disk is full"):
            call_command("backup", tmp_path / "copy")
        assert list(tmp_path.iterdir()) == []

    def test_a_file_that_appeared_meanwhile_as_it_is(self, copying, tmp_path):
        copying(lambda target: (tmp_path / "copy").write_text("somebody else's"))
        with pytest.raises(CommandError, match="appeared meanwhile; it is left as it is"):
            call_command("backup", tmp_path / "copy")
        assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("copy", "somebody else's")]

    def test_the_whole_copy_under_its_name_and_how_long_it_is(self, copying, tmp_path):
        copying(lambda target: target.write_text("x" * 12345))
        out = io.StringIO()
        call_command("backup", tmp_path / "copy", stdout=out)
        checksum = sha256(b"x" * 12345).hexdigest()
        assert out.getvalue() == f"Wrote {tmp_path / 'copy'} (12,345 bytes, SHA-256 {checksum}).\n"
        assert sorted(file.name for file in tmp_path.iterdir()) == ["copy", "copy.json"]
        told = json.loads((tmp_path / "copy.json").read_text())
        assert (told["bytes"], told["sha256"], told["database"]) == (12345, checksum, connection.vendor)
        assert "roadmaps.0001_record" in told["migrations"]

    def test_a_note_that_is_there_already_as_it_is(self, tmp_path):
        (tmp_path / "copy.json").write_text("somebody else's")
        with pytest.raises(CommandError, match=r"copy.json exists already"):
            call_command("backup", tmp_path / "copy")
        assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("copy.json", "somebody else's")]
