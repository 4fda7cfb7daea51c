"""How a negotiation moved: one point for every day on which something changed."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from roadmaps.models import Negotiation, Status, StatusClaim
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.standing import resolve_day

UNRECORDED = "unrecorded"
"""Counted where no claim says anything."""


@dataclass(frozen=True)
class Move:
    """A road map that stands otherwise than the day before: another status, or another dispute."""

    claim: StatusClaim
    previous_status: str


@dataclass(frozen=True)
class Point:
    day: datetime.date
    counts: dict[str, int]
    """Every status, and ``unrecorded`` → number of road maps at the end of the day."""
    moves: list[Move]


def progress(negotiation: Negotiation, day=None, known_on=None, according_to: str | None = None) -> list[Point]:
    """The points up to ``day``, in order, in a constant number of queries. Agreeing repetitions make none."""
    return points(Ledger(negotiation, according_to), resolve_day(day, known_on), known_on)


def points(ledger: Ledger, day: datetime.date = datetime.date.max, known_on=None) -> list[Point]:
    return list(_points(ledger.until(day, known_on), ledger.size))


def _points(claims: list[StatusClaim], size: int) -> Iterator[Point]:
    standing: dict[str, StatusClaim] = {}
    for day, of_the_day in groupby(claims, key=lambda claim: claim.effective_on_last):
        last = {claim.road_map_id: claim for claim in of_the_day}
        moves = [Move(claim, _status(standing.get(key))) for key, claim in sorted(last.items()) if not claim.repeats(standing.get(key))]
        standing |= last
        if moves:
            yield Point(day, counts(standing.values(), size), moves)


def counts(claims, size: int) -> dict[str, int]:
    """Every status key always, in the order of the vocabulary, and how many of ``size`` are unrecorded."""
    found = Counter(claim.status for claim in claims)
    return {**{status.value: found[status] for status in Status}, UNRECORDED: size - found.total()}


def _status(claim: StatusClaim | None) -> str:
    return claim.status if claim else UNRECORDED
