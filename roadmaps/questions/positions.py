"""What each party wants: its last position on each topic, on each road map, and in general."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce

from roadmaps.models import Negotiation, Party, Position, RoadMap, Topic
from roadmaps.questions.standing import resolve_day


@dataclass(frozen=True)
class Row:
    """One thing on which positions are held: a topic, a road map, or (neither) the negotiation in general."""

    topic: Topic | None
    road_map: RoadMap | None
    cells: list[Cell]
    """One for each party of the matrix, in its order."""

    @property
    def subject(self) -> str:
        return "topic" if self.topic else "road_map" if self.road_map else "general"


@dataclass(frozen=True)
class Cell:
    party: Party
    position: Position | None
    """None where the party is not known to have said anything."""


@dataclass(frozen=True)
class Matrix:
    negotiation: Negotiation
    parties: list[Party]
    rows: list[Row]


def positions_matrix(negotiation: Negotiation, day=None, known_on=None) -> Matrix:
    """In a constant number of queries.

    The last position is that of the last day held; where that is not known, of the day it was said or became public.
    A position of no known day is the oldest; it counts whatever the day asked about.
    """
    found = list(held(negotiation, resolve_day(day, known_on), known_on))
    last = {(position.topic_id, position.road_map_id, position.party_id): position for position in found}
    parties = _parties(negotiation, found)
    subjects = {(position.topic_id, position.road_map_id): (position.topic, position.road_map) for position in found}
    rows = [
        Row(*subjects[key], [Cell(party, last.get((*key, party.pk))) for party in parties])
        for key in sorted(subjects, key=lambda key: _place(*subjects[key]))
    ]
    return Matrix(negotiation, parties, rows)


def held(negotiation: Negotiation, day: datetime.date, known_on):
    """In order of the day held."""
    told = Coalesce("held_on_last", "statement__said_on_last", "statement__reported_on_last", Value(datetime.date.min))
    held = Position.objects.filter(statement__negotiation=negotiation).alias(told=told).filter(told__lte=day)
    known = held if known_on is None else held.filter(statement__reported_on_last__lte=known_on)
    return known.select_related("statement__speaker", "party", "topic", "road_map").order_by(
        "told", F("statement__reported_on_last").asc(nulls_first=True), "slug"
    )


def _parties(negotiation: Negotiation, found: list[Position]) -> list[Party]:
    """Those of the negotiation, and whoever else holds a position."""
    wanted = {*negotiation.parties.split(), *(position.party_id for position in found)}
    return list(Party.objects.filter(pk__in=wanted).order_by("slug"))


def _place(topic: Topic | None, road_map: RoadMap | None) -> tuple[int, str | int]:
    """Topics by slug, road maps in their order, what is held in general last."""
    if topic:
        return 0, topic.pk
    return (1, road_map.sequence) if road_map else (2, 0)
