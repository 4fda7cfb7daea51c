from roadmaps.models import Statement
from tracker.api.serializers.claim import StatusClaimSerializer
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, RecordSerializer, days
from tracker.api.serializers.position import PositionSerializer
from tracker.api.serializers.tally import TallySerializer


class StatementSerializer(RecordSerializer):
    negotiation = LinkField()
    speaker = LinkField(allow_null=True)
    party = LinkField(allow_null=True, help_text="The party for which it speaks; for a joint statement the joint body.")
    summit = LinkField(allow_null=True)
    event = LinkField(allow_null=True)
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = Statement
        fields: tuple[str, ...] = (
            "slug", "url", "negotiation", "speaker", "voice", "party", *days("said_on"), *days("reported_on"), "reported_on_inferred",
            "summit", "event", "wording", "note", "sources", "version",
        )  # fmt: skip


class StatementDetailSerializer(StatementSerializer):
    """The statement with everything that it asserts."""

    claims = StatusClaimSerializer(many=True)
    tallies = TallySerializer(many=True)
    positions = PositionSerializer(many=True)

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "claims", "tallies", "positions")
