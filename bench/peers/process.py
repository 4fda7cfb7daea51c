"""The side of the bench: who answers in a process of its own, asked in turn over its standard input and output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.peers import environment

SHIPPED, ANEW = "ours as shipped", "ours, nothing cached"


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
        assert self.running.stdin
        assert self.running.stdout
        print(line, file=self.running.stdin, flush=True)
        if not (told := self.running.stdout.readline()):
            raise SystemExit(f"{self.running.args} broke off.")
        return told

    def close(self) -> None:
        self.running.communicate()


@contextmanager
def answering(database: str, file: Path, peers: Iterable[str]) -> Iterator[dict[str, Process]]:
    """Ours in its two ways and the peers. All ask the database at that address but Datasette, which asks the SQLite ``file``."""
    environ = {"DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "config.settings"}
    ours, python = (sys.executable, "-m", "bench.peers.ours"), environment.python()
    with ExitStack() as stack:
        processes = {SHIPPED: Process(*ours, **environ), ANEW: Process(*ours, **environ, RESPONSE_CACHE_MB="0")}
        for name in peers:
            processes[name] = Process(python, "-m", f"bench.peers.{name}", *([file] if name == "datasette" else []), **environ)
        for process in processes.values():
            stack.callback(process.close)
        yield processes
