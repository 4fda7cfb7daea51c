from typing import Any

from django.db.models import Prefetch
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.response import Response

from roadmaps import revisions
from roadmaps.adoption import MayNotOverrule
from roadmaps.models import Statement, StatusClaim
from roadmaps.questions.changes import Changes
from roadmaps.questions.standing import today
from roadmaps.recording import NotRecorded, Utterance, record, rehearsal
from tracker.api import filters
from tracker.api.bodies import InvalidBody, accept, refused
from tracker.api.pagination import NegotiationPages
from tracker.api.paths import step
from tracker.api.permissions import require
from tracker.api.serializers.statement import RecordedStatementSerializer, StatementDetailSerializer, StatementSerializer, UtteranceSerializer
from tracker.api.views.resource import Resource
from tracker.api.views.writing import with_changes, written

REHEARSED = OpenApiResponse(RecordedStatementSerializer, "As it would be recorded; nothing is stored.")


class Statements(Resource):
    """Who said something, when, and which sources report it; one by one with all that it asserts."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    detail_serializer_class = StatementDetailSerializer
    filterset_class = filters.StatementFilters
    pagination_class = NegotiationPages

    def get_queryset(self):
        found = super().get_queryset()
        if self.action == "list":
            return found
        return found.prefetch_related(Prefetch("claims", StatusClaim.objects.with_relation(today())))

    def declared_parameters(self):
        declared = super().declared_parameters()
        return filters.with_dry_run(declared) if self.action == "create" else declared

    @extend_schema(request=UtteranceSerializer, responses={200: REHEARSED, 201: RecordedStatementSerializer})
    def create(self, request, *args, **kwargs):
        """Record what was said: a statement with its sources, claims, tallies and positions, all of it or nothing.

        Answers what it changes in the ledger; with `dry_run=true` it is judged by every rule, and nothing is stored.
        """
        reason, dry_run = self.reason(), bool(self.filterset.form.cleaned_data["dry_run"])
        serializer = UtteranceSerializer(data=request.data, context=self.get_serializer_context())
        accept(serializer)
        said = serializer.said()
        for part in said.parts():
            require(request.user, "add", type(part))
        with rehearsal() as keep, revisions.writing(said.statement.scopes()):
            self.begin(said.statement)
            changes = self._recorded(said, reason, serializer)
            if not dry_run:
                keep()
            return self._answer_with(said.statement, changes, dry_run)

    def _recorded(self, said: Utterance, reason: str, serializer: UtteranceSerializer) -> Changes:
        try:
            return record(said, reason, self.request.user)
        except NotRecorded as not_recorded:
            wrong = [error for part, error in not_recorded.errors if isinstance(error, MayNotOverrule)]
            if len(wrong) == len(not_recorded.errors):
                raise wrong[0]  # all else is in order
            raise InvalidBody([entry for part, error in not_recorded.errors for entry in _told(part, error, said, serializer)])

    def _answer_with(self, statement: Statement, changes: Changes, dry_run: bool) -> Response:
        self.kwargs["slug"] = statement.pk
        body = {**self.told(), **with_changes(self, changes)}
        return Response(body) if dry_run else written(body, status.HTTP_201_CREATED)


def _told(part, error, said: Utterance, serializer: Any) -> list[dict[str, Any]]:
    """What the record refuses of a part, with the place in the body where that part stands."""
    for name, parts in (("sources", said.citations), ("claims", said.claims), ("tallies", said.tallies), ("positions", said.positions)):
        for index, other in enumerate(parts):
            if other is part:
                return refused(error, serializer.fields[name].child, step(name, index)).errors
    return refused(error, serializer).errors
