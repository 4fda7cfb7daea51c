from roadmaps.models import StatusClaim
from roadmaps.questions.standing import today
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.claim import StatusClaimSerializer
from tracker.api.views.resource import Resource, cited


def claims_with_evidence():
    return StatusClaim.objects.select_related("road_map", "term", "statement__speaker", "statement__party").prefetch_related(
        cited("statement__citations")
    )


class StatusClaims(Resource):
    """What statements say of single road maps, adopted or not, in ledger order; `relation` is as of today."""

    queryset = StatusClaim.objects.all()
    serializer_class = StatusClaimSerializer
    filterset_class = filters.StatusClaimFilters
    pagination_class = NegotiationPages
    keyset = ("road_map_id", "ledger_order")

    def get_queryset(self):
        return claims_with_evidence().with_relation(today())
