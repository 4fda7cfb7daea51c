from roadmaps.models import Tally
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.tally import TallySerializer
from tracker.api.views.resource import Resource, cited


def tallies_with_evidence():
    return Tally.objects.select_related("statement__speaker").prefetch_related(cited("statement__citations"))


class Tallies(Resource):
    """What statements say of the number of road maps. Never averaged, never made to grow."""

    queryset = tallies_with_evidence()
    serializer_class = TallySerializer
    filterset_class = filters.TallyFilters
    pagination_class = NegotiationPages
