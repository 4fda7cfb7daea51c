from roadmaps.models import Source
from tracker.api.serializers.fields import RecordSerializer, days


class SourceSerializer(RecordSerializer):
    class Meta:
        model = Source
        fields = (
            "slug", "url", "title", "title_is_descriptive", "publisher", "author", "web_address", "archive_address",
            *days("published_on"), "language", "kind", "quality", "read_extent", "note", "version",
        )  # fmt: skip
