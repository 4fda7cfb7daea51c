"""The course of one road map: its claims in ledger order, what was in force when, and what stands beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from roadmaps.models import DateSpan, Judgement, Relation, RoadMap, StatusClaim
from roadmaps.questions.standing import today


@dataclass
class Step:
    """One claim of the course, with the recorded ones that agree with it or contradict it."""

    claim: StatusClaim
    until: DateSpan | None = None
    """When an adopted claim gave way to the next; None for the last one and for what was never in force."""
    beside: list[StatusClaim] = field(default_factory=list)

    @property
    def was_in_force(self) -> bool:
        return self.claim.judgement == Judgement.ADOPTED

    @property
    def repeats_the_day(self) -> bool:
        """Of claims of one day the last is in force; the others say the same."""
        return self.until is not None and self.until.last == self.claim.effective_on_last


def course(road_map: RoadMap, day: datetime.date | None = None) -> list[Step]:
    """In one query. Whatever compares with nothing, or is withdrawn, is a step of its own."""
    claims = list(_claims(road_map, day or today()))
    steps = {claim.pk: Step(claim) for claim in claims if claim.relation not in (Relation.AGREES, Relation.CONTRADICTS)}
    for claim in claims:
        if claim.pk not in steps:
            steps[claim.stood_then].beside.append(claim)
    for step, following in pairwise(_in_force(steps.values())):
        step.until = following.claim.effective_on
    return list(steps.values())


def _claims(road_map: RoadMap, day: datetime.date):
    """With everything that a page shows of them."""
    return (
        StatusClaim.objects.filter(road_map=road_map)
        .with_relation(day)
        .with_what_stood_then()
        .with_number_of_sources()
        .select_related("term", "statement__speaker", "statement__party")
        .order_by("ledger_order")
    )


def _in_force(steps: Iterable[Step]) -> Iterator[Step]:
    return (step for step in steps if step.was_in_force)
