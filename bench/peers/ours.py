"""Our application, asked like the peers: in a process of its own, through the whole WSGI handler with all middleware."""

from __future__ import annotations

from bench.asking import get
from bench.peers.answering import answer
from config.wsgi import application


def ask(query: str) -> bytes:
    found = get(application, f"/api/v1/road-maps/?{query}")
    assert found.status == 200, found
    return found.body


answer(ask)
