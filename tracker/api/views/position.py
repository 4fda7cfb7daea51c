from roadmaps.models import Position
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.position import PositionSerializer
from tracker.api.views.resource import Resource


class Positions(Resource):
    """What parties want."""

    queryset = Position.objects.all()
    serializer_class = PositionSerializer
    filterset_class = filters.PositionFilters
    pagination_class = NegotiationPages
