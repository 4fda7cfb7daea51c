import os
import shutil
import sqlite3
import subprocess
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

PASSED_ON = ("host", "port", "user", "password", "sslmode", "sslrootcert")
"""By the environment, where no other user of the machine sees them."""


class Command(BaseCommand):
    help = "Copy the database into FILE while it is in use: a consistent SQLite file, or a pg_dump archive of PostgreSQL."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, file: Path, **options):
        if file.exists():
            raise CommandError(f"{file} exists already; a backup never overwrites. Name another file.")
        if not file.parent.is_dir():
            raise CommandError(f"There is no folder {file.parent}.")
        unfinished = file.with_name(f".{file.name}.{os.getpid()}")
        os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        try:
            copy = copy_sqlite if connection.vendor == "sqlite" else copy_postgresql
            copy(unfinished)
            os.link(unfinished, file)  # unlike a rename, this refuses a file that appeared meanwhile
        except FileExistsError:
            raise CommandError(f"{file} appeared meanwhile; it is left as it is.") from None
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(f"Wrote {file} ({file.stat().st_size:,} bytes).")


def copy_sqlite(target: Path) -> None:
    """By SQLite's own online copy: the main file alone lacks what still stands in the write-ahead log."""
    connection.ensure_connection()
    copy = sqlite3.connect(target)
    try:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
    finally:
        copy.close()


def copy_postgresql(target: Path) -> None:
    program = shutil.which("pg_dump")
    if not program:
        raise CommandError("pg_dump is not on the PATH; install PostgreSQL's client programs (on Debian: postgresql-client).")
    wanted = connection.get_connection_params()  # what Django connects with, a socket's folder included
    address = {f"PG{name.upper()}": str(wanted[name]) for name in PASSED_ON if wanted.get(name)}
    command = [program, "--format=custom", f"--file={target}", f"--dbname={wanted['dbname']}"]
    done = subprocess.run(command, env={**os.environ, **address}, capture_output=True, text=True)
    if done.returncode:
        raise CommandError(f"pg_dump failed: {done.stderr.strip()}")
