"""The shipped record in a SQLite file of its own: Datasette serves nothing else, and knows a database by the name of its file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from bench.peers.environment import ROOT
from bench.postgresql import WORK


def file() -> Path:
    """Made anew by the software itself."""
    WORK.mkdir(exist_ok=True)
    for left in WORK.glob("record.sqlite3*"):
        left.unlink()
    path = WORK / "record.sqlite3"
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, check=True)
    return path
