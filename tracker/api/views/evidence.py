from roadmaps.models import Source
from tracker.api import filters
from tracker.api.serializers.evidence import SourceSerializer
from tracker.api.views.resource import Resource


class Sources(Resource):
    """Pages, documents and broadcasts on which the record rests."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    filterset_class = filters.SourceFilters
