from roadmaps.models import Position
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, RecordSerializer, days


class PositionSerializer(RecordSerializer):
    statement = LinkField()
    party = LinkField()
    topic = LinkField(allow_null=True)
    road_map = LinkField(allow_null=True)
    sources = CitedSourceSerializer(source="statement.citations", many=True)

    class Meta:
        model = Position
        fields = ("slug", "url", "statement", "party", "topic", "road_map", *days("held_on"), "stance", "summary", "note", "sources", "version")
