from django.db.models import Prefetch

from roadmaps.models import AgendaItem, RoadMap, StatusClaim
from tracker.api import filters
from tracker.api.pagination import StandingPages
from tracker.api.serializers.road_map import RoadMapDetailSerializer, RoadMapSerializer
from tracker.api.views.resource import Resource


class RoadMaps(Resource):
    """The items of a negotiation, each with its standing on the day asked about: as of a day, by what was known on a day, according to a party."""

    queryset = RoadMap.objects.all()
    serializer_class = RoadMapSerializer
    detail_serializer_class = RoadMapDetailSerializer
    filterset_class = filters.RoadMapFilters
    detail_filterset_class = filters.StandingFilters
    pagination_class = StandingPages
    keyset = ("negotiation_id", "sequence")
    shows_besides = ("came_from__from_road_map__negotiation", "became__to_road_map__negotiation")

    def selected(self, filterset):
        found = super().selected(filterset)
        return found if self.action == "list" else with_rows_below(found, **filterset.question)

    def question(self):
        return self.filterset.question

    def get_serializer_context(self):
        asked = {"question": self.question()} if hasattr(self, "filterset") else {}
        return {**super().get_serializer_context(), **asked}


def with_rows_below(road_maps, as_of, known_on, according_to=None):
    return road_maps.prefetch_related(
        Prefetch("agenda_items", AgendaItem.objects.order_by("summit__held_on_last", "slug")),
        Prefetch("claims", StatusClaim.objects.known_on(known_on).with_relation(as_of, known_on).order_by("ledger_order")),
    )
