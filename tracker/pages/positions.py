"""What each party wants: topics and items by parties, the last position by a day in each cell."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from roadmaps.models import Position
from roadmaps.questions.positions import positions_matrix
from tracker.citing.content import Content
from tracker.citing.of_rows import content_of_rows
from tracker.pages.citable import Citable
from tracker.pages.ledger_content import said_in
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.question import QuestionForm
from tracker.pages.rows import complete


class Positions(NegotiationPage, Citable):
    template_name = "pages/positions.html"
    question_form = QuestionForm

    def shown(self) -> dict[str, Any]:
        matrix = positions_matrix(self.negotiation, self.question.day, self.question.known_on)
        for row in matrix.rows:
            if row.road_map:
                row.road_map.negotiation = self.negotiation
        held = [cell.position for row in matrix.rows for cell in row.cells if cell.position]
        complete(None, [*held, *(row.road_map for row in matrix.rows if row.road_map)])
        return {"matrix": matrix, "held": held}

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Positions")

    def content(self, context: dict[str, Any]) -> Content:
        return content_of_rows(Position, context["held"], said_in(self.negotiation))
