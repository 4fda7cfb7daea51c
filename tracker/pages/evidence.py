"""The sources on which records of several kinds rest, read in one query for a whole page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Prefetch, Q, prefetch_related_objects

from roadmaps.models import CITING, Citation, Record, RoadMap

LINKS: dict[Any, str] = {Citation._meta.get_field(link).related_model: link for link in CITING}
"""Model of what cites → the link of the citation to it."""

STANDING = ("negotiation", "topic", "standing__term", "standing__statement__speaker", "standing__statement__party")
"""What is shown with the standing of a road map, for select_related()."""


def cite_standings(road_maps: list[RoadMap]) -> list[RoadMap]:
    """Loads the sources of the claims in force. (A QuerySet can not prefetch through as_of()'s join.)"""
    statements = [road_map.standing.statement for road_map in road_maps if road_map.standing]
    prefetch_related_objects(statements, Prefetch("citations", Citation.objects.select_related("source")))
    return road_maps


def read_evidence(*groups: Iterable[Record]) -> None:
    """Gives every record ``evidence``: its citations, each with its source."""
    citing: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in (record for group in groups for record in group):
        record.evidence = []  # type: ignore[attr-defined]
        citing[LINKS[type(record)], record.pk].append(record)
    if citing:
        for citation in Citation.objects.filter(_standing_under(citing)).select_related("source").order_by("slug"):
            for record in citing[citation.parent, getattr(citation, f"{citation.parent}_id")]:
                record.evidence.append(citation)  # type: ignore[attr-defined]


def _standing_under(citing: Iterable[tuple[str, str]]) -> Q:
    keys: dict[str, list[str]] = defaultdict(list)
    for link, key in citing:
        keys[link].append(key)
    return reduce(or_, (Q(**{f"{link}__in": found}) for link, found in keys.items()))
