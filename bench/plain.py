"""What a typical developer writes for the same answers, on the same tables: the twin beside which our API is timed.

As the documentation of Django REST framework has it: a ModelViewSet, nested ModelSerializers, hyperlinks by the router's names,
select_related and prefetch_related, django-filter with DRF's own search and ordering, PageNumberPagination, Django's own middleware.
Where the record knows an answer that no serializer gives (a standing, the relation of a claim, a history), it asks the QuerySets that
our views ask, so that the two differ in how an answer is made and not in what is asked of the database.
"""

from __future__ import annotations

import django_filters
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db.models import Prefetch, prefetch_related_objects
from django.test import override_settings
from django.urls import include, path
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import serializers, viewsets
from rest_framework.authentication import BasicAuthentication, SessionAuthentication
from rest_framework.decorators import action
from rest_framework.filters import OrderingFilter, SearchFilter
from rest_framework.pagination import PageNumberPagination
from rest_framework.permissions import DjangoModelPermissionsOrAnonReadOnly
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.routers import DefaultRouter

from roadmaps.models import (
    AgendaItem,
    Citation,
    Event,
    Negotiation,
    Party,
    RoadMap,
    RoadMapTitle,
    Source,
    Speaker,
    Statement,
    Status,
    StatusClaim,
    Succession,
    Summit,
    Term,
    Topic,
)
from roadmaps.questions.history import history
from roadmaps.questions.standing import resolve_day, today

# --- Serializers --------------------------------------------------------------------------------


def address(route: str) -> serializers.HyperlinkedIdentityField:
    return serializers.HyperlinkedIdentityField(view_name=f"{route}-detail", lookup_field="slug")


def address_of(linked: str, route: str) -> serializers.HyperlinkedRelatedField:
    """Of another record, to which a link leads."""
    return serializers.HyperlinkedRelatedField(view_name=f"{route}-detail", lookup_field="slug", source=linked, read_only=True)


def days(name: str) -> tuple[str, str, str]:
    return name, f"{name}_first", f"{name}_last"


def link(linked: type, titled: str, route: str) -> type[serializers.ModelSerializer]:
    """Nested: the key of a record, what it is called, and where it is read."""

    class LinkSerializer(serializers.ModelSerializer):
        title = serializers.CharField(source=titled if titled != "title" else None)
        url = address(route)

        class Meta:
            model = linked
            fields = ("slug", "title", "url")

    return LinkSerializer


NegotiationLink = link(Negotiation, "title", "negotiation")
TopicLink = link(Topic, "title", "topic")
PartyLink = link(Party, "name", "party")
SpeakerLink = link(Speaker, "name", "speaker")
TermLink = link(Term, "label", "term")
RoadMapLink = link(RoadMap, "title", "roadmap")
SummitLink = link(Summit, "title", "summit")
EventLink = link(Event, "title", "event")
StatementLink = link(Statement, "__str__", "statement")
ClaimLink = link(StatusClaim, "__str__", "statusclaim")


class TopicsField(serializers.Field):
    """The topics whose slugs a column holds."""

    def to_representation(self, value):
        topics = [self.context["topics"][slug] for slug in value.split()]
        return TopicLink(topics, many=True, context=self.context).data


class LabelField(serializers.Field):
    def to_representation(self, claim):
        return claim.term.label if claim.term else str(Status(claim.status).label)


class SourceLinkSerializer(serializers.ModelSerializer):
    url = address("source")

    class Meta:
        model = Source
        fields = ("slug", "title", "url", "publisher", "web_address", "quality")


class CitationSerializer(serializers.ModelSerializer):
    slug = serializers.CharField(source="source.slug")
    title = serializers.CharField(source="source.title")
    url = address_of("source", "source")
    publisher = serializers.CharField(source="source.publisher")
    web_address = serializers.CharField(source="source.web_address")
    quality = serializers.CharField(source="source.quality")

    class Meta:
        model = Citation
        fields = ("slug", "title", "url", "publisher", "web_address", "quality", "locator", "quote")


