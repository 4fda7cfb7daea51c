from django.db.models import prefetch_related_objects

from roadmaps.models import RoadMap
from roadmaps.questions.history import history
from tracker.api import filters
from tracker.api.serializers.history import HistorySerializer
from tracker.api.views.question import Question
from tracker.api.views.resource import cited


class History(Question):
    """How a road map stood over time: segment by segment, with the claims that began and confirmed each; through its whole line, if asked."""

    queryset = RoadMap.objects.select_related("negotiation")
    operation_id = "road_maps_history"
    shows_besides = None  # a line may lead through any number of negotiations
    serializer_class = HistorySerializer
    detail_filterset_class = filters.HistoryFilters
    revisions_tell_all = False  # its line leads through other negotiations

    def answer(self, road_map, as_of, known_on, according_to):
        told = history(road_map, self.filterset.with_lineage, as_of, known_on, according_to)
        prefetch_related_objects([claim.statement for segment in told.segments for claim in segment.claims], cited("citations"))
        prefetch_related_objects(told.successions, cited("citations"))
        return told
