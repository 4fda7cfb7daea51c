"""How the history of a road map looks in JSON."""

from rest_framework import serializers

from roadmaps.models import RoadMap, Status, StatusClaim, Topic
from tracker.api.serializers.claim import LabelField
from tracker.api.serializers.fields import LinkField, LinksField, RecordSerializer, SourceLinkSerializer, SpanField, days
from tracker.api.serializers.question import AskedSerializer
from tracker.api.serializers.road_map import SuccessionSerializer


class LineMemberSerializer(RecordSerializer):
    """A road map whose history is told."""

    negotiation = LinkField()
    revision = serializers.IntegerField(source="negotiation.revision", help_text="The revision of its negotiation.")

    class Meta:
        model = RoadMap
        fields = ("slug", "url", "title", "title_basis", "sequence", "negotiation", "revision")


class SegmentClaimSerializer(RecordSerializer):
    """A claim that begins a segment or confirms it."""

    said_by = serializers.CharField(source="statement.speaker.name", default="", help_text="The speaker's name; empty where none is named.")
    party = LinkField(source="statement.party", allow_null=True, help_text="The party for which it is said.")
    sources = SourceLinkSerializer(source="statement.citations", many=True)

    class Meta:
        model = StatusClaim
        fields = ("slug", "url", *days("effective_on"), "basis", "said_by", "party", "sources")


class SegmentSerializer(serializers.Serializer):
    """An unbroken run of claims that say the same of one road map."""

    road_map = LinkField(source="begun_by.road_map")
    status = serializers.ChoiceField(source="begun_by.status", choices=Status.choices)
    label = LabelField(source="begun_by")  # type: ignore[assignment]  # the metaclass takes fields out of the class
    disputed_on = LinksField(Topic, source="begun_by.disputed_on")
    since = SpanField(source="begun_by.effective_on")
    since_first = serializers.DateField(source="begun_by.effective_on_first")
    since_last = serializers.DateField(source="begun_by.effective_on_last")
    until = SpanField(allow_null=True, help_text="When another status or dispute took its place; null while it stands.")
    until_first = serializers.DateField(source="until.first", default=None, allow_null=True)
    until_last = serializers.DateField(source="until.last", default=None, allow_null=True)
    last_confirmed_on = SpanField(source="last_confirmed_by.effective_on")
    last_confirmed_on_first = serializers.DateField(source="last_confirmed_by.effective_on_first")
    last_confirmed_on_last = serializers.DateField(source="last_confirmed_by.effective_on_last")
    claims = SegmentClaimSerializer(many=True, help_text="In order: the first begins it, the others confirm it.")


class HistorySerializer(AskedSerializer):
    """How a road map stood over time, up to the day asked about."""

    lineage = serializers.BooleanField(source="with_lineage", help_text="Whether it tells of predecessors and successors, too.")
    road_map = LinkField()
    revision = serializers.IntegerField(source="road_map.negotiation.revision", help_text="The revision of its negotiation.")
    road_maps = LineMemberSerializer(many=True, help_text="Those whose history it tells, in order of negotiation and sequence.")
    successions = SuccessionSerializer(many=True, help_text="What links them.")
    segments = SegmentSerializer(many=True, help_text="In order of the day on which each began.")
