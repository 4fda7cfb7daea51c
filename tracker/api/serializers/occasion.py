from roadmaps.models import AgendaItem, Event, Party, Summit
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, LinksField, RecordSerializer, RowSerializer, days


class SummitSerializer(RecordSerializer):
    negotiation = LinkField()
    parties = LinksField(Party)
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = Summit
        fields: tuple[str, ...] = (
            "slug", "url", "negotiation", "title", "translations", "level", "place", *days("held_on"), "outcome",
            "parties", "participants", "note", "sources", "version",
        )  # fmt: skip


class AgendaItemSerializer(RowSerializer):
    road_map = LinkField()
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = AgendaItem
        fields = ("slug", "road_map", "basis", "note", "sources")


class SummitDetailSerializer(SummitSerializer):
    """The summit with its agenda."""

    agenda = AgendaItemSerializer(many=True)

    class Meta(SummitSerializer.Meta):
        fields = (*SummitSerializer.Meta.fields, "agenda")


class EventSerializer(RecordSerializer):
    negotiation = LinkField()
    summit = LinkField(allow_null=True)
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = Event
        fields = (
            "slug", "url", "negotiation", "summit", "title", "kind", "place", *days("happened_on"), *days("set_on"), *days("due_on"),
            "certainty", "outcome", "participants", "note", "sources", "version",
        )  # fmt: skip
