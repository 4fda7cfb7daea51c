"""The neighbours: PostgreSQL with standbys, PgBouncer, Redis, each of Debian's packages and on a port of its own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

POSTGRESQL = "/usr/lib/postgresql"


class Missing(Exception):
    """What is not installed here."""


def program(name: str, package: str) -> str:
    found = shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise Missing(f"there is no {name} here (apt-get install {package}).")
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(port: int, seconds: float = 30) -> None:
    end = monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            if monotonic() > end:
                raise
            sleep(0.1)


def as_the_account_of_the_database(folder: Path, command: list[str]) -> subprocess.CompletedProcess[str]:
    """PostgreSQL and PgBouncer refuse to run as root."""
    if os.geteuid() == 0:
        command = ["runuser", "-u", "postgres", "--", *command]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def own(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    folder.parent.chmod(0o755)
    if os.geteuid() == 0:
        account = pwd.getpwnam("postgres")
        os.chown(folder, account.pw_uid, account.pw_gid)
    folder.chmod(0o700)
    return folder


class PostgreSQL:
    """A primary; by ``standby()`` another that follows it."""

    def __init__(self, folder: Path, port: int | None = None):
        self.folder, self.port = folder, port or free_port()
        versions = sorted(Path(POSTGRESQL).glob("*/bin"), key=lambda path: int(path.parent.name)) if Path(POSTGRESQL).is_dir() else []
        if not versions:
            raise Missing("there is no PostgreSQL of Debian here (apt-get install postgresql).")
        self.programs = versions[-1]

    @property
    def url(self) -> str:
        return self.url_of("postgres", "postgres")

    def url_of(self, role: str, database: str) -> str:
        return f"postgres://{role}@127.0.0.1:{self.port}/{database}"

    def run(self, name: str, *arguments: str) -> str:
        return as_the_account_of_the_database(self.folder, [str(self.programs / name), *arguments]).stdout

    def create(self) -> PostgreSQL:
        own(self.folder)
        self.run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self.folder}")
        return self.start()

    def standby(self, folder: Path) -> PostgreSQL:
        other = PostgreSQL(own(folder))
        other.run("pg_basebackup", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "-D", str(folder), "-R", "-c", "fast")
        return other.start()

    def start(self) -> PostgreSQL:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c hot_standby_feedback=on"
        self.run("pg_ctl", "start", "-w", "-D", str(self.folder), "-l", str(self.folder / "log"), "-o", options)
        return self

    def stop(self, mode: str = "immediate") -> None:
        self.run("pg_ctl", "stop", "-w", "-m", mode, "-D", str(self.folder))

    def ask(self, sql: str, database: str = "postgres") -> str:
        address = f"postgresql://postgres@127.0.0.1:{self.port}/{database}"
        return self.run("psql", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql, address).strip()


@contextmanager
def postgresql(folder: Path) -> Iterator[PostgreSQL]:
    server = PostgreSQL(folder).create()
    try:
        yield server
    finally:
        if (server.folder / "postmaster.pid").exists():
            server.stop()


@contextmanager
def running(command: list[str], port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process
    finally:
        process.terminate()
        process.wait()


@contextmanager
def redis(folder: Path, port: int) -> Iterator[subprocess.Popen[bytes]]:
    command = [program("redis-server", "redis-server"), "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder)]
    with running(command, port) as process:
        yield process


@contextmanager
def pgbouncer(folder: Path, database: PostgreSQL, pool: int) -> Iterator[str]:
    """Its address; it shares ``pool`` connections out, to each transaction one."""
    port, settings = free_port(), own(folder) / "pgbouncer.ini"
    settings.write_text(f"""
[databases]
postgres = host=127.0.0.1 port={database.port} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {pool}
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
""")
    settings.chmod(0o644)
    command = [program("pgbouncer", "pgbouncer"), str(settings)]
    if os.geteuid() == 0:
        command = [command[0], "-u", "postgres", command[1]]
    with running(command, port):
        yield f"postgres://postgres@127.0.0.1:{port}/postgres"
