"""How the releases of the dataset look in JSON."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Release
from tracker.releases import address_of


class ReleaseSerializer(serializers.ModelSerializer):
    """The whole record as it was when the release was made; its file is the same bytes for ever."""

    number = serializers.IntegerField(help_text="They are counted from 1.")
    made_at = serializers.DateTimeField(help_text="When it was made, in UTC.")
    note = serializers.CharField(help_text="What a reader should know of it.")
    revisions = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Of which revisions: by the slug of each negotiation, that of the catalogue under the empty text.",
    )
    sha256 = serializers.CharField(help_text="The SHA-256 of the file, in hexadecimal digits.")
    size = serializers.IntegerField(help_text="Of the file, in bytes.")
    url = serializers.SerializerMethodField(help_text="Where the file is read.")

    class Meta:
        model = Release
        fields = ("number", "made_at", "note", "revisions", "sha256", "size", "url")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, release: Release) -> str:
        return self.context["request"].build_absolute_uri(address_of(release))
