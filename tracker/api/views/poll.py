from roadmaps.models import Poll
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.poll import PollSerializer
from tracker.api.views.resource import Resource, cited


class Polls(Resource):
    """What people were asked and answered."""

    queryset = Poll.objects.select_related("negotiation").prefetch_related("answers", cited("citations"))
    serializer_class = PollSerializer
    filterset_class = filters.PollFilters
    pagination_class = NegotiationPages
