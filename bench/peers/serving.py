"""The same over HTTP on 127.0.0.1: each under the server that it ships with or that its documentation names, with one worker process.

Server, database and client share the machine, so this is coarse, and is reported only.
"""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from bench.peers import environment
from bench.peers.datasette import AS_ROWS, METADATA
from bench.postgresql import free_port

CONNECTIONS = 4
SERVERS = {
    "ours": ("/api/v1/road-maps/?{query}", "waitress --threads=8 --host=127.0.0.1 --port={port} config.wsgi:application"),
    "ninja": ("/api/road-maps/?{query}", "waitress --threads=8 --host=127.0.0.1 --port={port} bench.peers.ninja.wsgi:application"),
    "fastapi": ("/road-maps/?{query}", "uvicorn --no-access-log --host=127.0.0.1 --port={port} bench.peers.fastapi.app:app"),
    "datasette": ("/record/standings.json?{query}&" + AS_ROWS, f"datasette serve {{file}} --metadata={METADATA} --host=127.0.0.1 --port={{port}}"),
}


@contextmanager
def served(name: str, database: str, file: Path) -> Iterator[int]:
    """The port on which it answers."""
    port = free_port()
    python = sys.executable if name == "ours" else environment.python()
    command = [python, "-m", *SERVERS[name][1].format(port=port, file=file).split()]
    variables = environment.variables(database)
    server = subprocess.Popen(command, cwd=environment.ROOT, env=variables, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield answers_on(port, server)
    finally:
        server.terminate()
        server.wait()


def answers_on(port: int, server: subprocess.Popen) -> int:
    for _ in range(300):
        try:
            HTTPConnection("127.0.0.1", port).connect()
            return port
        except ConnectionRefusedError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise SystemExit(f"{server.args} does not serve.")


def a_second(name: str, port: int, query: str, seconds: float = 1.5) -> float:
    """How many requests it answers, asked over several connections that stay open."""
    answered: list[int] = []
    end = time.perf_counter() + seconds

    def ask() -> None:
        connection, count = HTTPConnection("127.0.0.1", port), 0
        while time.perf_counter() < end:
            connection.request("GET", SERVERS[name][0].format(query=query))
            response = connection.getresponse()
            response.read()
            count += response.status == 200
        answered.append(count)

    threads = [threading.Thread(target=ask) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(answered) / seconds
