"""JSON as it is meant: each name once, no number that JSON does not have, not too deep."""

from __future__ import annotations

import json
from math import isinf
from typing import Any, NoReturn

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from tracker.api.limits import BODY, DEPTH, TooLarge


class StrictJSON(JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        body = stream.read(BODY + 1)
        if len(body) > BODY:
            raise TooLarge
        try:
            value = json.loads(body.decode(), object_pairs_hook=_each_name_once, parse_constant=_no_number, parse_float=_finite)
            depth = _depth(value)
        except RecursionError:
            raise _too_deep() from None
        except ValueError as error:  # of JSON and of UTF-8, which say where
            raise ParseError(f"The body is not JSON: {error}.") from None
        if depth > DEPTH:
            raise _too_deep()
        return value


def _each_name_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(f"“{next(name for name in names if names.count(name) > 1)}” stands twice in one object")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number of JSON")


def _finite(text: str) -> float:
    number = float(text)
    if isinf(number):
        raise ValueError(f"{text[:30]} is too large a number")
    return number


def _depth(value: Any) -> int:
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return 0 if parts is None else 1 + max(map(_depth, parts), default=0)


def _too_deep() -> ParseError:
    return ParseError(f"The body is nested too deep: at most {DEPTH} arrays and objects may stand in one another.")
