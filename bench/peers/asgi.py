"""A request to an ASGI application, in its own loop and without a socket."""

from __future__ import annotations

from typing import Any

from bench.peers.answering import HOST

SCOPE = {
    "type": "http", "asgi": {"version": "3.0", "spec_version": "2.4"}, "http_version": "1.1", "method": "GET", "scheme": "http", "root_path": "",
    "headers": [(b"host", HOST.encode()), (b"accept", b"application/json"), (b"user-agent", b"bench"), (b"accept-encoding", b"identity")],
    "client": ("127.0.0.1", 50000), "server": ("127.0.0.1", 8000),
}  # fmt: skip


async def get(application: Any, path: str, query: str) -> bytes:
    parts: list[bytes] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        assert message.get("status", 200) == 200, message
        parts.append(message.get("body", b""))

    await application({**SCOPE, "path": path, "raw_path": path.encode(), "query_string": query.encode()}, receive, send)
    return b"".join(parts)
