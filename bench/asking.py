"""A request, from its environ to its bytes, in this process: no socket and no server between."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

Application = Callable[[dict, Callable], Any]


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def get(application: Application, address: str, **headers: str) -> Answer:
    """What an application answers an anonymous reader. Headers as an environ has them: ``HTTP_ACCEPT``."""
    began: list = []

    def start_response(status, headers, exc_info=None):
        began[:] = [status, headers]

    parts = application(environ(address, headers), start_response)
    try:
        body = b"".join(parts)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    return Answer(int(began[0][:3]), dict(began[1]), body)


def environ(address: str, headers: dict[str, str]) -> dict[str, Any]:
    """What a WSGI server hands over."""
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET", "SCRIPT_NAME": "", "PATH_INFO": path, "QUERY_STRING": query, "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1", "SERVER_SOFTWARE": "bench", "REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": "127.0.0.1:8000",
        "HTTP_ACCEPT": "application/json", "HTTP_USER_AGENT": "bench", "HTTP_ACCEPT_ENCODING": "identity",
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": BytesIO(),
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False, **headers,
    }  # fmt: skip


def stream(application: Application, address: str) -> Iterator[bytes]:
    """The same, part by part as it comes; the first by then is on its way."""
    parts = application(environ(address, {}), lambda status, headers, exc_info=None: None)
    try:
        yield from parts
    finally:
        parts.close()
