"""What the board of a negotiation says: each road map and how it stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from roadmaps.models import Citation, RoadMap, Statement, StatusClaim, Topic
from roadmaps.past import Key
from tracker.citing.content import Content, Item, Part
from tracker.citing.of_records import content_of_titles

OF_A_CELL = frozenset({"title", "number", "sequence", "topic"})
OF_A_STANDING = frozenset({"status", "disputed_on", "effective_on", "basis", "about", "judgement"})
OF_ITS_DAY_AND_SIDE = frozenset({"said_on", "reported_on", "party"})


def content_of_board(negotiation: str, road_maps: Iterable[RoadMap]) -> Content:
    """Of road maps as ``RoadMap.objects.as_of()`` gives them, with the sources of their standings loaded, in their order; one query besides.

    ``negotiation`` (its slug) is theirs: what was deleted, or now stands so that a filter leaves it out, is found by it.
    """
    listed = list(road_maps)
    items = [Item(road_map.pk, cell(road_map), RoadMap) for road_map in listed]
    disputed: set[Key] = {(Topic, slug) for road_map in listed if road_map.standing for slug in road_map.standing.dispute}
    return Content(items, _parts(negotiation)) + content_of_titles(disputed)


def cell(road_map: RoadMap) -> dict[str, Any]:
    """No word in the language of the interface: an unknown title is empty."""
    named = {"number": road_map.number, "title": road_map.title}
    claim = road_map.standing
    if claim is None:
        return {**named, "standing": None}
    standing = {
        "status": claim.status,
        "disputed_on": claim.dispute,
        "since": str(road_map.since),
        "basis": claim.basis,
        "claim": claim.pk,
        "agreeing": road_map.agreeing,
        "contradicting": road_map.contradicting,
        "sources": sorted(claim.source_keys()),
    }
    return {**named, "standing": standing}


def _parts(negotiation: str) -> list[Part]:
    """What decides how a road map stands: it, its claims, when and for whom the statements were made that hold them, and by which sources."""
    road_maps = RoadMap.history.filter(negotiation=negotiation).order_by().values("slug")
    claims = Q(road_map__in=road_maps)
    statements = StatusClaim.history.filter(claims).order_by().values("statement")
    return [
        Part(RoadMap, Q(negotiation=negotiation), OF_A_CELL),
        Part(StatusClaim, claims, OF_A_STANDING),
        Part(Statement, Q(slug__in=statements), OF_ITS_DAY_AND_SIDE),
        Part(Citation, Q(statement__in=statements), frozenset({"source"})),
    ]
