from roadmaps.models import Poll, PollAnswer
from tracker.api.serializers.fields import CitedSourceSerializer, LinkField, RecordSerializer, RowSerializer, days


class PollAnswerSerializer(RowSerializer):
    class Meta:
        model = PollAnswer
        fields = ("slug", "answer", "percent", "bound")


class PollSerializer(RecordSerializer):
    negotiation = LinkField()
    answers = PollAnswerSerializer(many=True)
    sources = CitedSourceSerializer(source="citations", many=True)

    class Meta:
        model = Poll
        fields = (
            "slug", "url", "negotiation", "question", "wording_known", "pollster", "population", *days("fielded_on"),
            "sample", "method", "note", "answers", "sources", "version",
        )  # fmt: skip
