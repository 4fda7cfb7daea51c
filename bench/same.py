"""Before two ways of answering are timed: whether they answer the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MAY_DIFFER = {"next", "previous"}
"""Each way pages by cursors or numbers of its own."""


def hold_to(ours: Any, theirs: Any, whose: str) -> None:
    """Raises where the JSON values differ; the order of the names in an object is free."""
    found = list(differences(ours, theirs))
    if found:
        raise SystemExit(f"{whose} answers otherwise than our API, so there is nothing to compare:\n  " + "\n  ".join(found[:10]))


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[str]:
    match ours, theirs:
        case dict(), dict():
            for name in sorted((ours.keys() | theirs.keys()) - MAY_DIFFER):
                yield from differences(ours.get(name, "nothing"), theirs.get(name, "nothing"), f"{path}.{name}")
        case list(), list() if len(ours) == len(theirs):
            for place, pair in enumerate(zip(ours, theirs, strict=True)):
                yield from differences(*pair, f"{path}[{place}]")
        case list(), list():
            yield f"{path}: {len(ours)} rows, and {len(theirs)} there"
        case _ if ours != theirs or type(ours) is not type(theirs):
            yield f"{path}: {ours!r}, and {theirs!r} there"
