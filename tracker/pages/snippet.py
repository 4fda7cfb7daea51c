"""The part of a text in which searched words stand, with the words marked."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from roadmaps.models.search import folded

BEFORE, AROUND = 60, 240
"""Characters: before the first word, and in all."""


@dataclass(frozen=True)
class Snippet:
    pieces: list[tuple[str, bool]] = field(default_factory=list)
    """The text in order, piece by piece: whether it is one of the words."""
    words_found: int = 0

    @property
    def html(self) -> SafeString:
        return format_html_join("", "{}", ((format_html("<mark>{}</mark>", text) if is_word else text,) for text, is_word in self.pieces))


def snippet(text: str, words: list[str]) -> Snippet:
    """``words``: folded, as words_in() gives them. Those that stand in the text are marked in it, also where they look otherwise there."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    places, number = _places(text, words)
    if not places:
        return Snippet()
    start = max(0, min(places) - BEFORE)
    end = min(len(text), start + AROUND)
    borders = sorted({start, end, *(place for place in range(start + 1, end) if (place in places) != (place - 1 in places))})
    pieces = [(text[first:last], first in places) for first, last in pairwise(borders)]
    return Snippet([*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])], number)


def _places(text: str, words: list[str]) -> tuple[set[int], int]:
    """Which characters belong to a word, and how many of the words stand there."""
    whole, origins = "", []
    for index, character in enumerate(text):
        part = folded(character)
        whole += part
        origins += [index] * len(part)
    found = [places for word in set(words) if (places := set(_occurrences(whole, word)))]
    return {origins[place] for places in found for place in places}, len(found)


def _occurrences(text: str, word: str) -> Iterator[int]:
    """Every place that the word takes up in the text."""
    start = text.find(word)
    while start >= 0:
        yield from range(start, start + len(word))
        start = text.find(word, start + len(word))
