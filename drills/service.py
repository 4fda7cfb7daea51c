"""The service itself: processes of config.server, and those who ask them."""

from __future__ import annotations

import http.client
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any, NamedTuple

from drills.neighbours import free_port

ROOT = Path(__file__).resolve().parent.parent


class Answer(NamedTuple):
    status: int
    headers: Any
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Service:
    def __init__(self, log: Path, **variables: str):
        self.port = free_port()
        ours = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "DATABASE_REPLICA_URL", "CACHE_URL", "TRACKER_ENV")}
        self.environment = {**ours, "HOST": "127.0.0.1", "PORT": str(self.port), **variables}
        self.log = log

    def manage(self, *arguments: str) -> str:
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True).stdout

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        with self.log.open("ab") as log:
            process = subprocess.Popen([sys.executable, "-m", "config.server"], cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            while self.status("/livez") != 200:
                if process.poll() is not None:
                    raise RuntimeError(self.log.read_text()[-2000:])
                time.sleep(0.1)
            yield process
        finally:
            process.terminate()
            process.wait()

    def ask(self, path: str, method: str = "GET", body: Any = None, token: str = "", **headers: str) -> Answer:
        sent = {"Connection": "close", **headers, **({"Authorization": f"Bearer {token}"} if token else {})}
        content = None if body is None else json.dumps(body).encode()
        if content is not None:
            sent["Content-Type"] = "application/json"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, content, sent)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def status(self, path: str, **request: Any) -> int:
        """0 where nobody answers, or not to the end."""
        try:
            return self.ask(path, **request).status
        except (OSError, http.client.HTTPException):
            return 0

    def checks(self) -> dict[str, str]:
        return self.ask("/readyz").json["checks"]

    def statements(self, database: str) -> float:
        """How many it has run, as it counts itself."""
        lines = self.ask("/metrics").body.decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(f'tracker_query_seconds_count{{database="{database}"}}'))

    @contextmanager
    def load(self, *paths: str, clients: int = 4) -> Iterator[Counter[int]]:
        """Statuses that were answered to so many who ask without a pause."""
        answered: Counter[int] = Counter()
        over = Event()

        def ask_on(number: int) -> None:
            while not over.is_set():
                answered[self.status(paths[number % len(paths)])] += 1

        threads = [Thread(target=ask_on, args=[number]) for number in range(clients)]
        for thread in threads:
            thread.start()
        try:
            yield answered
        finally:
            over.set()
            for thread in threads:
                thread.join()
