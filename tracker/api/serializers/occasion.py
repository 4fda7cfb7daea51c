from roadmaps.models import AgendaItem, Event, Negotiation, Party, RoadMap, Summit
from tracker.api.serializers.fields import LinkField, LinksField, RecordSerializer, RowSerializer, cited_sources, days


class SummitSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    parties = LinksField(Party)
    sources = cited_sources()

    class Meta:
        model = Summit
        fields: tuple[str, ...] = (
            "slug", "url", "negotiation", "title", "translations", "level", "place", *days("held_on"), "outcome",
            "parties", "participants", "note", "sources", "version",
        )  # fmt: skip


class AgendaItemSerializer(RowSerializer):
    road_map = LinkField(RoadMap)
    sources = cited_sources()

    class Meta:
        model = AgendaItem
        fields = ("slug", "road_map", "basis", "note", "sources")
        known_by = (("road_map",),)


class SummitDetailSerializer(SummitSerializer):
    """The summit with its agenda."""

    agenda = AgendaItemSerializer(many=True, default=list)

    class Meta(SummitSerializer.Meta):
        fields = (*SummitSerializer.Meta.fields, "agenda")


class EventSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    summit = LinkField(Summit, allow_null=True)
    sources = cited_sources()

    class Meta:
        model = Event
        fields = (
            "slug", "url", "negotiation", "summit", "title", "kind", "place", *days("happened_on"), *days("set_on"), *days("due_on"),
            "certainty", "outcome", "participants", "note", "sources", "version",
        )  # fmt: skip
