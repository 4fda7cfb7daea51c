"""manage.py backup: online, consistent, never over another file."""

import shutil
import sqlite3
import stat

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from tests import cast

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="the copy of a SQLite file")


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_the_copy_holds_what_was_committed_and_opens_by_itself(tmp_path):
    cast.source("kept")
    call_command("backup", tmp_path / "copy.sqlite3")
    with sqlite3.connect(tmp_path / "copy.sqlite3") as copy:
        assert copy.execute("SELECT slug FROM roadmaps_source").fetchall() == [("kept",)]
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.sqlite3", "copy.sqlite3.json"]


@sqlite_only
@pytest.mark.django_db(transaction=True)
def test_only_its_owner_may_read_it(tmp_path):
    call_command("backup", tmp_path / "copy.sqlite3")
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.iterdir()} == {0o600}


@pytest.mark.skipif(connection.vendor != "postgresql" or not shutil.which("pg_dump"), reason="needs PostgreSQL and its pg_dump")
@pytest.mark.django_db(transaction=True)
def test_postgresql_is_dumped_or_says_why_not(tmp_path):
    try:
        call_command("backup", tmp_path / "copy.dump")
    except CommandError as refusal:
        assert "version mismatch" in str(refusal)  # noqa: PT017 - an older pg_dump than the server
        assert list(tmp_path.iterdir()) == []
    else:
        assert (tmp_path / "copy.dump").read_bytes().startswith(b"PGDMP")


@pytest.mark.django_db
def test_a_file_that_exists_is_never_overwritten(tmp_path):
    (tmp_path / "precious").write_text("precious")
    with pytest.raises(CommandError, match="never overwrites"):
        call_command("backup", tmp_path / "precious")
    assert (tmp_path / "precious").read_text() == "precious"


@pytest.mark.django_db
def test_a_folder_that_does_not_exist_is_named(tmp_path):
    with pytest.raises(CommandError, match="no folder"):
        call_command("backup", tmp_path / "nowhere" / "copy")
