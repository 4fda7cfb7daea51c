from django.db.models import Prefetch

from roadmaps.models import AgendaItem, Event, Summit
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers.occasion import EventSerializer, SummitDetailSerializer, SummitSerializer
from tracker.api.views.resource import Resource


class Summits(Resource):
    """Meetings; one by one with their agenda."""

    queryset = Summit.objects.all()
    serializer_class = SummitSerializer
    detail_serializer_class = SummitDetailSerializer
    filterset_class = filters.SummitFilters
    pagination_class = NegotiationPages
    keyset = ("negotiation_id", "held_on_last", "slug")

    def get_queryset(self):
        found = super().get_queryset()
        if self.action == "list":
            return found
        return found.prefetch_related(Prefetch("agenda", AgendaItem.objects.order_by("road_map__sequence")))


class Events(Resource):
    """What is not a meeting: signings, protests, publications, deadlines …"""

    queryset = Event.objects.all()
    serializer_class = EventSerializer
    filterset_class = filters.EventFilters
    pagination_class = NegotiationPages
    keyset = ("negotiation_id", "slug")
