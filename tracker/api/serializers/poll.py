from roadmaps.models import Negotiation, Poll, PollAnswer
from tracker.api.serializers.fields import LinkField, RecordSerializer, RowSerializer, cited_sources, days


class PollAnswerSerializer(RowSerializer):
    class Meta:
        model = PollAnswer
        fields = ("slug", "answer", "percent", "bound")
        known_by = (("answer",),)


class PollSerializer(RecordSerializer):
    negotiation = LinkField(Negotiation)
    answers = PollAnswerSerializer(many=True, default=list)
    sources = cited_sources()

    class Meta:
        model = Poll
        fields = (
            "slug", "url", "negotiation", "question", "wording_known", "pollster", "population", *days("fielded_on"),
            "sample", "method", "note", "answers", "sources", "version",
        )  # fmt: skip
