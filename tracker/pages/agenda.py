"""The agenda of a summit: how each road map on it stood on the eve, and how it stood when the summit was over."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from roadmaps.models import AgendaItem, RoadMap, Summit
from roadmaps.questions.standing import evidence

MOST_ITEMS = 100
"""On one page; the API has them all."""


@dataclass(frozen=True)
class Place:
    """Of one road map on the agenda."""

    item: AgendaItem
    """Its road map stands as it did when the summit was over."""

    @property
    def status_before(self) -> str | None:
        """On the eve; None where nothing was recorded."""
        return self.item.road_map.status_before  # type: ignore[attr-defined]  # annotated

    @property
    def has_moved(self) -> bool:
        """Whether its status or its dispute changed meanwhile."""
        road_map: Any = self.item.road_map
        standing = road_map.standing
        after = (standing.status, standing.disputed_on) if standing else (None, None)
        return after != (road_map.status_before, road_map.dispute_before)


@dataclass(frozen=True)
class Agenda:
    places: list[Place]
    """In the order of the road maps."""
    has_more: bool

    @property
    def alike(self) -> AgendaItem | None:
        """Any of the items, if all are there on the same basis, sources and note, so that these need be told only once; after read_evidence()."""
        ways = {_way(place.item): place.item for place in self.places}
        return next(iter(ways.values())) if len(ways) == 1 else None


def _way(item: Any) -> tuple[Any, ...]:
    return item.basis, item.note, tuple((citation.source_id, citation.locator, citation.quote) for citation in item.evidence)


def agenda_of(summit: Summit) -> Agenda:
    items = list(summit.agenda.order_by("road_map__sequence")[: MOST_ITEMS + 1])
    road_maps = {road_map.pk: road_map for road_map in _around(summit, [item.road_map_id for item in items])}
    for item in items:
        item.road_map = road_maps[item.road_map_id]
    return Agenda([Place(item) for item in items[:MOST_ITEMS]], len(items) > MOST_ITEMS)


def _around(summit: Summit, keys: list[str]) -> QuerySet:
    eve = summit.held_on.first - datetime.timedelta(days=1)
    before = evidence(eve).filter(road_map=OuterRef("pk")).order_by("-ledger_order")
    return (
        RoadMap.objects.filter(pk__in=keys)
        .as_of(summit.held_on.last)
        .select_related("negotiation", "standing__term")
        .annotate(status_before=Subquery(before.values("status")[:1]), dispute_before=Subquery(before.values("disputed_on")[:1]))
    )
