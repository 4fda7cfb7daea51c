"""A copy of the whole database in one file while it is in use, with a note beside it by which it is known again; and the way back.

SQLite is copied by its own online copy, since the main file alone lacks what still stands in the write-ahead log; PostgreSQL by pg_dump.
Either is of one moment. The note, ``FILE.json``, has the checksum and the versions.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Any, BinaryIO

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from roadmaps.protection import kept_models

PASSED_ON = ("host", "port", "user", "password", "sslmode", "sslrootcert")
"""By the environment, where no other user of the machine sees them."""
PATIENCE = 20
"""Seconds to wait for those who use the database that is to be replaced."""


class NotDone(Exception):
    """Nothing was written; the message says why, and what to do."""


# --- There --------------------------------------------------------------------------------------


def back_up(file: Path) -> dict[str, Any]:
    """What the note beside the file says. NotDone where either exists, and where the database cannot be copied."""
    note = note_of(file)
    for existing in (file, note):
        if existing.exists():
            raise NotDone(f"{existing} exists already; a backup never overwrites. Name another file.")
    if not file.parent.is_dir():
        raise NotDone(f"There is no folder {file.parent}.")
    with _private(file) as unfinished, _private(note) as unfinished_note:
        copy = copy_sqlite if connection.vendor == "sqlite" else copy_postgresql
        told = {"made_at": timezone.now().isoformat(timespec="seconds"), **_versions()}
        copy(unfinished)
        told |= {"bytes": unfinished.stat().st_size, "sha256": _checksum(unfinished)}
        unfinished_note.write_text(json.dumps(told, indent=2) + "\n")
        _keep({unfinished_note: note, unfinished: file})
    return told


def note_of(file: Path) -> Path:
    return file.with_name(f"{file.name}.json")


@contextmanager
def _private(file: Path) -> Iterator[Path]:
    """A file beside it that its owner alone may read; gone in the end."""
    unfinished = file.with_name(f".{file.name}.{os.getpid()}")
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield unfinished
    finally:
        unfinished.unlink(missing_ok=True)


def _keep(finished: dict[Path, Path]) -> None:
    """All under their names or none, on the disk and not only on the way there. Unlike a rename, a link refuses a file that appeared meanwhile."""
    kept: list[Path] = []
    try:
        for unfinished, file in finished.items():
            with unfinished.open("rb") as written:
                os.fsync(written.fileno())
            os.link(unfinished, file)
            kept.append(file)
    except FileExistsError as error:
        for file in kept:
            file.unlink()
        raise NotDone(f"{error.filename2} appeared meanwhile; it is left as it is.") from None


def _versions() -> dict[str, Any]:
    applied = MigrationRecorder(connection).applied_migrations()
    server = ".".join(map(str, connection.get_database_version()))
    return {"software": settings.VERSION, "database": connection.vendor, "server": server, "migrations": [".".join(key) for key in sorted(applied)]}


def _checksum(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def copy_sqlite(target: Path) -> None:
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def copy_postgresql(target: Path) -> None:
    _run([_program("pg_dump"), "--format=custom", f"--file={target}", f"--dbname={_database()}"])


# --- And back -----------------------------------------------------------------------------------


def restore(file: Path, replace: bool = False) -> dict[str, Any]:
    """Put what was backed up in the place of what is there, all or nothing; what the note says.

    NotDone where the file is not what was backed up, is of another engine or of a later version, or where something is there and may not be replaced.
    """
    told = _what_is_told_of(file)
    if not replace and (there := _what_is_there()):
        raise NotDone(f"The database holds {there} already. With --replace all that it holds is lost: back it up first.")
    back = sqlite_back if connection.vendor == "sqlite" else postgresql_back
    back(file)
    return told


def _what_is_told_of(file: Path) -> dict[str, Any]:
    note = note_of(file)
    if not file.is_file() or not note.is_file():
        raise NotDone(f"A backup is two files, {file.name} and {note.name}: {(note if file.is_file() else file)} is missing.")
    told = json.loads(note.read_text())
    if (file.stat().st_size, _checksum(file)) != (told["bytes"], told["sha256"]):
        raise NotDone(f"{file} is not what was backed up: it has another SHA-256 than {note.name} says. Fetch another copy.")
    if told["database"] != connection.vendor:
        instead = "Carry the record over with dump_dataset and load_dataset (without accounts and history)."
        raise NotDone(f"This is a backup of {told['database']}, and the database here is {connection.vendor}. {instead}")
    if unknown := set(told["migrations"]) - _known():
        raise NotDone(
            f"It was made by a later version of the software ({told['software']}): {', '.join(sorted(unknown))} is unknown here. Install that."
        )
    return told


def _known() -> set[str]:
    return {".".join(key) for key in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}


def _what_is_there() -> str:
    """The first thing that somebody would miss, in words; what a migration makes by itself is nothing."""
    tables = set(connection.introspection.table_names())
    made_by_migrate = apps.get_model("roadmaps", "Catalogue")
    models = [model for model in apps.get_app_config("roadmaps").get_models() if model is not made_by_migrate]
    for model in [get_user_model(), *sorted(models, key=kept_models().__contains__)]:  # what is gone but for its history comes last
        if model._meta.db_table in tables and model._base_manager.exists():
            return str(model._meta.verbose_name_plural)
    return ""


def sqlite_back(file: Path) -> None:
    """Page by page within one transaction of SQLite, so that whoever has the database open sees all of it or nothing."""
    copy = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    given_up_at = monotonic() + PATIENCE

    def give_up(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and monotonic() > given_up_at:
            raise NotDone("The database is in use. Stop the service first.")

    try:
        if (found := _integrity(copy)) != "ok":
            raise NotDone(f"{file} is damaged: {found}")
        with _asking_again_and_again():
            copy.backup(connection.connection, progress=give_up)
    finally:
        copy.close()


def _integrity(copy: sqlite3.Connection) -> str:
    try:
        return copy.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        return str(error)


@contextmanager
def _asking_again_and_again() -> Iterator[None]:
    """In place of SQLite's own waiting, during which nothing can be given up."""
    with connection.cursor() as cursor:
        usual = cursor.execute("PRAGMA busy_timeout").fetchone()[0]
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


