"""Which claims the record adopts: the one door for judging claims.

Each judgement takes a reason, locks the negotiation, and leaves history. Of claims that disagree on one
day at most one is adopted, so adopting a claim steps its rivals down in the same transaction.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from roadmaps import revisions
from roadmaps.models import Judgement, StatusClaim


def adopt(claim: StatusClaim, reason: str = "") -> list[StatusClaim]:
    """Adopt ``claim``; returns the rivals that stepped down. ValidationError for a claim about a part or the future."""
    with revisions.writing(claim.scopes()):  # before the rivals are read, so that none can be adopted meanwhile
        rivals = list(claim.rivals())
        for rival in rivals:
            _judge(rival, Judgement.RECORDED, _("Stepped down for %(claim)s. %(reason)s") % {"claim": claim.pk, "reason": reason})
        _judge(claim, Judgement.ADOPTED, reason)
    return rivals


def record_beside(claim: StatusClaim, reason: str = "") -> None:
    """Keep ``claim`` beside the ledger: shown, compared, not counted."""
    _judge(claim, Judgement.RECORDED, reason)


def withdraw(claim: StatusClaim, reason: str) -> None:
    """Strike ``claim`` out as a mistake of the record: shown, counted nowhere."""
    if not reason.strip():
        raise ValidationError({"judgement_reason": _("Say why the claim is withdrawn.")})
    _judge(claim, Judgement.WITHDRAWN, reason)


def _judge(claim: StatusClaim, judgement: Judgement, reason: str) -> None:
    claim.judgement, claim.judgement_reason = judgement, reason.strip()
    claim._change_reason = f"{judgement.label}: {claim.judgement_reason}".rstrip(": ")
    claim.save()
