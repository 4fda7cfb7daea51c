"""A road map: how it stands, on whose word, who contradicts, what it came from and what became of it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, prefetch_related_objects
from django.shortcuts import get_object_or_404

from roadmaps.models import AgendaItem, Position, RoadMap, Statement, StatusClaim, Succession, Topic
from roadmaps.questions.course import Course, course
from roadmaps.questions.positions import held
from tracker.citing.content import Content, Item
from tracker.citing.of_board import cell
from tracker.citing.of_records import content_of_record, content_of_records
from tracker.citing.of_rows import content_of_rows
from tracker.pages.citable import Citable
from tracker.pages.evidence import STANDING, read_evidence
from tracker.pages.ledger_content import said_in
from tracker.pages.question import SideQuestionForm
from tracker.pages.titles import title_of

MOST_CLAIMS, MOST_POSITIONS = 200, 20
"""On one page; the API has them all."""


class RoadMapPage(Citable):
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
            "topics": Topic.objects.in_bulk(),
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return title_of(context["road_map"]).text

    def content(self, context: dict[str, Any]) -> Content:
        """How it stands, what is recorded of it, and who said what of it."""
        road_map, claims = context["road_map"], [claim for step in context["chain"].steps for claim in (step.claim, *step.beside)]
        statements = {claim.statement_id: claim.statement for claim in claims}.values()
        said_of_it = StatusClaim.history.filter(road_map=road_map.pk).order_by().values("statement")
        return (
            Content([Item("standing", cell(road_map))])
            + content_of_record(road_map)
            + content_of_records(StatusClaim, claims, Q(road_map=road_map.pk))
            + content_of_records(Statement, statements, Q(slug__in=said_of_it))
            + content_of_rows(Position, context["positions"], said_in(context["negotiation"]) & _on_it(road_map))
            + content_of_rows(AgendaItem, context["agenda"], Q(road_map=road_map.pk))
            + content_of_rows(Succession, [*context["came_from"], *context["became"]], Q(from_road_map=road_map.pk) | Q(to_road_map=road_map.pk))
        )

    def negotiations_shown(self, context: dict[str, Any]) -> list[str]:
        """Its own first, and those of what it came from and became."""
        linked = [step.from_road_map for step in context["came_from"]] + [step.to_road_map for step in context["became"]]
        return list(dict.fromkeys([context["negotiation"].pk, *(road_map.negotiation_id for road_map in linked)]))

    def road_map(self) -> RoadMap:
        """As it stands by what is asked."""
        return get_object_or_404(RoadMap.objects.as_of(*self.question.asked()).select_related(*STANDING), pk=self.kwargs["slug"])


def _statements(chain: Course) -> list[Any]:
    return [claim.statement for step in chain.steps for claim in (step.claim, *step.beside)]


def _successions(road_map: RoadMap) -> Any:
    linked = Succession.objects.filter(Q(from_road_map=road_map) | Q(to_road_map=road_map))
    return linked.select_related("from_road_map__negotiation", "to_road_map__negotiation").order_by("on_last", "slug")


def _positions(road_map: RoadMap, question: Any) -> Any:
    """Of the parties, on it or on its topic; the newest first."""
    return held(road_map.negotiation, question.day, question.known_on).filter(_on_it(road_map)).reverse()[:MOST_POSITIONS]


def _on_it(road_map: RoadMap) -> Q:
    """Of positions, and of their history."""
    return Q(road_map=road_map.pk) | Q(topic=road_map.topic_id) if road_map.topic_id else Q(road_map=road_map.pk)


def _read_titles(road_map: RoadMap, successions: list[Succession]) -> None:
    """Of it and of those with which it is linked, in one query."""
    linked = [step for succession in successions for step in (succession.from_road_map, succession.to_road_map)]
    prefetch_related_objects([road_map, *linked], "titles")