class StandingSerializer(serializers.Serializer):
    status = serializers.CharField(source="standing.status")
    label = LabelField(source="standing")
    disputed_on = TopicsField(source="standing.disputed_on")
    since = serializers.CharField()
    since_first = serializers.DateField()
    since_last = serializers.DateField()
    last_confirmed_on = serializers.CharField(source="standing.effective_on")
    last_confirmed_on_first = serializers.DateField(source="standing.effective_on_first")
    last_confirmed_on_last = serializers.DateField(source="standing.effective_on_last")
    previous_status = serializers.SerializerMethodField()
    basis = serializers.CharField(source="standing.basis")
    said_by = serializers.CharField(source="standing.statement.speaker.name", default="")
    party = PartyLink(source="standing.statement.party")
    claim = ClaimLink(source="standing")
    agreeing = serializers.IntegerField()
    contradicting = serializers.IntegerField()
    sources = SourceLinkSerializer(source="standing.statement.sources", many=True)

    def get_previous_status(self, road_map):
        return road_map.previous_status or "unrecorded"

    def to_representation(self, road_map):
        return super().to_representation(road_map) if road_map.standing else None


class RoadMapSerializer(serializers.ModelSerializer):
    url = address("roadmap")
    negotiation = NegotiationLink()
    topic = TopicLink()
    standing = StandingSerializer(source="*")

    class Meta:
        model = RoadMap
        fields: tuple[str, ...] = ("slug", "url", "negotiation", "sequence", "number", "title", "title_basis", "topic", "version", "standing")


class RoadMapTitleSerializer(serializers.ModelSerializer):
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = RoadMapTitle
        fields = ("slug", "language", "kind", "title", "note", "sources")


class AgendaItemSerializer(serializers.ModelSerializer):
    slug = serializers.CharField(source="summit.slug")
    title = serializers.CharField(source="summit.title")
    url = address_of("summit", "summit")
    level = serializers.CharField(source="summit.level")
    held_on = serializers.CharField(source="summit.held_on")
    held_on_first = serializers.DateField(source="summit.held_on_first")
    held_on_last = serializers.DateField(source="summit.held_on_last")
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = AgendaItem
        fields = ("slug", "title", "url", "level", *days("held_on"), "basis", "note", "sources")


class SuccessionSerializer(serializers.ModelSerializer):
    from_road_map = RoadMapLink()
    to_road_map = RoadMapLink()
    on = serializers.CharField()
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Succession
        fields = ("slug", "kind", "from_road_map", "to_road_map", *days("on"), "note", "sources")


class StatusClaimSerializer(serializers.ModelSerializer):
    url = address("statusclaim")
    road_map = RoadMapLink()
    label = LabelField(source="*")
    term = TermLink()
    disputed_on = TopicsField()
    effective_on = serializers.CharField()
    relation = serializers.CharField()
    statement = StatementLink()
    speaker = SpeakerLink(source="statement.speaker")
    party = PartyLink(source="statement.party")
    voice = serializers.CharField(source="statement.voice")
    said_on = serializers.CharField(source="statement.said_on")
    reported_on = serializers.CharField(source="statement.reported_on")
    wording = serializers.CharField(source="statement.wording")
    sources = CitationSerializer(source="statement.citations", many=True)

    class Meta:
        model = StatusClaim
        fields = (
            "slug", "url", "road_map", "status", "label", "term", "disputed_on", *days("effective_on"), "basis", "about", "note",
            "judgement", "judgement_reason", "relation",
            "statement", "speaker", "party", "voice", "said_on", "reported_on", "reported_on_last", "wording", "sources", "version",
        )  # fmt: skip


