"""The course of one road map: its claims in ledger order, what was in force when, and what stands beside it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Q, Subquery, Value
from django.db.models.functions import Coalesce

from roadmaps.models import DateSpan, Judgement, Relation, RoadMap, StatusClaim
from roadmaps.models.claim import StatusClaimQuerySet
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


@dataclass
class Course:
    steps: list[Step]
    has_more: bool
    """Whether earlier claims were left out."""


def course(road_map: RoadMap, day: datetime.date | None = None, at_most: int | None = None, known_on: datetime.date | None = None) -> Course:
    """Whatever compares with nothing, or is withdrawn, is a step of its own.

    With ``at_most`` the last so many claims of the ledger, after the one that was in force when they begin;
    with ``known_on`` only what was public by then.
    """
    claims, has_more = _last(_spoken_of(road_map, known_on), day or today(), known_on, at_most)
    steps = {claim.pk: Step(claim) for claim in claims if claim.relation not in (Relation.AGREES, Relation.CONTRADICTS)}
    for claim in claims:
        if claim.pk not in steps:
            steps[claim.stood_then or ""].beside.append(claim)
    for step, following in pairwise(_in_force(steps.values())):
        step.until = following.claim.effective_on
    return Course(list(steps.values()), has_more)


def _last(spoken: StatusClaimQuerySet, day: datetime.date, known_on: datetime.date | None, at_most: int | None) -> tuple[list[StatusClaim], bool]:
    """The last of them and the one in force when they begin, in one query; and whether there are more."""
    claims = _with_everything(spoken, day, known_on)
    if at_most is None:
        return list(claims), False
    backwards = spoken.order_by("-ledger_order")
    one_too_many = Subquery(backwards.values("ledger_order")[at_most : at_most + 1])
    in_force_before = Subquery(backwards.adopted().filter(ledger_order__lt=one_too_many).values("pk")[:1])
    found = list(claims.filter(Q(ledger_order__gte=Coalesce(one_too_many, Value(""))) | Q(pk=in_force_before)))
    left_out, shown = found[:-at_most], found[-at_most:]
    return [*[claim for claim in left_out if claim.judgement == Judgement.ADOPTED][-1:], *shown], bool(left_out)


def _spoken_of(road_map: RoadMap, known_on: datetime.date | None) -> StatusClaimQuerySet:
    return StatusClaim.objects.filter(road_map=road_map).known_on(known_on)


def _with_everything(claims: StatusClaimQuerySet, day: datetime.date, known_on: datetime.date | None) -> StatusClaimQuerySet:
    """In ledger order, with everything that a page shows of them."""
    return (
        claims.with_relation(day, known_on)
        .with_what_stood_then()
        .with_number_of_sources()
        .with_adopted_rival()
        .select_related("term", "statement__speaker", "statement__party")
        .order_by("ledger_order")
    )


def _in_force(steps: Iterable[Step]) -> Iterator[Step]:
    return (step for step in steps if step.was_in_force)
