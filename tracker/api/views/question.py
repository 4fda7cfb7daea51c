"""What is asked of one negotiation."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet, prefetch_related_objects
from django.shortcuts import get_object_or_404

from roadmaps.models import Negotiation
from roadmaps.questions.positions import positions_matrix
from roadmaps.questions.progress import progress
from roadmaps.questions.reconciliation import reconcile
from roadmaps.questions.summary import summary
from roadmaps.questions.timeline import ORDER, timeline
from tracker.api import filters
from tracker.api.pagination import TimelinePages
from tracker.api.serializers import question as serializers
from tracker.api.views.resource import Read, cited


class Question(Read):
    """One answer about one record, which a subclass computes from the parameters."""

    queryset: QuerySet = Negotiation.objects.all()
    detail_filterset_class = filters.SideFilters
    operation_id = ""

    def get_object(self):
        """The record, and with it the revision, is read before all else: an answer is never newer than it says."""
        return self.answer(super().get_object(), **self.filterset.question)

    def answer(self, record: Any, as_of, known_on, according_to) -> Any:
        raise NotImplementedError

    def get_serializer_context(self):
        asked = {"question": self.filterset.question} if hasattr(self, "filterset") else {}
        return {**super().get_serializer_context(), **asked}


class Summary(Question):
    """Where a negotiation stands, in numbers: every status, by basis, according to each party; what is disputed; the dates of change around the day."""

    operation_id = "negotiations_summary"
    serializer_class = serializers.SummarySerializer

    def answer(self, negotiation: Negotiation, as_of, known_on, according_to):
        return summary(negotiation, as_of, known_on, according_to)


class Progress(Question):
    """How a negotiation moved: a point for every date of change up to the day asked about, with all counts and what moved."""

    operation_id = "negotiations_progress"
    serializer_class = serializers.ProgressSerializer

    def answer(self, negotiation: Negotiation, as_of, known_on, according_to):
        return {"negotiation": negotiation, "points": progress(negotiation, as_of, known_on, according_to)}


class Reconciliation(Question):
    """Every reported count of road maps beside the ledger of its day, with a verdict: those counted, and public, by the days asked about."""

    operation_id = "negotiations_reconciliation"
    settle_the_day = ("known_on",)  # what is known today, unless a day is named, whichever day is asked about
    serializer_class = serializers.ReconciliationSerializer

    def answer(self, negotiation: Negotiation, as_of, known_on, according_to):
        rows = reconcile(negotiation, known_on, as_of, according_to)
        prefetch_related_objects([row.tally for row in rows], "statement__citations__source")
        return {"negotiation": negotiation, "size": negotiation.road_maps.count(), "rows": rows}


class PositionsMatrix(Question):
    """What each party wants: its last position, by the day asked about, on each topic, on each road map, and in general."""

    operation_id = "negotiations_positions_matrix"
    serializer_class = serializers.PositionsMatrixSerializer
    detail_filterset_class = filters.DayFilters

    def answer(self, negotiation: Negotiation, as_of, known_on, according_to=None):
        matrix = positions_matrix(negotiation, as_of, known_on)
        prefetch_related_objects([cell.position for row in matrix.rows for cell in row.cells if cell.position], cited("statement__citations"))
        return matrix


class Timeline(Read):
    """What happened in a negotiation, in order of date: meetings, events, deadlines set and due, reported counts, changes of standing."""

    queryset = Negotiation.objects.all()
    operation_id = "negotiations_timeline"
    basename = "timeline"
    serializer_class = serializers.TimelineEntrySerializer
    filterset_class = filters.TimelineFilters
    pagination_class = TimelinePages
    keyset = ORDER

    @cached_property
    def negotiation(self) -> Negotiation:
        return get_object_or_404(self.queryset.all(), pk=self.kwargs["slug"])

    def filter_queryset(self, queryset):
        super().filter_queryset(queryset)  # refuses what the parameters may not be
        asked = self.filterset.form.cleaned_data
        return timeline(self.negotiation, asked["kind"], asked["on"])

    def is_about_one_negotiation(self):
        return True

    def revision(self):
        return self.negotiation.revision