class RoadMapDetailSerializer(RoadMapSerializer):
    as_of = serializers.SerializerMethodField()
    known_on = serializers.SerializerMethodField()
    according_to = serializers.SerializerMethodField()
    revision = serializers.IntegerField(source="negotiation.revision")
    sources = CitationSerializer(source="citations", many=True)
    titles = RoadMapTitleSerializer(many=True)
    summits = AgendaItemSerializer(source="agenda_items", many=True)
    came_from = SuccessionSerializer(many=True)
    became = SuccessionSerializer(many=True)
    claims = StatusClaimSerializer(many=True)

    class Meta(RoadMapSerializer.Meta):
        fields = (
            "as_of", "known_on", "according_to", "revision", *RoadMapSerializer.Meta.fields,
            "summary", "sources", "titles", "summits", "came_from", "became", "claims",
        )  # fmt: skip

    def get_as_of(self, road_map):
        return self.context["question"]["as_of"]

    def get_known_on(self, road_map):
        return self.context["question"]["known_on"]

    def get_according_to(self, road_map):
        return self.context["question"]["according_to"]


class SegmentClaimSerializer(serializers.ModelSerializer):
    url = address("statusclaim")
    effective_on = serializers.CharField()
    said_by = serializers.CharField(source="statement.speaker.name", default="")
    party = PartyLink(source="statement.party")
    sources = SourceLinkSerializer(source="statement.sources", many=True)

    class Meta:
        model = StatusClaim
        fields = ("slug", "url", *days("effective_on"), "basis", "said_by", "party", "sources")


class SegmentSerializer(serializers.Serializer):
    road_map = RoadMapLink(source="begun_by.road_map")
    status = serializers.CharField(source="begun_by.status")
    label = LabelField(source="begun_by")
    disputed_on = TopicsField(source="begun_by.disputed_on")
    since = serializers.CharField(source="begun_by.effective_on")
    since_first = serializers.DateField(source="begun_by.effective_on_first")
    since_last = serializers.DateField(source="begun_by.effective_on_last")
    until = serializers.CharField()
    until_first = serializers.DateField(source="until.first", default=None)
    until_last = serializers.DateField(source="until.last", default=None)
    last_confirmed_on = serializers.CharField(source="last_confirmed_by.effective_on")
    last_confirmed_on_first = serializers.DateField(source="last_confirmed_by.effective_on_first")
    last_confirmed_on_last = serializers.DateField(source="last_confirmed_by.effective_on_last")
    claims = SegmentClaimSerializer(many=True)


class LineMemberSerializer(serializers.ModelSerializer):
    url = address("roadmap")
    negotiation = NegotiationLink()
    revision = serializers.IntegerField(source="negotiation.revision")

    class Meta:
        model = RoadMap
        fields = ("slug", "url", "title", "title_basis", "sequence", "negotiation", "revision")


class HistorySerializer(serializers.Serializer):
    as_of = serializers.SerializerMethodField()
    known_on = serializers.SerializerMethodField()
    according_to = serializers.SerializerMethodField()
    lineage = serializers.BooleanField(source="with_lineage")
    road_map = RoadMapLink()
    revision = serializers.IntegerField(source="road_map.negotiation.revision")
    road_maps = LineMemberSerializer(many=True)
    successions = SuccessionSerializer(many=True)
    segments = SegmentSerializer(many=True)

    get_as_of = RoadMapDetailSerializer.get_as_of
    get_known_on = RoadMapDetailSerializer.get_known_on
    get_according_to = RoadMapDetailSerializer.get_according_to


class StatementSerializer(serializers.ModelSerializer):
    url = address("statement")
    negotiation = NegotiationLink()
    speaker = SpeakerLink()
    party = PartyLink()
    said_on = serializers.CharField()
    reported_on = serializers.CharField()
    summit = SummitLink()
    event = EventLink()
    sources = CitationSerializer(source="citations", many=True)

    class Meta:
        model = Statement
        fields = (
            "slug", "url", "negotiation", "speaker", "voice", "party", *days("said_on"), *days("reported_on"), "reported_on_inferred",
            "summit", "event", "wording", "note", "sources", "version",
        )  # fmt: skip


