"""What differs between two states of a row, told in words: labels of fields and choices, keys of links, marks in long texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import Record
from roadmaps.past import written_fields

JUDGEMENT = ("judgement", "judgement_reason")
"""Written by no form, but told."""
LONG, MOST_WORDS = 40, 3000
"""Longer texts are compared word by word; the longest only as a whole, because that takes the square of their length."""
Piece = tuple[str, str]
"""“same”, “removed” or “added”, and a piece of text."""
_WORD = re.compile(r"\S+\s*|\s+")


def told_fields(model: type[Record]) -> list[Any]:
    return [*written_fields(model), *(field for field in model._meta.concrete_fields if field.name in JUDGEMENT)]


def in_words(field, value) -> str:
    """A value as a reader would say it; empty where there is none."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if value in (None, ""):
        return ""
    return str(dict(field.flatchoices or ()).get(value, value))


@dataclass(frozen=True)
class Difference:
    """One field in two states."""

    label: str
    before: str
    after: str

    def marks(self) -> list[Piece]:
        """A long text that changed, in pieces; none where both states are better shown whole."""
        if not (self.before and self.after and max(len(self.before), len(self.after)) > LONG):
            return []
        pieces = list(_pieces(_WORD.findall(self.before), _WORD.findall(self.after)))
        return pieces if any(kind != "same" for kind, text in pieces) else []


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    if len(before) + len(after) > MOST_WORDS:
        return
    words, other_words = ([word.strip() for word in text] for text in (before, after))
    for kind, first, last, other_first, other_last in SequenceMatcher(None, words, other_words, autojunk=False).get_opcodes():
        if kind == "equal":
            yield "same", "".join(after[other_first:other_last])
            continue
        if first < last:
            yield "removed", "".join(before[first:last])
        if other_first < other_last:
            yield "added", "".join(after[other_first:other_last])


def differences(model: type[Record], before, after, leaving_out: Collection[str] = ()) -> list[Difference]:
    """Field by field, between two rows; None is a row that is not there."""
    found = []
    for field in told_fields(model):
        was, became = (in_words(field, getattr(row, field.attname)) if row else "" for row in (before, after))
        if was != became and field.name not in leaving_out:
            found.append(Difference(capfirst(field.verbose_name), was, became))
    return found


def title_of(row) -> str:
    """What a row of history was of: “Citation us19-statement-1”."""
    return f"{capfirst(row.instance_type._meta.verbose_name)} {row.slug}"
