"""The home page: every negotiation with its state as a strip, and where the data can be had."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import F, prefetch_related_objects
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan, Negotiation, RoadMap
from roadmaps.questions.progress import counts
from tracker.citing.content import Content
from tracker.citing.of_board import content_of_board
from tracker.citing.of_records import content_of_named
from tracker.pages.citable import Citable
from tracker.pages.titles import titles_to_read

MOST_SHOWN = 50


@dataclass(frozen=True)
class State:
    """Where a negotiation stands today."""

    negotiation: Negotiation
    road_maps: list[RoadMap]

    @property
    def counts(self) -> list[tuple[str, int]]:
        found = counts([road_map.standing for road_map in self.road_maps if road_map.standing], len(self.road_maps))
        return [(status, number) for status, number in found.items() if number]

    @property
    def changed_on(self) -> DateSpan | None:
        """When the last of its road maps came to stand as it does."""
        return max((road_map.since for road_map in self.road_maps if road_map.since), key=lambda since: since.last, default=None)


class Home(Citable):
    template_name = "pages/home.html"

    def context(self) -> dict[str, Any]:
        running_first = Negotiation.objects.order_by(F("ended_last").desc(nulls_first=True), F("started_last").desc(nulls_last=True), "slug")
        shown = list(running_first[: MOST_SHOWN + 1])
        return {"states": self._states(shown[:MOST_SHOWN]), "has_more": len(shown) > MOST_SHOWN}

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Where negotiations stand, on whose word")

    def negotiations_shown(self, context: dict[str, Any]) -> list[str]:
        return [state.negotiation.pk for state in context["states"]]

    def content(self, context: dict[str, Any]) -> Content:
        """The boards of all that is shown, one after the other."""
        standings = [road_map.standing for state in context["states"] for road_map in state.road_maps if road_map.standing]
        prefetch_related_objects(standings, "statement__citations")
        boards = (content_of_board(state.negotiation.pk, state.road_maps) for state in context["states"])
        return sum(boards, content_of_named([state.negotiation for state in context["states"]]))

    def _states(self, shown: list[Negotiation]) -> list[State]:
        road_maps = defaultdict(list)
        found = RoadMap.objects.filter(negotiation__in=shown).as_of(self.question.day).select_related("negotiation", "standing__term")
        for road_map in found.prefetch_related(*titles_to_read()):
            road_maps[road_map.negotiation_id].append(road_map)
        return [State(negotiation, road_maps[negotiation.pk]) for negotiation in shown]
