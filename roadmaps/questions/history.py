"""How one road map stood over time, and, if asked, those that it came from and became."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise

from roadmaps.models import DateSpan, RoadMap, StatusClaim, Succession
from roadmaps.questions.lineage import lineage
from roadmaps.questions.standing import evidence, resolve_day


@dataclass(frozen=True)
class Segment:
    """An unbroken run of claims that say the same: one status and one dispute of one road map."""

    claims: list[StatusClaim]
    """In ledger order: the first begins it, the others confirm it."""
    until: DateSpan | None
    """The effective date of what came after it; None while it stands."""

    @property
    def begun_by(self) -> StatusClaim:
        return self.claims[0]

    @property
    def last_confirmed_by(self) -> StatusClaim:
        return self.claims[-1]


@dataclass(frozen=True)
class History:
    road_map: RoadMap
    with_lineage: bool
    road_maps: list[RoadMap]
    """Whose history it is: of the one, or of its whole line, in order of negotiation and sequence."""
    successions: list[Succession]
    """Those that link them."""
    segments: list[Segment]
    """In order of the day on which each began."""


def history(road_map: RoadMap, with_lineage=False, day=None, known_on=None, according_to: str | None = None) -> History:
    """In a constant number of queries, however long the line."""
    line = lineage(road_map) if with_lineage else {road_map.pk}
    claims = evidence(resolve_day(day, known_on), known_on, according_to).filter(road_map__in=line)
    shown = claims.select_related("road_map", "term", "statement__speaker", "statement__party").order_by("road_map", "ledger_order")
    return History(
        road_map,
        with_lineage,
        list(RoadMap.objects.filter(pk__in=line).select_related("negotiation").order_by("negotiation", "sequence")),
        list(Succession.objects.filter(from_road_map__in=line, to_road_map__in=line).select_related("from_road_map", "to_road_map")),
        sorted(_segments(shown), key=lambda segment: segment.begun_by.ledger_order),
    )


def _segments(claims: Iterable[StatusClaim]) -> Iterator[Segment]:
    for _, of_one in groupby(claims, key=lambda claim: claim.road_map_id):
        runs = [list(run) for _, run in groupby(of_one, key=lambda claim: (claim.status, claim.disputed_on))]
        yield from (Segment(run, following[0].effective_on) for run, following in pairwise(runs))
        yield Segment(runs[-1], None)
