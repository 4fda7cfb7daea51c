"""How the fixed vocabularies look in JSON."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from roadmaps.models import Status, TallyStage


class StatusDefinitionSerializer(serializers.Serializer):
    """A status, the same for all negotiations."""

    slug = serializers.ChoiceField(source="value", choices=Status.choices)
    url = serializers.SerializerMethodField(help_text="The permanent address of this status.")
    label = serializers.CharField(help_text="It in words.")  # type: ignore[assignment]  # the metaclass takes fields out of the class
    definition = serializers.CharField(help_text="What is meant by it.")
    order = serializers.IntegerField(source="rank", help_text="Its place in the vocabulary, from 0; no status is above another by it.")
    counted_as = serializers.SerializerMethodField(help_text="The stages of reported counts that count it.")

    @extend_schema_field({"type": "string", "format": "uri"})
    def get_url(self, status: Status) -> str:
        return reverse("api:statuses-detail", kwargs={"slug": status.value}, request=self.context.get("request"))

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=TallyStage.choices)))
    def get_counted_as(self, status: Status) -> list[str]:
        return [stage.value for stage in TallyStage if status in stage.covers]


class WordSerializer(serializers.Serializer):
    """One word of a vocabulary."""

    word = serializers.CharField(source="value", help_text="As it stands in fields.")
    label = serializers.CharField(help_text="As people read it.")  # type: ignore[assignment]  # the same


class VocabularySerializer(serializers.Serializer):
    """The words that a field may hold."""

    name = serializers.CharField(help_text="As the schema names it, e.g. `Basis`.")
    words = WordSerializer(many=True, help_text="In their order.")
