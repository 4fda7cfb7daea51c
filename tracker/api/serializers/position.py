from roadmaps.models import Party, Position, RoadMap, Statement, Topic
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, RecordSerializer, days


class PositionSerializer(RecordSerializer):
    statement = LinkField(Statement)
    party = LinkField(Party)
    topic = LinkField(Topic, allow_null=True)
    road_map = LinkField(RoadMap, allow_null=True)
    sources = CitedSourceSerializer(source="statement.citations", many=True, read_only=True)

    class Meta:
        model = Position
        fields = ("slug", "url", "statement", "party", "topic", "road_map", *days("held_on"), "stance", "summary", "note", "sources", "version")
