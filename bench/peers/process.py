"""The side of the bench: who answers in a process of its own, asked in turn over its standard input and output."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from bench.peers import environment

SHIPPED, ANEW = "ours as shipped", "ours, nothing cached"


class Process:
    def __init__(self, variables: dict[str, str], *command: str | Path):
        self.running = subprocess.Popen(
            list(map(str, command)), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=environment.ROOT, env=variables
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
    ours, python, variables = (sys.executable, "-m", "bench.peers.ours"), environment.python(), environment.variables(database)
    with ExitStack() as stack:
        processes = {SHIPPED: Process(variables, *ours), ANEW: Process({**variables, "RESPONSE_CACHE_MB": "0"}, *ours)}
        for name in peers:
            processes[name] = Process(variables, python, "-m", f"bench.peers.{name}", *([file] if name == "datasette" else []))
        for process in processes.values():
            stack.callback(process.close)
        yield processes
