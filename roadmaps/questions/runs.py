"""How each road map stood from one change to the next: unbroken runs of the same status and dispute."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from roadmaps.models import DateSpan, StatusClaim
from roadmaps.questions.ledger import Ledger


@dataclass(frozen=True)
class Run:
    claim: StatusClaim
    """The one with which it begins; those that only repeat it make no run of their own."""
    until: DateSpan | None
    """When another took its place; None where none did."""

    @property
    def status(self) -> str:
        return self.claim.status

    @property
    def since(self) -> DateSpan:
        return self.claim.effective_on

    def holds_on(self, day: datetime.date) -> bool:
        return self.since.last <= day and (self.until is None or day < self.until.last)


def runs(ledger: Ledger, day: datetime.date = datetime.date.max, known_on: datetime.date | None = None) -> dict[str, list[Run]]:
    """Road map → its runs in order; what is not recorded is absent."""
    claims: dict[str, list[StatusClaim]] = defaultdict(list)
    for claim in ledger.until(day, known_on):
        if not claim.repeats(claims[claim.road_map_id][-1] if claims[claim.road_map_id] else None):
            claims[claim.road_map_id].append(claim)
    return {road_map: list(_runs(of_one)) for road_map, of_one in claims.items()}


def _runs(claims: list[StatusClaim]) -> Iterator[Run]:
    yield from (Run(claim, following.effective_on) for claim, following in pairwise(claims))
    yield Run(claims[-1], None)
