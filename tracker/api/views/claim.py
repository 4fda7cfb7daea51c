from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from roadmaps import adoption
from roadmaps.models import Judgement, StatusClaim
from roadmaps.questions.standing import today
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.permissions import MayChange
from tracker.api.serializers.claim import StatusClaimSerializer
from tracker.api.serializers.judging import JudgedClaimSerializer
from tracker.api.views.resource import Resource
from tracker.api.views.writing import with_changes, written


def judging(view):
    """An action by which a claim is judged."""
    made = action(detail=True, methods=["post"], url_path=view.__name__.replace("_", "-"), permission_classes=[MayChange])(view)
    return extend_schema(request=None, responses=JudgedClaimSerializer)(made)


class StatusClaims(Resource):
    """What statements say of single road maps, adopted or not, in ledger order; `relation` is as of today."""

    queryset = StatusClaim.objects.all()
    serializer_class = StatusClaimSerializer
    filterset_class = filters.StatusClaimFilters
    pagination_class = NegotiationPages
    keyset = ("road_map_id", "ledger_order")

    def get_queryset(self):
        return StatusClaim.objects.with_relation(today())

    def declared_parameters(self):
        return filters.with_reason(filters.NoFilters, required=True) if self.action == "withdraw" else super().declared_parameters()

    @judging
    def adopt(self, request, *args, **kwargs):
        """Let the claim count. Adopted rivals of its day step down, for which it takes a reviewer."""
        return self._judge(request, Judgement.ADOPTED)

    @judging
    def record_beside(self, request, *args, **kwargs):
        """Keep the claim beside the ledger: shown, compared, not counted."""
        return self._judge(request, Judgement.RECORDED)

    @judging
    def withdraw(self, request, *args, **kwargs):
        """Strike the claim out as a mistake of the record: shown, counted nowhere."""
        return self._judge(request, Judgement.WITHDRAWN)

    def _judge(self, request: Any, judgement: Judgement) -> Response:
        reason, claim = self.reason(), self.stored()
        with self.holding(claim, reason, claim.scopes()) as (held, keep):
            changes = adoption.judge([held.pk], judgement, reason, by=request.user)
            keep()
            body = {**self.told(), **with_changes(self, changes)}
        return written(body)
