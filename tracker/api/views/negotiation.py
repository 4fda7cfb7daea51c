from roadmaps.models import Aim, Negotiation, Party, Speaker, Term, Topic
from tracker.api import filters
from tracker.api.pagination import NegotiationPages
from tracker.api.serializers import negotiation as serializers
from tracker.api.views.resource import Resource


class Negotiations(Resource):
    """Processes in which parties settle a list of items."""

    queryset = Negotiation.objects.all()
    serializer_class = serializers.NegotiationSerializer
    filterset_class = filters.NegotiationFilters
    shows_besides = ("succeeds",)


class Parties(Resource):
    """Who negotiates."""

    queryset = Party.objects.all()
    serializer_class = serializers.PartySerializer
    filterset_class = filters.PartyFilters


class Speakers(Resource):
    """Who is quoted, with the other spellings of the name."""

    queryset = Speaker.objects.all()
    serializer_class = serializers.SpeakerSerializer
    filterset_class = filters.SpeakerFilters


class Topics(Resource):
    """What road maps, disputes and positions are about."""

    queryset = Topic.objects.all()
    serializer_class = serializers.TopicSerializer
    filterset_class = filters.TopicFilters


class Terms(Resource):
    """A negotiation's own words for a status, with their definition and the fixed status that they mean."""

    queryset = Term.objects.all()
    serializer_class = serializers.TermSerializer
    filterset_class = filters.TermFilters
    pagination_class = NegotiationPages


class Aims(Resource):
    """What the founding treaty set out to create."""

    queryset = Aim.objects.all()
    serializer_class = serializers.AimSerializer
    filterset_class = filters.AimFilters
    pagination_class = NegotiationPages
