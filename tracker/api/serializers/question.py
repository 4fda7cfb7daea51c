"""How the answers about one negotiation look in JSON."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Basis, Status, TallyStage, Topic
from roadmaps.questions.progress import UNRECORDED
from roadmaps.questions.reconciliation import Reconciled, Verdict
from roadmaps.questions.summary import Summary
from roadmaps.questions.timeline import EntryKind
from tracker.api.serializers.claim import LabelField
from tracker.api.serializers.fields import STATUS_OR_UNRECORDED, AskedDayField, AskedPartyField, LinkField, LinksField, SpanField
from tracker.api.serializers.position import PositionSerializer
from tracker.api.serializers.tally import TallySerializer

SUBJECTS = [("topic", "topic"), ("road_map", "road map"), ("general", "general")]

# --- The question, echoed -----------------------------------------------------------------------


class DaysAskedSerializer(serializers.Serializer):
    as_of = AskedDayField(help_text="The day for which it answers.")
    known_on = AskedDayField(allow_null=True, help_text="The day by which what counts was public; null for everything known.")


class AskedSerializer(DaysAskedSerializer):
    according_to = AskedPartyField(help_text="The party whose word alone counts; null for what the record adopts.")


class OfNegotiationSerializer(serializers.Serializer):
    negotiation = LinkField()
    revision = serializers.IntegerField(source="negotiation.revision", help_text="The negotiation's revision.")


class AnswerSerializer(OfNegotiationSerializer, AskedSerializer):
    """An answer about one negotiation."""


# --- Counts -------------------------------------------------------------------------------------


class StatusCountsSerializer(serializers.Serializer):
    """Every status of the vocabulary, and how many road maps stand so."""

    def get_fields(self):
        return {status.value: serializers.IntegerField(help_text=str(status.definition)) for status in Status}


class AllCountsSerializer(StatusCountsSerializer):
    """Every status of the vocabulary, and how many road maps stand so; and of how many nothing is recorded."""

    def get_fields(self):
        return {**super().get_fields(), UNRECORDED: serializers.IntegerField(help_text="Nothing is recorded.")}


class BasisCountsSerializer(serializers.Serializer):
    """The same by the basis of the claim in force."""

    def get_fields(self):
        return {basis.value: StatusCountsSerializer() for basis in Basis}


class SideSerializer(serializers.Serializer):
    """What one party says itself; its silence is counted, never filled in."""

    party = LinkField()
    statuses = AllCountsSerializer(source="counts")
    silent_on = serializers.IntegerField(help_text="The road maps of which it says nothing: `unrecorded` among its statuses.")


class DisputedRoadMapSerializer(serializers.Serializer):
    """A road map that stands disputed, and by which claim."""

    road_map = LinkField()
    disputed_on = LinksField(Topic)
    claim = LinkField(source="*")
    basis = serializers.ChoiceField(choices=Basis.choices)


class DisputedTopicSerializer(serializers.Serializer):
    """A topic on which road maps stand disputed."""

    topic = LinkField()
    road_maps = serializers.IntegerField(help_text="How many stand disputed on it.")


COUNTED = "How many there are."


class RecordedSerializer(serializers.Serializer):
    """How much the record holds of the negotiation today, whatever the day asked about."""

    road_maps = serializers.IntegerField(help_text=COUNTED)
    terms = serializers.IntegerField(help_text=COUNTED)
    aims = serializers.IntegerField(help_text=COUNTED)
    summits = serializers.IntegerField(help_text=COUNTED)
    events = serializers.IntegerField(help_text=COUNTED)
    statements = serializers.IntegerField(help_text=COUNTED)
    claims = serializers.IntegerField(help_text=COUNTED)
    tallies = serializers.IntegerField(help_text=COUNTED)
    positions = serializers.IntegerField(help_text=COUNTED)
    polls = serializers.IntegerField(help_text=COUNTED)
    sources = serializers.IntegerField(help_text="Cited anywhere under it, each once.")


class SummarySerializer(AnswerSerializer):
    """Where the negotiation stands, in numbers."""

    has_ended = serializers.SerializerMethodField(help_text="Whether it had ended by the day asked about; its road maps keep their last standing.")
    ended = SpanField(source="negotiation.ended", allow_null=True)
    ended_first = serializers.DateField(source="negotiation.ended_first", allow_null=True)
    ended_last = serializers.DateField(source="negotiation.ended_last", allow_null=True)
    road_maps = serializers.IntegerField(source="size", help_text="The number of its road maps: the sum of `statuses`.")
    statuses = AllCountsSerializer(source="counts")
    by_basis = BasisCountsSerializer()
    sides = SideSerializer(many=True, help_text="According to each party to the negotiation, and to whoever else ever spoke for itself.")
    disputed_road_maps = DisputedRoadMapSerializer(source="disputed", many=True, help_text="Those that stand disputed.")
    disputed_topics = DisputedTopicSerializer(many=True, help_text="On what they are disputed.")
    changed_on = serializers.DateField(allow_null=True, help_text="The last date of change up to the day asked about: since then it stands so.")
    previous_change_on = serializers.DateField(allow_null=True, help_text="The last date of change before the day asked about.")
    next_change_on = serializers.DateField(allow_null=True, help_text="The first date of change after the day asked about.")
    recorded = RecordedSerializer()

    def get_has_ended(self, summary: Summary) -> bool:
        ended = summary.negotiation.ended
        return ended is not None and ended.last <= self.context["question"]["as_of"]


# --- Progress -----------------------------------------------------------------------------------


class MoveSerializer(serializers.Serializer):
    """A road map that stands otherwise than before: another status, or another dispute."""

    road_map = LinkField(source="claim.road_map")
    previous_status = serializers.ChoiceField(choices=STATUS_OR_UNRECORDED, help_text="How it stood before.")
    status = serializers.ChoiceField(source="claim.status", choices=Status.choices)
    label = LabelField(source="claim")  # type: ignore[assignment]  # the metaclass takes fields out of the class
    disputed_on = LinksField(Topic, source="claim.disputed_on")
    effective_on = SpanField(source="claim.effective_on", help_text="As exactly as the date of the change is known.")
    basis = serializers.ChoiceField(source="claim.basis", choices=Basis.choices)
    claim = LinkField()


class PointSerializer(serializers.Serializer):
    """A day on which something changed."""

    on = serializers.DateField(source="day", help_text="The day.")
    statuses = AllCountsSerializer(source="counts", help_text="At the end of the day.")
    moves = MoveSerializer(many=True)


class ProgressSerializer(AnswerSerializer):
    """How the negotiation moved up to the day asked about."""

    points = PointSerializer(many=True, help_text="In order of date; what only repeats makes none.")


# --- Timeline -----------------------------------------------------------------------------------


class TimelineEntrySerializer(serializers.Serializer):
    """One thing that happened; exactly one of `summit`, `event`, `tally` and `change` tells what."""

    kind = serializers.ChoiceField(choices=EntryKind.choices, help_text="What happened.")
    on = SpanField(allow_null=True, help_text="Null for a count of which no source tells any day; it stands at the end.")
    on_first = serializers.DateField(source="on.first", default=None, allow_null=True)
    on_last = serializers.DateField(source="on.last", default=None, allow_null=True)
    summit = LinkField(allow_null=True)
    event = LinkField(allow_null=True, help_text="For a deadline, the event that tells when it was set and when it is due.")
    tally = LinkField(allow_null=True)
    change = MoveSerializer(allow_null=True)


# --- Reconciliation -----------------------------------------------------------------------------


def amount(**options) -> serializers.DecimalField:
    return serializers.DecimalField(max_digits=9, decimal_places=2, **options)


class ReconciledSerializer(serializers.Serializer):
    """One reported count beside the ledger of the day that it counts."""

    tally = TallySerializer()
    verdict = serializers.ChoiceField(choices=Verdict.choices, help_text="The first that applies, by what is known on `known_on` (default: today).")
    covers = serializers.SerializerMethodField(help_text="The statuses that its stage counts; none where the vocabulary has no equal.")
    reported_min = amount(allow_null=True, help_text="At least so many are reported.")
    reported_max = amount(allow_null=True, help_text="At most so many are reported.")
    named_then = serializers.IntegerField(
        allow_null=True, help_text="Road maps that the ledger names in these statuses on that day, by what was public then."
    )
    named_now = serializers.IntegerField(allow_null=True, help_text="The same, by what is known on `known_on`.")
    on_its_own_sources = serializers.IntegerField(
        allow_null=True, help_text="Of `named_now`: those whose standing rests on no other source than the tally's."
    )
    gap_min = amount(allow_null=True, help_text="At least so many reported that the ledger does not name; negative where it names more.")
    gap_max = amount(allow_null=True, help_text="At most so many; null where the report has no upper bound.")

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(choices=Status.choices)))
    def get_covers(self, reconciled: Reconciled) -> list[str]:
        return [status.value for status in TallyStage(reconciled.tally.stage).covers]


class ReconciliationSerializer(AnswerSerializer):
    """Every reported count of the negotiation's own items beside what the ledger names."""

    road_maps = serializers.IntegerField(source="size", help_text="How many the negotiation has.")
    rows = ReconciledSerializer(many=True, help_text="In order of the day counted; what names none comes last.")


# --- Positions ----------------------------------------------------------------------------------


class CellSerializer(serializers.Serializer):
    """What one party holds on one thing."""

    party = LinkField()
    position = PositionSerializer(allow_null=True, help_text="Its last one; null where none is recorded.")


class MatrixRowSerializer(serializers.Serializer):
    """What is held on one thing; in general where neither topic nor road map is named."""

    subject = serializers.ChoiceField(choices=SUBJECTS, help_text="What kind of thing it is.")
    topic = LinkField(allow_null=True)
    road_map = LinkField(allow_null=True)
    cells = CellSerializer(many=True, help_text="One for each of the parties, in their order.")


class PositionsMatrixSerializer(OfNegotiationSerializer, DaysAskedSerializer):
    """The last position of each party on each thing."""

    parties = serializers.ListField(child=LinkField(), help_text="The columns.")
    rows = MatrixRowSerializer(many=True, help_text="One for each thing on which a party has a position.")
