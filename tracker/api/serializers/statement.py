from roadmaps.models import (
    Citation,
    Event,
    Negotiation,
    Party,
    Position,
    RoadMap,
    Speaker,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    Term,
    Topic,
)
from roadmaps.recording import Utterance
from tracker.api.serializers.claim import StatusClaimSerializer
from tracker.api.serializers.fields import LinkField, LinksField, RecordSerializer, RowSerializer, cited_sources, days
from tracker.api.serializers.ledger import ChangesSerializer
from tracker.api.serializers.position import PositionSerializer
from tracker.api.serializers.tally import TallySerializer
from tracker.api.serializers.values import TrueOrFalse

MADE_FROM_THE_STATEMENT = {"slug": {"required": False, "help_text": "Left out, it is made from the statement's."}}


class StatementSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    speaker = LinkField(Speaker, allow_null=True)
    party = LinkField(Party, allow_null=True, help_text="The party for which it speaks; for a joint statement the joint body.")
    summit = LinkField(Summit, allow_null=True)
    event = LinkField(Event, allow_null=True)
    sources = cited_sources()

    class Meta:
        model = Statement
        fields: tuple[str, ...] = (
            "slug", "url", "negotiation", "speaker", "voice", "party", *days("said_on"), *days("reported_on"), "reported_on_inferred",
            "summit", "event", "wording", "note", "sources", "version",
        )  # fmt: skip


class StatementDetailSerializer(StatementSerializer):
    """The statement with everything that it asserts."""

    claims = StatusClaimSerializer(many=True, read_only=True)
    tallies = TallySerializer(many=True, read_only=True)
    positions = PositionSerializer(many=True, read_only=True)

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "claims", "tallies", "positions")

    def why_not_written(self, name: str) -> str:
        addresses = {"claims": "status-claims", "tallies": "tallies", "positions": "positions"}
        if name not in addresses:
            return super().why_not_written(name)
        return f"“{name}” are given when the statement is recorded; afterwards each is written at its own address, /api/v1/{addresses[name]}/…"


class SpokenClaimSerializer(RowSerializer):
    """What the statement says of one road map."""

    road_map = LinkField(RoadMap)
    term = LinkField(Term, allow_null=True)
    disputed_on = LinksField(Topic)
    adopt = TrueOrFalse(default=False, help_text="Whether the record adopts it; else it is kept beside the ledger.")

    class Meta:
        model = StatusClaim
        fields = ("slug", "road_map", "status", "term", "disputed_on", "effective_on", "basis", "about", "note", "adopt")
        extra_kwargs = {**MADE_FROM_THE_STATEMENT, **StatusClaimSerializer.Meta.extra_kwargs}


class SpokenTallySerializer(RowSerializer):
    """What the statement says of their number."""

    remaining_on = LinksField(Topic, help_text="The topics said to remain.")

    class Meta:
        model = Tally
        fields = (
            "slug", "counted_on", "unit", "stage", "agreed_min", "agreed_max", "total", "remaining", "percent_min", "percent_max",
            "basis", "remaining_on", "as_worded", "note",
        )  # fmt: skip
        extra_kwargs = MADE_FROM_THE_STATEMENT


class SpokenPositionSerializer(RowSerializer):
    """What the statement says that a party wants."""

    party = LinkField(Party)
    topic = LinkField(Topic, allow_null=True)
    road_map = LinkField(RoadMap, allow_null=True)

    class Meta:
        model = Position
        fields = ("slug", "party", "topic", "road_map", "held_on", "stance", "summary", "note")
        extra_kwargs = MADE_FROM_THE_STATEMENT


class UtteranceSerializer(StatementSerializer):
    """A statement with its sources and all that it asserts, recorded together."""

    claims = SpokenClaimSerializer(many=True, default=list)
    tallies = SpokenTallySerializer(many=True, default=list)
    positions = SpokenPositionSerializer(many=True, default=list)

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "claims", "tallies", "positions")

    def said(self) -> Utterance:
        """What was given, not stored yet."""
        columns = dict(self.validated_data)
        sources, claims, tallies, positions = (columns.pop(name) for name in ("citations", "claims", "tallies", "positions"))
        said = Utterance(Statement(**columns))
        said.citations = [Citation(statement=said.statement, **row) for row in sources]
        said.tallies = [Tally(statement=said.statement, **row) for row in tallies]
        said.positions = [Position(statement=said.statement, **row) for row in positions]
        for row in claims:
            adopt = row.pop("adopt")
            said.claims.append(StatusClaim(statement=said.statement, **row))
            said.adopted += said.claims[-1:] if adopt else []
        return said


class RecordedStatementSerializer(StatementDetailSerializer):
    """The statement as it was recorded, and what it changed in the ledger."""

    changes = ChangesSerializer(read_only=True)

    class Meta(StatementDetailSerializer.Meta):
        fields = (*StatementDetailSerializer.Meta.fields, "changes")
