"""The adopted claims of one negotiation, read once, to be asked about many days.

RoadMap.objects.as_of() answers for one day in the database; a question that compares many days (every
tally with the ledger of its own day) asks this instead. A test holds the two to the same answers.
"""

from __future__ import annotations

import datetime

from roadmaps.models import Negotiation, StatusClaim


class Ledger:
    def __init__(self, negotiation: Negotiation):
        claims = StatusClaim.objects.adopted().filter(road_map__negotiation=negotiation)
        self.claims = list(claims.order_by("ledger_order").prefetch_related("statement__citations"))
        self.size = negotiation.road_maps.count()

    def standings(self, day: datetime.date, known_on: datetime.date | None = None) -> dict[str, StatusClaim]:
        """Road map → the claim by which it stands; what is not recorded is absent."""
        return {claim.road_map_id: claim for claim in self.claims if claim.effective_on_last <= day and claim.was_known_on(known_on)}
