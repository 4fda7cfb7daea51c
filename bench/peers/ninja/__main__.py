from bench.asking import get
from bench.peers.answering import answer
from bench.peers.ninja.wsgi import application


def ask(query: str) -> bytes:
    found = get(application, f"/api/road-maps/?{query}")
    assert found.status == 200, found
    return found.body


answer(ask)
