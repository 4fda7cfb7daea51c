"""What a record is called in the reader's language, and in which language that is."""

from __future__ import annotations

from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from roadmaps.models import Poll, Position, Record, RoadMap, RoadMapTitle, Source, Statement, Status, StatusClaim, Tally, TitleKind
from roadmaps.questions.progress import UNRECORDED
from tracker.pages.days import in_words

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
    if composed := composed_title(record):
        return Title(composed, language)
    translated = getattr(record, "translations", {}).get(language)
    return Title(translated, language) if translated else Title(name_of(record), WRITTEN_IN)


def composed_title(record: Record) -> str:
    """In the reader's words, of what has no title of its own: who, what and when. (Names of persons stay as they are.)"""
    match record:
        case Statement(speaker=speaker, party=party):
            who = speaker or party
            return f"{title_of(who).text if who else record.get_voice_display()}, {in_words(record.said_on or record.reported_on)}"
        case StatusClaim(road_map=road_map):
            return f"{title_of(road_map).text}: {word_for(record)}, {in_words(record.effective_on)}"
        case Tally(counted_on=day):
            return f"{record.worded_count()}, {in_words(day)}"
        case Position(party=party, topic=topic, road_map=road_map):
            subject = topic or road_map
            on = title_of(subject).text if subject else _("in general")
            return f"{title_of(party).text}: {on}, {in_words(record.held_on)}"
    return ""


def word_for(standing: StatusClaim | str | None) -> str:
    """A standing in words: the negotiation's own word where it has one, else the status."""
    if isinstance(standing, StatusClaim):
        return title_of(standing.term).text if standing.term else str(Status(standing.status).label)
    return str(Status(standing).label) if standing and standing != UNRECORDED else _("unrecorded")


def name_of(record: Record) -> str:
    """As it is written, without what str() adds to tell it from its neighbours."""
    return record.question if isinstance(record, Poll) else str(getattr(record, "title", "") or record)


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
