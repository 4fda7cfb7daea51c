from django.db.models import Prefetch

from roadmaps.models import Statement
from roadmaps.questions.standing import today
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.statement import StatementDetailSerializer, StatementSerializer
from tracker.api.views.claim import claims_with_evidence
from tracker.api.views.position import positions_with_evidence
from tracker.api.views.resource import Resource, cited
from tracker.api.views.tally import tallies_with_evidence


class Statements(Resource):
    """Who said something, when, and which sources report it; one by one with all that it asserts."""

    queryset = Statement.objects.select_related("negotiation", "speaker", "party", "summit", "event").prefetch_related(cited("citations"))
    serializer_class = StatementSerializer
    detail_serializer_class = StatementDetailSerializer
    filterset_class = filters.StatementFilters
    pagination_class = NegotiationPages

    def get_queryset(self):
        found = super().get_queryset()
        if self.action == "list":
            return found
        return found.prefetch_related(
            Prefetch("claims", claims_with_evidence().with_relation(today())),
            Prefetch("tallies", tallies_with_evidence()),
            Prefetch("positions", positions_with_evidence()),
        )
