"""Datasette on the SQLite file that is named. It is not opened as immutable: others write to the record while it is read."""

from __future__ import annotations

import sys

import uvloop
import yaml
from datasette.app import Datasette

from bench.peers.answering import answer_in_loop
from bench.peers.asgi import get
from bench.peers.datasette import AS_ROWS, METADATA


async def main(file: str) -> None:
    datasette = Datasette([file], metadata=yaml.safe_load(METADATA.read_text()))
    await datasette.invoke_startup()
    application = datasette.app()
    await answer_in_loop(lambda query: get(application, "/record/standings.json", f"{query}&{AS_ROWS}"))


uvloop.run(main(sys.argv[1]))
