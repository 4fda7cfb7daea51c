from roadmaps.models import Poll
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.poll import PollSerializer
from tracker.api.views.resource import Resource


class Polls(Resource):
    """What people were asked and answered."""

    queryset = Poll.objects.all()
    serializer_class = PollSerializer
    filterset_class = filters.PollFilters
    pagination_class = NegotiationPages
