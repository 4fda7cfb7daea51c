"""The claims that count in one negotiation, read once, to be asked about many days.

RoadMap.objects.as_of() answers for one day in the database; a question that compares many days (every
tally with the ledger of its own day) asks this instead. A test holds the two to the same answers.
"""

from __future__ import annotations

import datetime

from roadmaps.models import Negotiation, StatusClaim
from roadmaps.questions.standing import evidence


class Ledger:
    """``according_to`` a party (its slug): what that party says, in place of what the record adopts.

    ``size``: how many road maps there are, for who has counted them already; ``links``: what is loaded with each claim.
    """

    def __init__(self, negotiation: Negotiation, according_to: str | None = None, size: int | None = None, links: tuple[str, ...] = ()):
        claims = evidence(datetime.date.max, according_to=according_to).filter(road_map__negotiation=negotiation)
        self.claims: list[StatusClaim] = list(claims.select_related("road_map", "term", *links).order_by("ledger_order"))
        self.size: int = negotiation.road_maps.count() if size is None else size

    def until(self, day: datetime.date, known_on: datetime.date | None = None) -> list[StatusClaim]:
        """The claims effective by ``day``, in order; with ``known_on`` those that were public by then."""
        return [claim for claim in self.claims if claim.effective_on_last <= day and claim.was_known_on(known_on)]

    def standings(self, day: datetime.date, known_on: datetime.date | None = None) -> dict[str, StatusClaim]:
        """Road map → the claim by which it stands; what is not recorded is absent."""
        return {claim.road_map_id: claim for claim in self.until(day, known_on)}