# --- Filters and pages --------------------------------------------------------------------------


class RoadMapFilter(django_filters.FilterSet):
    """The question is asked by three parameters together; the rest filters what it finds."""

    as_of = django_filters.DateFilter(method="asked_together")
    known_on = django_filters.DateFilter(method="asked_together")
    according_to = django_filters.ModelChoiceFilter(queryset=Party.objects.all(), method="asked_together")
    status = django_filters.MultipleChoiceFilter("standing__status", choices=Status.choices)
    basis = django_filters.CharFilter("standing__basis")
    summit = django_filters.ModelChoiceFilter("agenda_items__summit", queryset=Summit.objects.all(), distinct=True)
    speaker = django_filters.ModelChoiceFilter("claims__statement__speaker", queryset=Speaker.objects.all(), distinct=True)

    class Meta:
        model = RoadMap
        fields = ("negotiation", "topic", "number", "title_basis")

    def asked_together(self, queryset, name, value):
        return queryset

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.as_of(**self.question()))

    def question_asked(self):
        given = self.form.cleaned_data
        party = given["according_to"]
        return {"as_of": resolve_day(given["as_of"], given["known_on"]), "known_on": given["known_on"], "according_to": party and party.pk}

    def question(self):
        asked = self.question_asked()
        return {"day": asked["as_of"], "known_on": asked["known_on"], "according_to": asked["according_to"]}


class Backend(DjangoFilterBackend):
    """Leaves the filters with the view, which repeats the question in its answer."""

    def get_filterset(self, request, queryset, view):
        view.filterset = super().get_filterset(request, queryset, view)
        return view.filterset


class Pages(PageNumberPagination):
    page_size = 100
    page_size_query_param = "page_size"
    max_page_size = 500


class NegotiationPages(Pages):
    """With the revision of the negotiation that is asked about."""

    def get_paginated_response(self, data):
        rows = self.page.object_list if "negotiation" in self.request.query_params else ()
        return Response({"revision": rows[0].negotiation.revision if rows else None, **super().get_paginated_response(data).data})


class QuestionPages(NegotiationPages):
    def paginate_queryset(self, queryset, request, view=None):
        self.view = view
        return super().paginate_queryset(queryset, request, view)

    def get_paginated_response(self, data):
        return Response({**self.view.filterset.question_asked(), **super().get_paginated_response(data).data})


# --- Views --------------------------------------------------------------------------------------


class View(viewsets.ModelViewSet):
    authentication_classes = [SessionAuthentication, BasicAuthentication]
    permission_classes = [DjangoModelPermissionsOrAnonReadOnly]
    throttle_classes = ()
    renderer_classes = [JSONRenderer]
    filter_backends = [DjangoFilterBackend, SearchFilter, OrderingFilter]
    pagination_class = Pages
    lookup_field = "slug"
    search_fields = ("slug",)

    def get_serializer_context(self):
        return {**super().get_serializer_context(), "topics": Topic.objects.in_bulk()}


def cited(through: str) -> Prefetch:
    return Prefetch(through, Citation.objects.select_related("source"))


