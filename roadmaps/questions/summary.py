"""Where a negotiation stands, in numbers: by status, by basis, by what each party says, and what is in dispute."""

from __future__ import annotations

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce

from django.db.models import QuerySet

from roadmaps.models import Basis, Citation, Negotiation, Party, Position, Status, StatusClaim, Tally, Topic
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.progress import UNRECORDED, counts, points
from roadmaps.questions.standing import resolve_day

HELD = ("road_maps", "summits", "events", "statements", "polls", "aims", "terms")
"""What is counted of the record by its link to the negotiation."""


@dataclass(frozen=True)
class Side:
    """What one party says of the road maps."""

    party: Party
    counts: dict[str, int]

    @property
    def silent_on(self) -> int:
        return self.counts[UNRECORDED]


@dataclass(frozen=True)
class DisputedTopic:
    topic: Topic
    road_maps: int
    """How many stand disputed on it."""


@dataclass(frozen=True)
class Summary:
    negotiation: Negotiation
    size: int
    counts: dict[str, int]
    """Every status, and ``unrecorded`` → number of road maps."""
    by_basis: dict[str, dict[str, int]]
    """Every basis → every status → number of road maps whose standing has that basis."""
    sides: list[Side]
    disputed: list[StatusClaim]
    """The claims by which road maps stand disputed, in the order of the road maps."""
    disputed_topics: list[DisputedTopic]
    changed_on: datetime.date | None
    """The last day of change, up to the day asked about: since then all stands so."""
    previous_change_on: datetime.date | None
    """The last day of change before the day asked about."""
    next_change_on: datetime.date | None
    recorded: dict[str, int]
    """How much the record holds of the negotiation, whatever the day."""


def summary(negotiation: Negotiation, day=None, known_on=None, according_to: str | None = None) -> Summary:
    """In a constant number of queries."""
    day = resolve_day(day, known_on)
    ledger = Ledger(negotiation, according_to)
    standings = list(ledger.standings(day, known_on).values())
    changes = [point.day for point in points(ledger, known_on=known_on)]
    until, before = bisect_right(changes, day), bisect_left(changes, day)
    return Summary(
        negotiation=negotiation,
        size=ledger.size,
        counts=counts(standings, ledger.size),
        by_basis={basis.value: _by_status(claim for claim in standings if claim.basis == basis) for basis in Basis},
        sides=_sides(negotiation, day, known_on, ledger.size),
        disputed=_disputed(standings),
        disputed_topics=_disputed_topics(standings),
        changed_on=changes[until - 1] if until else None,
        previous_change_on=changes[before - 1] if before else None,
        next_change_on=changes[until] if until < len(changes) else None,
        recorded=_recorded(negotiation),
    )


def _by_status(claims: Iterable[StatusClaim]) -> dict[str, int]:
    found = Counter(claim.status for claim in claims)
    return {status.value: found[status] for status in Status}


def _disputed(standings: list[StatusClaim]) -> list[StatusClaim]:
    disputed = [claim for claim in standings if claim.status == Status.DISPUTED]
    return sorted(disputed, key=lambda claim: claim.road_map.sequence)


def _disputed_topics(standings: list[StatusClaim]) -> list[DisputedTopic]:
    disputed = Counter(topic for claim in standings for topic in claim.dispute)
    return [DisputedTopic(topic, disputed[topic.pk]) for topic in Topic.objects.filter(pk__in=disputed).order_by("slug")]


def _sides(negotiation: Negotiation, day: datetime.date, known_on, size: int) -> list[Side]:
    """Of the parties to the negotiation, and of whoever else ever spoke for itself."""
    claims = StatusClaim.objects.spoken_for_a_side().filter(road_map__negotiation=negotiation).select_related("statement").order_by("ledger_order")
    said: dict[str, dict[str, StatusClaim]] = {slug: {} for slug in negotiation.parties.split()}
    for claim in claims:
        of_the_side = said.setdefault(claim.statement.party_id, {})
        if claim.effective_on_last <= day and claim.was_known_on(known_on):
            of_the_side[claim.road_map_id] = claim
    return [Side(party, counts(said[party.pk].values(), size)) for party in Party.objects.filter(pk__in=said).order_by("slug")]


def _recorded(negotiation: Negotiation) -> dict[str, int]:
    counted = Negotiation.objects.filter(pk=negotiation.pk).with_number_of(*HELD).values(*(f"number_of_{name}" for name in HELD)).get()
    under_statements = {"claims": StatusClaim, "tallies": Tally, "positions": Position}
    return {
        **{name: counted[f"number_of_{name}"] for name in HELD},
        **{name: model.objects.under([negotiation.pk]).count() for name, model in under_statements.items()},
        "sources": sources_cited(negotiation).count(),
    }


def sources_cited(negotiation: Negotiation) -> QuerySet:
    """Their keys: a query for each kind of what cites: a single one would look at every citation there is."""
    cited = [Citation.objects.filter(**{path: negotiation}).order_by().values("source") for path in Citation.home_paths]
    return reduce(QuerySet.union, cited)
