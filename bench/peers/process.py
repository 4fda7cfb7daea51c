"""The side of the bench: who answers in a process of its own, asked in turn over its standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.peers import environment


class Process:
    def __init__(self, *command: str | Path, **environ: str):
        self.running = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=environment.ROOT, env={**os.environ, **environ}
        )

    def milliseconds(self, query: str) -> float:
        """From request to bytes, by its own clock."""
        return int(self._asked(f"time {query}")) / 1e6

    def answer(self, query: str) -> Any:
        return json.loads(self._asked(f"show {query}"))

    def _asked(self, line: str) -> str:
        assert self.running.stdin and self.running.stdout
        print(line, file=self.running.stdin, flush=True)
        if not (told := self.running.stdout.readline()):
            raise SystemExit(f"{self.running.args} broke off.")
        return told

    def close(self) -> None:
        self.running.communicate()


@contextmanager
def answering(database: str, *names: str) -> Iterator[dict[str, Process]]:
    """``ours`` and the peers that are named. ``database``: the address of what they ask; of Datasette it is the SQLite file."""
    python = environment.python()
    with ExitStack() as stack:
        processes = {}
        for name in ("ours", *names):
            command = (sys.executable, "-m", "bench.peers.ours") if name == "ours" else (python, "-m", f"bench.peers.{name}")
            processes[name] = Process(*command, *([SQLITE] if name == "datasette" else []), DATABASE_URL=database, DJANGO_SETTINGS_MODULE="config.settings")
            stack.callback(processes[name].close)
        yield processes
