from rest_framework import serializers

from roadmaps.models import Aim, Negotiation, Party, Speaker, Term, Topic
from tracker.api.serializers.fields import LinkField, LinksField, RecordSerializer, cited_sources, days


class NegotiationSerializer(RecordSerializer):
    parties = LinksField(Party)
    succeeds = LinkField(Negotiation, allow_null=True)
    revision = serializers.IntegerField(read_only=True, help_text="Counts every write under this negotiation.")

    class Meta:
        model = Negotiation
        fields = (
            "slug", "url", "code", "title", "translations", "item_singular", "item_plural", "summary",
            *days("started"), *days("ended"), "parties", "succeeds", "revision", "version",
        )  # fmt: skip


class PartySerializer(RecordSerializer):
    members = LinksField(Party)

    class Meta:
        model = Party
        fields = ("slug", "url", "name", "translations", "kind", "members", "country", "version")


class SpeakerSerializer(RecordSerializer):
    party = LinkField(Party, allow_null=True)

    class Meta:
        model = Speaker
        fields = ("slug", "url", "name", "spellings", "party", "role", "version")


class TopicSerializer(RecordSerializer):
    class Meta:
        model = Topic
        fields = ("slug", "url", "title", "translations", "version")


class TermSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)

    class Meta:
        model = Term
        fields = ("slug", "url", "negotiation", "label", "translations", "definition", "status", "version")


class AimSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    topic = LinkField(Topic, allow_null=True)
    sources = cited_sources()

    class Meta:
        model = Aim
        fields = ("slug", "url", "negotiation", "title", "translations", "group", "topic", "note", "sources", "version")