EMPTYING = """
SET client_min_messages = warning;
BEGIN;
DO $$
DECLARE
  made record;
BEGIN
  FOR made IN
    SELECT format('TABLE %s', oid::regclass) AS thing, oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT format('FUNCTION %s', oid::regprocedure), oid FROM pg_proc WHERE pronamespace = 'public'::regnamespace
  LOOP
    CONTINUE WHEN EXISTS (SELECT FROM pg_depend WHERE objid = made.oid AND deptype = 'e'); -- of an extension
    EXECUTE format('DROP %s CASCADE', made.thing);
  END LOOP;
END $$;
"""


def postgresql_back(file: Path) -> None:
    """In one transaction, which is committed when pg_restore has said all that it had to say and not before.

    Owners and rights are those of the database into which it goes: who restores owns the tables, and `migrate` gives the rights.
    """
    reading = [_program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", "--file=-", str(file)]
    writing = [_program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null", f"--dbname={_database()}"]
    connection.close()
    with subprocess.Popen(writing, env=_environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE) as psql:
        into: BinaryIO = psql.stdin  # type: ignore[assignment]  # a pipe, as was asked
        read = None
        try:
            into.write(EMPTYING.encode())
            into.flush()
            read = subprocess.run(reading, stdout=into, stderr=subprocess.PIPE, check=False)
            if read.returncode == 0:
                into.write(b"\nCOMMIT;\n")
        except BrokenPipeError:
            pass  # psql has stopped, and says why
        complaint = psql.communicate()[1].decode(errors="replace").strip()
    if psql.returncode or read is None or read.returncode:
        raise NotDone(f"Nothing was restored: {complaint or (read.stderr.decode(errors='replace').strip() if read else '')}")


# --- PostgreSQL's programs ------------------------------------------------------------------------


def _program(name: str) -> str:
    found = shutil.which(name)
    if not found:
        raise NotDone(f"{name} is not on the PATH; install PostgreSQL's client programs (on Debian: postgresql-client).")
    return found


def _database() -> str:
    return str(connection.get_connection_params()["dbname"])


def _environment() -> dict[str, str]:
    wanted = connection.get_connection_params()  # what Django connects with, a socket's folder included
    return {**os.environ, **{f"PG{name.upper()}": str(wanted[name]) for name in PASSED_ON if wanted.get(name)}}


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=_environment(), capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotDone(f"{Path(command[0]).name} failed: {done.stderr.strip()}")
