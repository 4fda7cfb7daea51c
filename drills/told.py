"""What a drill says while it goes on, and how it fails."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Failed(AssertionError):
    pass


def say(text: str) -> None:
    print(f"==> {text}", flush=True)


def check(is_so: bool, what: str, found: Any = "") -> None:
    """Told when it is so; the end of the drill when it is not."""
    if not is_so:
        raise Failed(f"not so: {what}; found {found!r}")
    print(f"    ok: {what}", flush=True)


def within(seconds: float, what: str, question: Callable[[], Any]) -> None:
    """True of the answer before the time is over."""
    began = time.monotonic()
    while not (found := question()):
        if time.monotonic() - began > seconds:
            raise Failed(f"not within {seconds} s: {what}; found {found!r}")
        time.sleep(0.1)
    check(True, f"{what} (after {time.monotonic() - began:.1f} s)")
