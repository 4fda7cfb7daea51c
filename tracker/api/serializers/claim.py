from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Party, Relation, RoadMap, Speaker, Statement, Status, StatusClaim, Term, Topic, Voice
from roadmaps.models.fields import word_of
from tracker.api.serializers.fields import LANGUAGE, CitedSourceSerializer, LinkField, LinksField, RecordSerializer, SpanField, Told, days


@extend_schema_field({"type": "string"})
class LabelField(Told, serializers.Field):
    """A claim's status in words."""

    reads = ("term__label", "status")

    def __init__(self, source: str = "*"):
        words = "The negotiation's own word for the status where it has one, else the status in words."
        super().__init__(source=source, read_only=True, help_text=words)

    def tell(self, context, term, status):
        return term or word_of(Status, status, LANGUAGE)


class StatusClaimSerializer(RecordSerializer):
    """What one statement says of one road map, with its evidence."""

    road_map = LinkField(RoadMap)
    label = LabelField()  # type: ignore[assignment]  # the metaclass takes fields out of the class
    term = LinkField(Term, allow_null=True)
    disputed_on = LinksField(Topic)
    relation = serializers.ChoiceField(
        choices=Relation.choices, read_only=True, help_text="How it stands to the adopted claim in force on its own effective day."
    )  # fmt: skip
    statement = LinkField(Statement)
    speaker = LinkField(Speaker, source="statement.speaker", allow_null=True)
    party = LinkField(Party, source="statement.party", allow_null=True, help_text="The party for which it is said.")
    voice = serializers.ChoiceField(source="statement.voice", choices=Voice.choices, read_only=True)
    said_on = SpanField(source="statement.said_on", allow_null=True, read_only=True)
    reported_on = SpanField(source="statement.reported_on", read_only=True, help_text="When it became public.")
    reported_on_last = serializers.DateField(read_only=True)
    wording = serializers.CharField(source="statement.wording", read_only=True, help_text="What was said, in the words of this record.")
    sources = CitedSourceSerializer(source="statement.citations", many=True, read_only=True)

    class Meta:
        model = StatusClaim
        fields: tuple[str, ...] = (
            "slug", "url", "road_map", "status", "label", "term", "disputed_on", *days("effective_on"), "basis", "about", "note",
            "judgement", "judgement_reason", "relation",
            "statement", "speaker", "party", "voice", "said_on", "reported_on", "reported_on_last", "wording", "sources", "version",
        )  # fmt: skip
        extra_kwargs = {"effective_on": {"required": False, "help_text": "Left out, the day it was said, else the day it became public."}}
