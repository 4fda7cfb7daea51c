"""The board of a negotiation: each road map as it stands on a day, one step from the day before and the day after."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from roadmaps.models import Negotiation, RoadMap, Status, Topic
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.progress import UNRECORDED, points
from tracker.api.parameters import KeysField, WordsField
from tracker.citing.content import Content, Item, Part
from tracker.citing.of_board import content_of_board
from tracker.citing.of_rows import content_of_translations
from tracker.pages.citable import Citable
from tracker.pages.evidence import STANDING, cite_standings
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.question import SideQuestionForm
from tracker.pages.titles import titles_to_read


class BoardForm(SideQuestionForm):
    status = WordsField([*Status.values, UNRECORDED], required=False)
    topic = KeysField(Topic, required=False)


@dataclass(frozen=True)
class Cell:
    road_map: RoadMap
    disputed_on: list[Topic]
    has_just_changed: bool
    """Whether it has stood so since the very day asked about."""

    @property
    def status(self) -> str:
        return self.road_map.standing.status if self.road_map.standing else UNRECORDED

    @property
    def number_of_sources(self) -> int:
        return len(self.road_map.standing.source_keys()) if self.road_map.standing else 0


class Board(NegotiationPage, Citable):
    template_name = "pages/board.html"
    question_form = BoardForm

    def shown(self) -> dict[str, Any]:
        topics = Topic.objects.in_bulk()
        cells = [self._cell(road_map, topics) for road_map in self._road_maps()]
        counted = Counter(cell.status for cell in cells)
        return {
            "cells": [cell for cell in cells if self._is_wanted(cell)],
            "counts": [(status, counted[status]) for status in (*Status.values, UNRECORDED) if counted[status]],
            "size": len(cells),
            "disputed_on": sorted({topic for cell in cells for topic in cell.disputed_on}, key=lambda topic: topic.pk),
            "topics": sorted({cell.road_map.topic for cell in cells if cell.road_map.topic}, key=lambda topic: topic.pk),
            "steps": self._steps(),
            "parties": self.parties(),
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Board")

    def content(self, context: dict[str, Any]) -> Content:
        road_maps = [cell.road_map for cell in context["cells"]]
        about = Content(
            [Item("about", {"summary": self.negotiation.summary})], [Part(Negotiation, Q(slug=self.negotiation.pk), frozenset({"summary"}))]
        )
        return content_of_board(self.negotiation.pk, road_maps) + content_of_translations(road_maps) + about

    def _road_maps(self) -> list[RoadMap]:
        found = RoadMap.objects.filter(negotiation=self.negotiation).as_of(*self.question.asked()).select_related(*STANDING)
        return cite_standings(list(found.prefetch_related(*titles_to_read())))

    def _cell(self, road_map: RoadMap, topics: dict[str, Topic]) -> Cell:
        disputed_on = [topics[slug] for slug in road_map.standing.dispute] if road_map.standing else []
        return Cell(road_map, disputed_on, road_map.since_last == self.question.day)

    def _is_wanted(self, cell: Cell) -> bool:
        statuses, topics = self.form.cleaned_data["status"], self.form.cleaned_data["topic"]
        return (not statuses or cell.status in statuses) and (not topics or cell.road_map.topic in topics)

    def _steps(self) -> Steps:
        ledger = Ledger(self.negotiation, self.question.side)
        return Steps([point.day for point in points(ledger, known_on=self.question.known_on)], self.question.day)


class Steps:
    """The days of change around a day."""

    def __init__(self, changes: list[datetime.date], day: datetime.date):
        before, after = bisect_left(changes, day), bisect_right(changes, day)
        self.all = changes
        self.changed_on = changes[after - 1] if after else None
        """Since when all has stood as it does."""
        self.previous = changes[before - 1] if before else None
        self.next = changes[after] if after < len(changes) else None
