from roadmaps.models import Tally
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.tally import TallySerializer
from tracker.api.views.resource import Resource


class Tallies(Resource):
    """What statements say of the number of road maps. Never averaged, never made to grow."""

    queryset = Tally.objects.all()
    serializer_class = TallySerializer
    filterset_class = filters.TallyFilters
    pagination_class = NegotiationPages
