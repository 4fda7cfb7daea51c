from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Statement, Tally, Topic
from roadmaps.models.tally import COUNTED, worded_count
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, LinksField, RecordSerializer, Told, days


@extend_schema_field({"type": "string"})
class WordedCountField(Told, serializers.Field):
    reads = COUNTED

    def __init__(self):
        super().__init__(source="*", read_only=True, help_text="e.g. 16 of 31, 26–27 of 33, ≥ 46 %.")

    def tell(self, context, *counted):
        return worded_count(*counted)


class TallySerializer(RecordSerializer):
    statement = LinkField(Statement)
    worded_count = WordedCountField()
    remaining_on = LinksField(Topic, help_text="The topics said to remain.")
    sources = CitedSourceSerializer(source="statement.citations", many=True, read_only=True)

    class Meta:
        model = Tally
        fields = (
            "slug", "url", "statement", *days("counted_on"), "unit", "stage", "agreed_min", "agreed_max", "total", "remaining",
            "percent_min", "percent_max", "worded_count", "basis", "remaining_on", "as_worded", "note", "sources", "version",
        )  # fmt: skip
