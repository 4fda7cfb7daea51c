"""What differs between two states of a row, told in words: labels of fields and choices, keys of links, marks in long texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from roadmaps.models import Record
from roadmaps.models.fields import SlugsField
from roadmaps.models.record import target_of
from roadmaps.past import Key, written_fields

JUDGEMENT = ("judgement", "judgement_reason")
"""Written by no form, but told."""
LONG, MOST_WORDS = 40, 3000
"""Longer texts are compared word by word; the longest only as a whole, because that takes the square of their length."""
NO_TITLES: Mapping[Key, str] = {}
Piece = tuple[str, str]
"""“same”, “removed” or “added”, and a piece of text."""
_WORD = re.compile(r"\S+\s*|\s+")


def told_fields(model: type[Record]) -> list[Any]:
    return [*written_fields(model), *(field for field in model._meta.concrete_fields if field.name in JUDGEMENT)]


def in_words(field, value, titles: Mapping[Key, str] = NO_TITLES) -> str:
    """A value as a reader would say it; empty where there is none. Links are told by their keys, or by titles where these are given."""
    if isinstance(value, Model):
        return str(value.pk)
    if titles and (links := links_of(field, value)):
        return ", ".join(titles.get(key) or key[1] for key in links)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, dict):
        return "\n".join(f"{key}: {text}" for key, text in value.items())
    if isinstance(value, list | tuple):
        return "\n".join(map(str, value))
    if value in (None, ""):
        return ""
    return str(dict(field.flatchoices or ()).get(value, value))


def links_of(field, value) -> list[Key]:
    """The records that a value names: by a foreign key, or in a set of keys."""
    if not isinstance(value, str):
        return []
    if isinstance(field, SlugsField):
        return [(target_of(field), slug) for slug in value.split()]
    return [(field.related_model, value)] if field.is_relation else []


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
    return differences_of([field for field in told_fields(model) if field.name not in leaving_out], before, after)


def differences_of(fields: Iterable[Any], before, after, titles: Mapping[Key, str] = NO_TITLES) -> list[Difference]:
    """The same of some fields."""
    found = []
    for field in fields:
        was, became = (in_words(field, getattr(row, field.attname), titles) if row else "" for row in (before, after))
        if was != became:
            found.append(Difference(capfirst(field.verbose_name), was, became))
    return found


def title_of(row) -> str:
    """What a row of history was of: “Citation us19-statement-1”."""
    return f"{capfirst(row.instance_type._meta.verbose_name)} {row.slug}"
