from django.db.models import Prefetch, prefetch_related_objects

from roadmaps.models import AgendaItem, RoadMap, RoadMapTitle, Succession
from tracker.api import filters
from tracker.api.pagination import StandingPages
from tracker.api.serializers.road_map import RoadMapDetailSerializer, RoadMapSerializer
from tracker.api.views.claim import claims_with_evidence
from tracker.api.views.resource import Resource, cited

SHOWN = ("negotiation", "topic", "standing__term", "standing__statement__speaker", "standing__statement__party")


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

    def filter_queryset(self, queryset):
        """The filters ask the question; what it finds is loaded with its evidence, in a fixed number of queries."""
        found = super().filter_queryset(queryset).select_related(*SHOWN)
        return found if self.action == "list" else with_everything(found, **self.question())

    def loaded(self, rows):
        return cite_standings(rows)

    def get_object(self):
        return cite_standings([super().get_object()])[0]

    def question(self):
        return self.filterset.question

    def get_serializer_context(self):
        asked = {"question": self.question()} if hasattr(self, "filterset") else {}
        return {**super().get_serializer_context(), **asked}


def cite_standings(road_maps: list) -> list:
    """Loads the sources of the claims in force. (A QuerySet can not prefetch through as_of()'s join.)"""
    statements = [road_map.standing.statement for road_map in road_maps if road_map.standing]
    prefetch_related_objects(statements, cited("citations"))
    return road_maps


def with_everything(road_maps, as_of, known_on, according_to):
    agenda = AgendaItem.objects.select_related("summit").order_by("summit__held_on_last", "slug").prefetch_related(cited("citations"))
    lineage = Succession.objects.select_related("from_road_map", "to_road_map").prefetch_related(cited("citations"))
    claims = claims_with_evidence().known_on(known_on).with_relation(as_of, known_on).order_by("ledger_order")
    return road_maps.prefetch_related(
        cited("citations"),
        Prefetch("titles", RoadMapTitle.objects.prefetch_related(cited("citations"))),
        Prefetch("agenda_items", agenda),
        Prefetch("came_from", lineage),
        Prefetch("became", lineage),
        Prefetch("claims", claims),
    )
