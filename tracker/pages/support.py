"""What rests on a source: every citation of it, by the kind of what cites it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.db.models import F
from django.db.models.functions import Coalesce

from roadmaps.models import CITING, Citation, RoadMap, Source
from tracker.pages.evidence import LINKS
from tracker.pages.page import in_api

MOST_STATEMENTS, MOST_OTHERS = 50, 200
"""On one page; the API has them all."""

ROAD_MAPS = ("road_map", "road_map_title__road_map", "succession__from_road_map", "succession__to_road_map", "agenda_item__road_map")


KINDS = {link: model for model, link in LINKS.items()}


@dataclass(frozen=True)
class Supported:
    """Of one kind."""

    parent: str
    """The link of its citations, e.g. ``agenda_item``."""
    citations: list[Citation]
    has_more: bool

    @property
    def all_of_them(self) -> str:
        """The address of those of this kind in the API; empty where they have none."""
        model, source = KINDS[self.parent], self.citations[0].source_id
        return in_api(model.route, source=source) if model.route else ""

    @property
    def kind(self) -> str:
        return str(KINDS[self.parent]._meta.verbose_name_plural)


def supported_by(source: Source) -> list[Supported]:
    """Statements first, the newest before the others, then what else cites it; in two queries."""
    statements = list(_statements(source)[: MOST_STATEMENTS + 1])
    others = list(_others(source)[: MOST_OTHERS + 1])
    shown = sorted(others[:MOST_OTHERS], key=lambda citation: CITING.index(citation.parent))
    groups = [(parent, list(citations)) for parent, citations in groupby(shown, key=lambda citation: citation.parent)]
    of_statements = [Supported("statement", statements[:MOST_STATEMENTS], len(statements) > MOST_STATEMENTS)] if statements else []
    return [*of_statements, *(Supported(parent, citations, len(others) > MOST_OTHERS) for parent, citations in groups)]


def road_maps_in(groups: list[Supported]) -> list[RoadMap]:
    """Whose titles are shown."""
    return [found for group in groups for citation in group.citations for path in ROAD_MAPS if (found := _at_the_end_of(path, citation))]


def _at_the_end_of(path: str, citation: Citation) -> RoadMap | None:
    found = citation
    for name in path.split("__"):
        found = found and getattr(found, name)
    return found  # type: ignore[return-value]


def _statements(source: Source):
    said = Coalesce("statement__said_on_last", "statement__reported_on_last")
    found = source.citations.filter(statement__isnull=False).select_related("statement__speaker", "statement__party")
    return found.order_by(said.desc(nulls_last=True), "slug")


def _others(source: Source):
    loaded = [f"{path}__negotiation" for path in ROAD_MAPS]
    found = source.citations.filter(statement__isnull=True).select_related(*loaded, "agenda_item__summit", "summit", "event", "aim", "poll")
    return found.order_by(F("agenda_item__summit__held_on_last").desc(nulls_last=True), "agenda_item__road_map__sequence", "slug")
