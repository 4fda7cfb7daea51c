"""What a write changed in the ledger."""

from __future__ import annotations

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from roadmaps.models import Judgement, Relation, StatusClaim, Topic
from roadmaps.questions.changes import ClaimChange
from tracker.api.serializers.claim import LabelField
from tracker.api.serializers.fields import LinkField, LinksField, RowSerializer, days

NEW = "new"
RELATION_BEFORE = [*Relation.choices, (NEW, "the claim was not there")]
JUDGEMENT_BEFORE = [*Judgement.choices, (NEW, "the claim was not there")]


class LedgerEntrySerializer(RowSerializer):
    """A claim by which a road map stands, or stood."""

    claim = LinkField(source="*")
    label = LabelField()  # type: ignore[assignment]  # the metaclass takes fields out of the class
    disputed_on = LinksField(Topic, read_only=True)

    class Meta:
        model = StatusClaim
        fields = ("claim", "status", "label", "disputed_on", *days("effective_on"))


class MovedStandingSerializer(serializers.Serializer):
    """A road map that stands by another claim than before."""

    road_map = LinkField()
    before = LedgerEntrySerializer(allow_null=True, help_text="Null where nothing was recorded.")
    after = LedgerEntrySerializer(allow_null=True, help_text="Null where nothing is recorded any more.")


class ClaimChangeSerializer(serializers.Serializer):
    """A claim that is new, judged otherwise, or stands otherwise to the ledger."""

    claim = LinkField(help_text="The claim.")
    relation_before = serializers.SerializerMethodField(help_text="`new` for a claim that was not there.")
    relation = serializers.ChoiceField(source="claim.relation", choices=Relation.choices)
    judgement_before = serializers.SerializerMethodField(help_text="`new` for a claim that was not there.")
    judgement = serializers.ChoiceField(source="claim.judgement", choices=Judgement.choices)
    compared_with = LinkField(allow_null=True, help_text="Of a claim kept beside: the adopted one in force on its effective day.")

    @extend_schema_field(serializers.ChoiceField(choices=RELATION_BEFORE))
    def get_relation_before(self, change: ClaimChange) -> str:
        return change.relation_before or NEW

    @extend_schema_field(serializers.ChoiceField(choices=JUDGEMENT_BEFORE))
    def get_judgement_before(self, change: ClaimChange) -> str:
        return change.judgement_before or NEW


class ChangesSerializer(serializers.Serializer):
    """The standings that moved, and the claims that are new, step down, agree or contradict; as of today."""

    standings = MovedStandingSerializer(many=True, help_text="The standings that moved.")
    claims = ClaimChangeSerializer(many=True, help_text="The claims that are new, or stand otherwise than before.")
