from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import AgendaItem, Basis, Negotiation, Party, RoadMap, RoadMapTitle, Status, StatusClaim, Succession, Summit, SummitLevel, Topic
from roadmaps.questions.progress import UNRECORDED
from tracker.api.serializers.claim import LabelField, StatusClaimSerializer
from tracker.api.serializers.fields import (
    STATUS_OR_UNRECORDED,
    AddressField,
    AskedDayField,
    AskedPartyField,
    CitedSourceSerializer,
    LinkField,
    LinksField,
    RecordSerializer,
    RowSerializer,
    SourceLinkSerializer,
    SpanField,
    Told,
    cited_sources,
    days,
)


@extend_schema_field(serializers.ChoiceField(choices=STATUS_OR_UNRECORDED))
class PreviousStatusField(Told, serializers.Field):
    reads = ("previous_status",)

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text="What stood before that run; `unrecorded` where nothing did.")

    def tell(self, context, previous_status):
        return previous_status or UNRECORDED


class StandingSerializer(serializers.Serializer):
    """How the road map stands on the day asked about: the claim in force, since when, and who disagrees."""

    status = serializers.ChoiceField(source="standing.status", choices=Status.choices)
    label = LabelField(source="standing")  # type: ignore[assignment]  # the metaclass takes fields out of the class
    disputed_on = LinksField(Topic, source="standing.disputed_on", help_text="The topics in dispute; empty unless the status is `disputed`.")
    since = SpanField(help_text="The start of the unbroken run of the same status and dispute.")
    since_first = serializers.DateField()
    since_last = serializers.DateField()
    last_confirmed_on = SpanField(source="standing.effective_on", help_text="The effective date of the newest claim that says so.")
    last_confirmed_on_first = serializers.DateField(source="standing.effective_on_first")
    last_confirmed_on_last = serializers.DateField(source="standing.effective_on_last")
    previous_status = PreviousStatusField()
    basis = serializers.ChoiceField(source="standing.basis", choices=Basis.choices)
    said_by = serializers.CharField(
        source="standing.statement.speaker.name", default="", help_text="The speaker's name; empty where none is named."
    )  # fmt: skip
    party = LinkField(Party, source="standing.statement.party", allow_null=True, help_text="The party for which it is said.")
    claim = LinkField(StatusClaim, source="standing", read_only=True)
    agreeing = serializers.IntegerField(help_text="Claims kept beside the ledger that agree with it, also where it is one party's word.")
    contradicting = serializers.IntegerField(help_text="Claims kept beside the ledger that contradict it, also where it is one party's word.")
    sources = SourceLinkSerializer(source="standing.statement.citations", many=True)

    null_without = "standing"

    def to_representation(self, instance: Any):
        """Null as a whole where nothing is recorded."""
        return super().to_representation(instance) if instance.standing else None


class RoadMapSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    topic = LinkField(Topic, allow_null=True)
    standing = StandingSerializer(source="*", allow_null=True, read_only=True)

    class Meta:
        model = RoadMap
        fields: tuple[str, ...] = ("slug", "url", "negotiation", "sequence", "number", "title", "title_basis", "topic", "version", "standing")


class RoadMapTitleSerializer(RowSerializer):
    sources = cited_sources()

    class Meta:
        model = RoadMapTitle
        fields = ("slug", "language", "kind", "title", "note", "sources")
        known_by = (("language", "kind", "title"),)


class MeetingSerializer(RowSerializer):
    """A summit on whose agenda the road map stood."""

    slug = serializers.CharField(source="summit.slug")
    title = serializers.CharField(source="summit.title")
    url = AddressField(Summit, source="summit")
    level = serializers.ChoiceField(source="summit.level", choices=SummitLevel.choices)
    held_on = SpanField(source="summit.held_on")
    held_on_first = serializers.DateField(source="summit.held_on_first")
    held_on_last = serializers.DateField(source="summit.held_on_last")
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = AgendaItem
        fields = ("slug", "title", "url", "level", *days("held_on"), "basis", "note", "sources")


class SuccessionSerializer(RowSerializer):
    """One road map carried on in another."""

    from_road_map = LinkField(RoadMap, read_only=True)
    to_road_map = LinkField(RoadMap, read_only=True)
    sources = cited_sources()

    class Meta:
        model = Succession
        fields = ("slug", "kind", "from_road_map", "to_road_map", *days("on"), "note", "sources")
        known_by: tuple[tuple[str, ...], ...] = ()


class PredecessorSerializer(SuccessionSerializer):
    """What this road map carries on."""

    from_road_map = LinkField(RoadMap)

    class Meta(SuccessionSerializer.Meta):
        known_by = (("from_road_map",),)


class SuccessorSerializer(SuccessionSerializer):
    """In what this road map is carried on."""

    to_road_map = LinkField(RoadMap)

    class Meta(SuccessionSerializer.Meta):
        known_by = (("to_road_map",),)


class RoadMapDetailSerializer(RoadMapSerializer):
    """The road map with everything that is recorded of it."""

    as_of = AskedDayField(help_text="The day for which `standing` answers.")
    known_on = AskedDayField(allow_null=True, help_text="The day by which what counts was public; null for everything known.")
    according_to = AskedPartyField(help_text="The party whose word alone counts; null for what the record adopts.")
    revision = serializers.IntegerField(source="negotiation.revision", read_only=True, help_text="The negotiation's revision.")
    sources = cited_sources(help_text="The sources that name it.")
    titles = RoadMapTitleSerializer(many=True, default=list)
    summits = MeetingSerializer(source="agenda_items", many=True, read_only=True, help_text="The meetings on whose agenda it stood.")
    came_from = PredecessorSerializer(many=True, default=list)
    became = SuccessorSerializer(many=True, default=list)
    claims = StatusClaimSerializer(many=True, read_only=True, help_text="Every claim about it that was public by `known_on`, in ledger order.")

    class Meta(RoadMapSerializer.Meta):
        fields = (
            "as_of", "known_on", "according_to", "revision", *RoadMapSerializer.Meta.fields,
            "summary", "sources", "titles", "summits", "came_from", "became", "claims",
        )  # fmt: skip
