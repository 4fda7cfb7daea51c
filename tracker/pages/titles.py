"""What a record is called in the reader's language, and in which language that is."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language

from roadmaps.models import Record, RoadMap, RoadMapTitle, Source, TitleKind

WRITTEN_IN = "en"
"""The language of a record's own columns; its other titles stand beside them."""
NEAREST_FIRST: list[str] = [TitleKind.OFFICIAL, TitleKind.PRESS, TitleKind.TRANSLATION]


class Title(NamedTuple):
    text: str
    language: str


def reader_language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def title_of(record: Record) -> Title:
    """In the reader's language where the record has it there, else as it is written."""
    language = reader_language()
    if isinstance(record, RoadMap):
        found = min(in_language(record, language), key=lambda title: NEAREST_FIRST.index(title.kind), default=None)
        return Title(found.title, language) if found else Title(str(record), WRITTEN_IN if record.title else language)
    if isinstance(record, Source):
        return Title(record.title, WRITTEN_IN if record.title_is_descriptive else record.language)
    translated = getattr(record, "translations", {}).get(language)
    return Title(translated, language) if translated else Title(name_of(record), WRITTEN_IN)


def name_of(record: Record) -> str:
    """As it is written, without what str() adds to tell it from its neighbours."""
    return str(getattr(record, "title", "") or record)


def in_language(road_map: RoadMap, language: str) -> list[RoadMapTitle]:
    return [title for title in road_map.titles.all() if title.language == language]


def titles_to_read(path: str = "") -> list[Prefetch]:
    """For prefetch_related(): the titles in the reader's language of the road maps at the end of ``path``; nothing for who reads what is written."""
    language = reader_language()
    lookup = f"{path}__titles" if path else "titles"
    return (
        [Prefetch(lookup, RoadMapTitle.objects.filter(language=language))]
        if language != WRITTEN_IN
        else [Prefetch(lookup, RoadMapTitle.objects.none())]
    )
