"""Which claims the record adopts: the one door for judging claims.

Each judgement takes a reason, locks the negotiation, and leaves history. Of claims that disagree on one
day at most one is adopted, so adopting a claim steps its rivals down in the same transaction.

``by`` is who judges: named in the history, and asked for the permission to overrule. Where nobody is named, nobody
is overruled, so that a new page or an address of the API can not forget to ask.

What a judgement writes into the record is English, whatever language its editor reads: all readers get it.
"""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from roadmaps import revisions
from roadmaps.models import Judgement, Negotiation, StatusClaim
from roadmaps.questions.changes import Changes, Snapshot, changes
from roadmaps.roles import OVERRULE


class MayNotOverrule(ValidationError):
    """Who judges may adopt claims, but not over an adopted rival of the day; nothing was stored."""

    def __init__(self, claim: StatusClaim, rivals: list[StatusClaim]):
        super().__init__(
            _("“%(claim)s” disagrees with what is adopted for its day (%(rivals)s). To adopt it over that is up to a reviewer.")
            % {"claim": claim.pk, "rivals": ", ".join(rival.pk for rival in rivals)},
            code="overrule",
        )


def adopt(claim: StatusClaim, reason: str = "", by: AbstractUser | None = None) -> list[StatusClaim]:
    """Adopt ``claim``; returns the rivals that stepped down. ValidationError for a claim about a part or the future."""
    with revisions.writing(claim.scopes()):  # before the rivals are read, so that none can be adopted meanwhile
        rivals = list(claim.rivals())
        if rivals and not (by and by.has_perm(OVERRULE)):
            raise MayNotOverrule(claim, rivals)
        for rival in rivals:
            _judge(rival, Judgement.RECORDED, f"Stepped down for {claim.pk}. {reason}", by)
        _judge(claim, Judgement.ADOPTED, reason, by)
    return rivals


def adopt_one_of(slugs: Collection[str], claim: StatusClaim, reason: str = "", by: AbstractUser | None = None) -> None:
    """As ``adopt()`` of claims that are adopted together, of which none steps down for another."""
    if other := claim.rivals().filter(pk__in=slugs).first():
        disagree = _("“%(claim)s” and “%(other)s” disagree about the same day: adopt one of them.")
        raise ValidationError(disagree % {"claim": claim.pk, "other": other.pk}, code="disagree")
    adopt(claim, reason, by)


def record_beside(claim: StatusClaim, reason: str = "", by: AbstractUser | None = None) -> None:
    """Keep ``claim`` beside the ledger: shown, compared, not counted."""
    _judge(claim, Judgement.RECORDED, reason, by)


def withdraw(claim: StatusClaim, reason: str, by: AbstractUser | None = None) -> None:
    """Strike ``claim`` out as a mistake of the record: shown, counted nowhere."""
    if not reason.strip():
        raise ValidationError({"judgement_reason": _("Say why the claim is withdrawn.")})
    _judge(claim, Judgement.WITHDRAWN, reason, by)


def judge(slugs: Collection[str], judgement: Judgement, reason: str, by: AbstractUser | None = None) -> Changes:
    """Judge all of these claims or none; what that changes in the ledger. ValidationError as from each of the above."""
    with revisions.writing(scopes_of(slugs)):
        claims = list(StatusClaim.objects.filter(pk__in=slugs).select_related("statement__negotiation"))
        road_maps = {claim.road_map_id for claim in claims}
        before = Snapshot(road_maps)
        for claim in claims:
            match judgement:
                case Judgement.ADOPTED:
                    adopt_one_of(slugs, claim, reason, by)
                case Judgement.RECORDED:
                    record_beside(claim, reason, by)
                case Judgement.WITHDRAWN:
                    withdraw(claim, reason, by)
        return changes(before, Snapshot(road_maps))


def scopes_of(slugs: Collection[str]) -> set[str]:
    """The negotiations under which these claims are judged: what to lock before they are read."""
    return set(Negotiation.objects.filter(statements__claims__in=slugs).values_list("pk", flat=True))


def _judge(claim: StatusClaim, judgement: Judgement, reason: str, by: AbstractUser | None) -> None:
    if by:  # else whoever sends the request
        claim._history_user = by
    claim.judgement, claim.judgement_reason = judgement, reason.strip()
    claim._change_reason = f"{judgement.value}: {claim.judgement_reason}".rstrip(": ")
    claim.save()
