"""The shipped record in a SQLite file of its own: Datasette serves nothing else, and knows a database by the name of its file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from bench.peers import environment
from bench.postgresql import WORK


def file() -> Path:
    """Made anew by the software itself."""
    WORK.mkdir(exist_ok=True)
    for left in WORK.glob("record.sqlite3*"):
        left.unlink()
    path = WORK / "record.sqlite3"
    command = [sys.executable, "manage.py", "prepare"]
    subprocess.run(command, cwd=environment.ROOT, env=environment.variables(f"sqlite:///{path}"), stdout=subprocess.DEVNULL, check=True)
    return path