class RoadMaps(View):
    queryset = RoadMap.objects.select_related("negotiation", "topic", "standing__term", "standing__statement__speaker", "standing__statement__party")
    serializer_class = RoadMapSerializer
    filter_backends = [Backend, SearchFilter, OrderingFilter]
    filterset_class = RoadMapFilter
    pagination_class = QuestionPages
    search_fields = ("title", "summary", "number")
    ordering_fields = ("sequence", "title")

    def get_queryset(self):
        if self.action != "retrieve":
            return super().get_queryset()
        lineage = Succession.objects.select_related("from_road_map", "to_road_map").prefetch_related(cited("citations"))
        agenda = AgendaItem.objects.select_related("summit").order_by("summit__held_on_last", "slug").prefetch_related(cited("citations"))
        claims = StatusClaim.objects.select_related("road_map", "term", "statement__speaker", "statement__party")
        claims = claims.prefetch_related(cited("statement__citations")).with_relation(self.day())
        return super().get_queryset().prefetch_related(
            cited("citations"), Prefetch("titles", RoadMapTitle.objects.prefetch_related(cited("citations"))), Prefetch("agenda_items", agenda),
            Prefetch("came_from", lineage), Prefetch("became", lineage), Prefetch("claims", claims.order_by("ledger_order")),
        )  # fmt: skip

    def day(self):
        asked = serializers.DateField(required=False).run_validation(self.request.query_params.get("as_of", serializers.empty))
        return asked or today()

    def get_serializer_class(self):
        return RoadMapDetailSerializer if self.action == "retrieve" else RoadMapSerializer

    def get_serializer_context(self):
        asked = {"question": self.filterset.question_asked()} if hasattr(self, "filterset") else {}
        return {**super().get_serializer_context(), **asked}

    def paginate_queryset(self, queryset):
        return with_sources(super().paginate_queryset(queryset))

    def get_object(self):
        return with_sources([super().get_object()])[0]

    @action(detail=True)
    def history(self, request, slug=None):
        road_map = RoadMap.objects.select_related("negotiation").get(slug=slug)
        question = {"as_of": self.day(), "known_on": None, "according_to": None}
        told = history(road_map, day=question["as_of"])
        load_sources([claim.statement for segment in told.segments for claim in segment.claims])
        context = {**self.get_serializer_context(), "question": question}
        return Response(HistorySerializer(told, context=context).data)


def with_sources(road_maps):
    """No QuerySet prefetches through the join by which a standing is found."""
    load_sources([road_map.standing.statement for road_map in road_maps if road_map.standing])
    return road_maps


def load_sources(statements):
    """Each source once, however often a statement cites it."""
    prefetch_related_objects(statements, cited("citations"))
    for statement in statements:
        statement.sources = {citation.source_id: citation.source for citation in statement.citations.all()}.values()


class Statements(View):
    queryset = Statement.objects.select_related("negotiation", "speaker", "party", "summit", "event").prefetch_related(cited("citations"))
    serializer_class = StatementSerializer
    pagination_class = NegotiationPages
    filterset_fields = ("negotiation", "speaker", "party", "voice", "summit", "event")
    search_fields = ("wording", "note", "speaker__name")
    ordering_fields = ("slug", "said_on_last")


def listing(model: type, serializer: type, **declared) -> type[View]:
    return type(f"{model.__name__}View", (View,), {"queryset": model.objects.all(), "serializer_class": serializer, **declared})


router = DefaultRouter()
router.register("road-maps", RoadMaps, "roadmap")
router.register("statements", Statements, "statement")
router.register("negotiations", listing(Negotiation, NegotiationLink), "negotiation")
router.register("topics", listing(Topic, TopicLink), "topic")
router.register("parties", listing(Party, PartyLink), "party")
router.register("speakers", listing(Speaker, SpeakerLink), "speaker")
router.register("terms", listing(Term, TermLink), "term")
router.register("summits", listing(Summit, SummitLink), "summit")
router.register("events", listing(Event, EventLink), "event")
router.register("sources", listing(Source, SourceLinkSerializer), "source")
router.register("status-claims", listing(StatusClaim, StatusClaimSerializer), "statusclaim")

urlpatterns = [path("api/v1/", include(router.urls))]


class PlainRequest(WSGIRequest):
    urlconf = __name__


class PlainHandler(WSGIHandler):
    """Beside ours in one process, with middleware and addresses of its own."""

    request_class = PlainRequest


MIDDLEWARE = [  # as startproject writes it
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def application() -> PlainHandler:
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return PlainHandler()
