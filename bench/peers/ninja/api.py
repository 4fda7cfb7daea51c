"""django-ninja: a schema for each object, nested, with aliases and resolvers, over select_related and prefetch_related.

The standing is asked of our QuerySet, as our own views ask it; rendering is orjson's, as its documentation shows.
"""

from __future__ import annotations

from datetime import date

import orjson
from django.db.models import Prefetch, prefetch_related_objects
from django.urls import path
from ninja import Field, NinjaAPI, Schema
from ninja.renderers import BaseRenderer

from roadmaps.models import Citation, RoadMap, Status, Topic


class ORJSONRenderer(BaseRenderer):
    media_type = "application/json"

    def render(self, request, data, *, response_status):
        return orjson.dumps(data)


api = NinjaAPI(renderer=ORJSONRenderer())


def address(context, route: str, slug: str) -> str:
    return context["request"].build_absolute_uri(f"/api/v1/{route}/{slug}/")


class NegotiationLink(Schema):
    slug: str
    title: str
    url: str

    @staticmethod
    def resolve_url(negotiation, context):
        return address(context, "negotiations", negotiation.slug)


class TopicLink(Schema):
    slug: str
    title: str
    url: str

    @staticmethod
    def resolve_url(topic, context):
        return address(context, "topics", topic.slug)


class PartyLink(Schema):
    slug: str
    title: str = Field(alias="name")
    url: str

    @staticmethod
    def resolve_url(party, context):
        return address(context, "parties", party.slug)


class ClaimLink(Schema):
    slug: str
    title: str
    url: str

    @staticmethod
    def resolve_title(claim):
        return str(claim)

    @staticmethod
    def resolve_url(claim, context):
        return address(context, "status-claims", claim.slug)


class SourceLink(Schema):
    slug: str
    title: str
    url: str
    publisher: str
    web_address: str
    quality: str

    @staticmethod
    def resolve_url(source, context):
        return address(context, "sources", source.slug)


class Standing(Schema):
    """Of a road map that has one."""

    status: str = Field(alias="standing.status")
    label: str
    disputed_on: list[TopicLink]
    since: str
    since_first: date
    since_last: date
    last_confirmed_on: str
    last_confirmed_on_first: date = Field(alias="standing.effective_on_first")
    last_confirmed_on_last: date = Field(alias="standing.effective_on_last")
    previous_status: str
    basis: str = Field(alias="standing.basis")
    said_by: str
    party: PartyLink | None = Field(alias="standing.statement.party")
    claim: ClaimLink = Field(alias="standing")
    agreeing: int
    contradicting: int
    sources: list[SourceLink]

    @staticmethod
    def resolve_label(road_map):
        claim = road_map.standing
        return claim.term.label if claim.term else str(Status(claim.status).label)

    @staticmethod
    def resolve_disputed_on(road_map, context):
        return [context["request"].topics[slug] for slug in road_map.standing.dispute]

    @staticmethod
    def resolve_since(road_map):
        return str(road_map.since)

    @staticmethod
    def resolve_last_confirmed_on(road_map):
        return str(road_map.standing.effective_on)

    @staticmethod
    def resolve_previous_status(road_map):
        return road_map.previous_status or "unrecorded"

    @staticmethod
    def resolve_said_by(road_map):
        speaker = road_map.standing.statement.speaker
        return speaker.name if speaker else ""

    @staticmethod
    def resolve_sources(road_map):
        return list({citation.source_id: citation.source for citation in road_map.standing.statement.citations.all()}.values())


class RoadMapOut(Schema):
    slug: str
    url: str
    negotiation: NegotiationLink
    sequence: int
    number: str
    title: str
    title_basis: str
    topic: TopicLink | None
    version: int
    standing: Standing | None

    @staticmethod
    def resolve_url(road_map, context):
        return address(context, "road-maps", road_map.slug)

    @staticmethod
    def resolve_standing(road_map):
        return road_map if road_map.standing else None


class RoadMaps(Schema):
    as_of: date
    known_on: date | None
    according_to: str | None
    revision: int
    count: int
    next: str | None
    previous: str | None
    results: list[RoadMapOut]


@api.get("/road-maps/", response=RoadMaps)
def road_maps(request, negotiation: str, as_of: date):
    found = list(
        RoadMap.objects.filter(negotiation=negotiation)
        .as_of(as_of)
        .select_related("negotiation", "topic", "standing__term", "standing__statement__speaker", "standing__statement__party")
        .order_by("sequence")
    )
    statements = [road_map.standing.statement for road_map in found if road_map.standing]
    prefetch_related_objects(statements, Prefetch("citations", Citation.objects.select_related("source")))
    request.topics = Topic.objects.in_bulk()
    return {
        "as_of": as_of, "known_on": None, "according_to": None, "revision": found[0].negotiation.revision,
        "count": len(found), "next": None, "previous": None, "results": found,
    }  # fmt: skip


urlpatterns = [path("api/", api.urls)]
