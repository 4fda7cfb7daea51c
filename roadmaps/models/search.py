"""Search that finds the same on every database: words as parts of a stored, folded text."""

from __future__ import annotations

import unicodedata

_ALIKE = str.maketrans({"ё": "е", "’": "'", "ʼ": "'", "‘": "'", "`": "'"})
_AROUND_WORDS = '.,:;!?()[]«»„“”"–—→'
"""What a sentence or a label puts beside its words: “BelTA: Minister hopeful (en)” is typed to find what has these three."""


def folded(text: str) -> str:
    """``text`` as it is compared: in one letter case and one composition, ё as е, one apostrophe.

    Databases differ in the letter case of Cyrillic (SQLite knows none), so nothing is left to them.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()).translate(_ALIKE)


def texts_in(value) -> list[str]:
    """The texts of a column: itself, or what a list or the translations of a title hold."""
    match value:
        case str():
            return [value] if value else []
        case list():
            return [text for part in value for text in texts_in(part)]
        case dict():
            return texts_in(list(value.values()))
    return []


def words_in(text: str) -> list[str]:
    """The words to search for, folded, without what stands around them. (Folding may part one: it comes before counting them.)"""
    return [word for part in folded(text).split() if (word := part.strip(_AROUND_WORDS))]
