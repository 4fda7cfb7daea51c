"""A road map: how it stands, on whose word, who contradicts, what it came from and what became of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.shortcuts import get_object_or_404

from roadmaps.models import AgendaItem, RoadMap, Succession, Topic
from roadmaps.questions.course import Course, course
from roadmaps.questions.positions import held
from tracker.api.views.road_map import SHOWN
from tracker.pages.evidence import read_evidence
from tracker.pages.page import Page
from tracker.pages.question import SideQuestionForm

MOST_CLAIMS, MOST_POSITIONS = 200, 20
"""On one page; the API has them all."""


class RoadMapPage(Page):
    template_name = "pages/road_map.html"
    question_form = SideQuestionForm

    def context(self) -> dict[str, Any]:
        road_map = self.road_map()
        chain = course(road_map, self.question.day, MOST_CLAIMS, self.question.known_on)
        agenda = list(AgendaItem.objects.filter(road_map=road_map).select_related("summit").order_by("summit__held_on_last", "slug"))
        successions = list(_successions(road_map))
        positions = list(_positions(road_map, self.question))
        _read_titles(road_map, successions)
        statements = [*_statements(chain), *(position.statement for position in positions)]
        read_evidence(statements, [road_map], road_map.titles.all(), agenda, successions)
        return {
            "road_map": road_map,
            "negotiation": road_map.negotiation,
            "chain": chain,
            "agenda": agenda,
            "came_from": [step for step in successions if step.to_road_map_id == road_map.pk],
            "became": [step for step in successions if step.from_road_map_id == road_map.pk],
            "positions": positions,
            "topics": {topic.pk: topic for topic in Topic.objects.all()},
        }

    def road_map(self) -> RoadMap:
        """As it stands by what is asked."""
        return get_object_or_404(RoadMap.objects.as_of(*self.question.asked()).select_related(*SHOWN), pk=self.kwargs["slug"])


def _statements(chain: Course) -> list[Any]:
    return [claim.statement for step in chain.steps for claim in (step.claim, *step.beside)]


def _successions(road_map: RoadMap) -> Any:
    linked = Succession.objects.filter(Q(from_road_map=road_map) | Q(to_road_map=road_map))
    return linked.select_related("from_road_map__negotiation", "to_road_map__negotiation").order_by("on_last", "slug")


def _positions(road_map: RoadMap, question: Any) -> Any:
    """Of the parties, on it or on its topic; the newest first."""
    about = Q(road_map=road_map) | Q(topic=road_map.topic_id) if road_map.topic_id else Q(road_map=road_map)
    return held(road_map.negotiation, question.day, question.known_on).filter(about).reverse()[:MOST_POSITIONS]


def _read_titles(road_map: RoadMap, successions: list[Succession]) -> None:
    """Of it and of those with which it is linked, in one query."""
    linked = [step for succession in successions for step in (succession.from_road_map, succession.to_road_map)]
    prefetch_related_objects([road_map, *linked], "titles")
