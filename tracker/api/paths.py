"""Where in a body something is wrong: ``claims[2].effective_on``."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from rest_framework.settings import api_settings

Way = tuple[str | int, ...]
"""To a field: names and places in lists."""
WHOLE = (NON_FIELD_ERRORS, api_settings.NON_FIELD_ERRORS_KEY)
"""Under these names stands what is wrong with an object as a whole."""


def leaves(messages: Any, way: Way = ()) -> Iterator[tuple[Way, Any]]:
    """DRF's and Django's nested messages one by one, each with the way to it."""
    if isinstance(messages, dict):
        for name, part in messages.items():
            yield from leaves(part, (*way, name))
    elif isinstance(messages, list | tuple):
        for index, part in enumerate(messages):
            yield from leaves(part, (*way, index) if isinstance(part, dict | list) else way)
    else:
        yield way, messages


def path_of(way: Way) -> str:
    return reduce(step, way, "")


def step(path: str, name: str | int) -> str:
    """The path one step further: to a field, to a place in a list, or, for what is wrong with the whole, where it was."""
    if isinstance(name, int):
        return f"{path}[{name}]"
    if name in WHOLE:
        return path
    return f"{path}.{tellable(name)}" if path else tellable(name)


def tellable(name: str) -> str:
    """A name that somebody made up, so that it can be told in an answer whatever it is made of."""
    return name.encode("utf-8", "backslashreplace").decode()[:100]
