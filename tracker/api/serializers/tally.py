from rest_framework import serializers

from roadmaps.models import Statement, Tally, Topic
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, LinksField, RecordSerializer, days


class TallySerializer(RecordSerializer):
    statement = LinkField(Statement)
    worded_count = serializers.CharField(read_only=True, help_text="e.g. 16 of 31, 26–27 of 33, ≥ 46 %.")
    remaining_on = LinksField(Topic, help_text="The topics said to remain.")
    sources = CitedSourceSerializer(source="statement.citations", many=True, read_only=True)

    class Meta:
        model = Tally
        fields = (
            "slug", "url", "statement", *days("counted_on"), "unit", "stage", "agreed_min", "agreed_max", "total", "remaining",
            "percent_min", "percent_max", "worded_count", "basis", "remaining_on", "as_worded", "note", "sources", "version",
        )  # fmt: skip
