from tracker.api.serializers.claim import StatusClaimSerializer
from tracker.api.serializers.ledger import ChangesSerializer


class JudgedClaimSerializer(StatusClaimSerializer):
    """The claim as it is judged now, and what that changed in the ledger."""

    changes = ChangesSerializer(read_only=True)

    class Meta(StatusClaimSerializer.Meta):
        fields = (*StatusClaimSerializer.Meta.fields, "changes")
