"""The swim lanes of a negotiation: how each of its road maps stood, from the first day to the last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from roadmaps.models import DateSpan, RoadMap, Status, Summit, Topic
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.progress import points
from roadmaps.questions.runs import Run, runs
from tracker.citing.content import Content, Part
from tracker.citing.of_records import content_of_named
from tracker.citing.of_rows import content_of_translations
from tracker.citing.titles import columns_of_name
from tracker.pages.board import Steps
from tracker.pages.charts.axis import TimeAxis
from tracker.pages.charts.flags import flags, rows
from tracker.pages.charts.lanes import Segment, lane
from tracker.pages.citable import Citable
from tracker.pages.ledger_content import content_of_ledger
from tracker.pages.negotiation import NegotiationPage
from tracker.pages.negotiation_chart import ChartForm, time_axis, years
from tracker.pages.titles import titles_to_read, word_for


@dataclass(frozen=True)
class Lane:
    road_map: RoadMap
    runs: list[Run]
    segments: list[Segment]


class OverTime(NegotiationPage, Citable):
    template_name = "pages/over_time.html"
    question_form = ChartForm

    def shown(self) -> dict[str, Any]:
        question = self.question
        road_maps = list(self.negotiation.road_maps.prefetch_related(*titles_to_read()).order_by("sequence"))
        ledger = Ledger(self.negotiation, question.side, len(road_maps))
        stood = runs(ledger, known_on=question.known_on)
        summits = list(self.negotiation.summits.order_by("held_on_first", "slug"))
        dated = [*(run.since for of_one in stood.values() for run in of_one), *(summit.held_on for summit in summits)]
        between = self.form.cleaned_data["between"]
        axis = time_axis(self.negotiation, question, [*dated, self.negotiation.started, self.negotiation.ended], between)
        held = flags(((summit, summit.held_on, _brief(summit.held_on)) for summit in summits), axis)
        return {
            "axis": axis,
            "asked_at": axis.after(question.day) if axis.shows(question.day) else None,
            "ended_at": self._ended_at(axis),
            "lanes": [Lane(each, stood.get(each.pk, []), lane(stood.get(each.pk, []), axis, question.day, word_for)) for each in road_maps],
            "statuses_shown": _in_order({run.status for of_one in stood.values() for run in of_one}),
            "flags": held,
            "rows_of_flags": rows(held),
            "summits": summits,
            "between": between,
            "years": years(between, dated),
            "topics": Topic.objects.in_bulk(),
            "steps": Steps([point.day for point in points(ledger, known_on=question.known_on)], question.day),
            "parties": self.parties(),
        }

    def title_to_cite(self, context: dict[str, Any]) -> str:
        return _("Over time")

    def content(self, context: dict[str, Any]) -> Content:
        road_maps, here = [lane.road_map for lane in context["lanes"]], Q(negotiation=self.negotiation.pk)
        return (
            content_of_named(road_maps)
            + Content([], [Part(model, here, frozenset(columns_of_name(model))) for model in (RoadMap, Summit)])
            + content_of_translations(road_maps)
            + content_of_ledger(self.negotiation, self.question)
            + content_of_named(context["summits"])
        )

    def _ended_at(self, axis: TimeAxis) -> float | None:
        ended: DateSpan | None = self.negotiation.ended
        return axis.after(ended.last) if ended and axis.shows(ended.last) else None


def _brief(held: DateSpan) -> str:
    """When, as a flag has room for."""
    return date_format(held.first, "j M" if (held.last - held.first).days < 7 else "M")


def _in_order(statuses: set[str]) -> list[str]:
    return [status for status in Status.values if status in statuses]
