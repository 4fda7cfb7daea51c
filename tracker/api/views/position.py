from roadmaps.models import Position
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.position import PositionSerializer
from tracker.api.views.resource import Resource, cited


def positions_with_evidence():
    return Position.objects.select_related("statement__speaker", "party", "topic", "road_map").prefetch_related(cited("statement__citations"))


class Positions(Resource):
    """What parties want."""

    queryset = positions_with_evidence()
    serializer_class = PositionSerializer
    filterset_class = filters.PositionFilters
    pagination_class = NegotiationPages
