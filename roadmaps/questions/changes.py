"""What a write changes in the ledger: the standings that move, the claims that step down, agree or contradict.

Take a Snapshot before and one after, inside the same transaction; ``changes(before, after)`` compares them.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from roadmaps.models import Judgement, Relation, StatusClaim
from roadmaps.questions.standing import today


class Snapshot:
    """Every claim of some road maps, in ledger order, each with its relation as of ``day`` (default: today)."""

    def __init__(self, road_maps: Collection[str], day: datetime.date | None = None):
        claims = StatusClaim.objects.filter(road_map__in=road_maps).with_relation(day or today()).with_what_stood_then().order_by("ledger_order")
        self.claims: dict[str, StatusClaim] = {
            claim.pk: claim for claim in claims.select_related("road_map__negotiation", "term", "statement__speaker", "statement__party")
        }

    def standings(self) -> dict[str, StatusClaim]:
        """Road map → the claim in force."""
        return {claim.road_map_id: claim for claim in self.claims.values() if claim.relation == Relation.IN_FORCE}

    def standing_on(self, road_map: str, day: datetime.date) -> StatusClaim | None:
        """What stood on another day: the last adopted claim effective by then."""
        adopted = (claim for claim in self.claims.values() if claim.road_map_id == road_map and claim.judgement == Judgement.ADOPTED)
        return max((claim for claim in adopted if claim.effective_on_last <= day), key=lambda claim: claim.ledger_order, default=None)

    def compared_with(self, claim: StatusClaim) -> StatusClaim | None:
        """The adopted claim in force on the claim's own effective day."""
        return self.claims.get(claim.stood_then or "")


@dataclass(frozen=True)
class MovedStanding:
    """A road map that stands by another claim than before; None where nothing is recorded."""

    before: StatusClaim | None
    after: StatusClaim | None

    @property
    def road_map(self):
        return (self.after or self.before).road_map

    @property
    def says_the_same(self) -> bool:
        """Another claim, the same status and dispute."""
        return self.after is not None and self.after.repeats(self.before)


@dataclass(frozen=True)
class ClaimChange:
    """A claim that is new, judged otherwise, or stands otherwise to the ledger."""

    claim: StatusClaim
    relation_before: str
    """Empty for a new claim."""
    judgement_before: str
    compared_with: StatusClaim | None

    @property
    def is_new(self) -> bool:
        return not self.relation_before

    @property
    def counts_otherwise(self) -> bool:
        """Adopted now and not before, or the other way round."""
        return (self.judgement_before == Judgement.ADOPTED) != (self.claim.judgement == Judgement.ADOPTED)

    @property
    def steps_down(self) -> bool:
        return (self.judgement_before, self.claim.judgement) == (Judgement.ADOPTED, Judgement.RECORDED)

    @property
    def relation_label(self):
        return Relation(self.claim.relation).label

    @property
    def contradicts(self) -> bool:
        return self.claim.relation == Relation.CONTRADICTS


@dataclass(frozen=True)
class Changes:
    standings: list[MovedStanding]
    """As of the snapshots' day."""
    claims: list[ClaimChange]
    earlier: list[tuple[datetime.date, MovedStanding]]
    """How it stood on the days of the claims that count, or no longer count, where that moves and is not told by ``standings``."""

    def __bool__(self):
        return bool(self.standings or self.claims)


def changes(before: Snapshot, after: Snapshot) -> Changes:
    stood, stand = before.standings(), after.standings()
    moved = [MovedStanding(stood.get(key), stand.get(key)) for key in sorted({*stood, *stand}) if _key(stood.get(key)) != _key(stand.get(key))]
    changed = [change for claim in after.claims.values() if (change := _change(claim, before, after))]
    return Changes(moved, changed, list(_earlier(changed, before, after, moved)))


def _earlier(
    changed: list[ClaimChange], before: Snapshot, after: Snapshot, told: list[MovedStanding]
) -> Iterator[tuple[datetime.date, MovedStanding]]:
    judged = [change.claim for change in changed if change.counts_otherwise]
    for road_map, day in dict.fromkeys((claim.road_map_id, claim.effective_on_last) for claim in judged):
        moved = MovedStanding(before.standing_on(road_map, day), after.standing_on(road_map, day))
        if moved.before != moved.after and moved not in told:
            yield day, moved


def _change(claim: StatusClaim, before: Snapshot, after: Snapshot) -> ClaimChange | None:
    earlier = before.claims.get(claim.pk)
    if earlier and (earlier.relation, earlier.judgement) == (claim.relation, claim.judgement):
        return None
    compared_with = after.compared_with(claim) if claim.judgement == Judgement.RECORDED else None
    return ClaimChange(claim, earlier.relation if earlier else "", earlier.judgement if earlier else "", compared_with)


def _key(claim: StatusClaim | None) -> str:
    return claim.pk if claim else ""
