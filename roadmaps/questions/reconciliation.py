"""Reported counts beside the ledger: how many road maps it names where so many were reported.

Early on the record names one road map where sixteen are reported as agreed. That is ``fewer_named``: the
names are missing, nobody is contradicted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from roadmaps.models import Negotiation, StatusClaim, Tally, TallyBasis, TallyStage, TallyUnit
from roadmaps.questions.ledger import Ledger
from roadmaps.questions.standing import today


class Verdict(models.TextChoices):
    NOT_COMPARABLE = "not_comparable", _("not comparable")
    TOTAL_DIFFERS = "total_differs", _("counts of another total")
    MORE_NAMED = "more_named", _("the ledger names more")
    FEWER_NAMED = "fewer_named", _("the ledger names fewer")
    AGREES = "agrees", _("agrees")


@dataclass(frozen=True)
class Reconciled:
    """One tally beside the ledger of the day that it counts."""

    tally: Tally
    reported_min: Decimal | None
    reported_max: Decimal | None
    named_then: int | None
    """Road maps in the statuses that the tally's stage covers, by what was public on that day (and on ``known_on``, if that is earlier)."""
    named_now: int | None
    """The same, by what was public on ``known_on``."""
    on_its_own_sources: int | None
    """Of ``named_now``: those whose standing rests on no other source than the tally's."""
    verdict: Verdict

    @property
    def gap_min(self) -> Decimal | None:
        """At least so many reported that the ledger does not name; negative where it names more."""
        return None if self.reported_min is None or self.named_now is None else self.reported_min - self.named_now

    @property
    def gap_max(self) -> Decimal | None:
        return None if self.reported_max is None or self.named_now is None else self.reported_max - self.named_now


def reconcile(
    negotiation: Negotiation,
    known_on: datetime.date | None = None,
    day: datetime.date | None = None,
    according_to: str | None = None,
) -> list[Reconciled]:
    """Every tally of the negotiation's own items, in order of the day counted, in a constant number of queries.

    ``day`` leaves out what counts a later day, ``known_on`` what was not public by then; ``according_to`` a party
    (its slug) compares with what that party says, in place of what the record adopts.
    """
    tallies = reported(negotiation, known_on, day).filter(unit=TallyUnit.ITEM).prefetch_related("statement__citations")
    return beside(ledger_with_evidence(negotiation, according_to), tallies, known_on)


def ledger_with_evidence(negotiation: Negotiation, according_to: str | None = None) -> Ledger:
    """With the sources on which each claim rests."""
    ledger = Ledger(negotiation, according_to, links=("statement",))
    prefetch_related_objects(ledger.claims, "statement__citations")
    return ledger


def beside(ledger: Ledger, tallies: Iterable[Tally], known_on: datetime.date | None = None) -> list[Reconciled]:
    """Each of the tallies, whatever it counts, beside the ledger of its negotiation; the citations of both are read already."""
    return [_beside(tally, ledger, known_on or today()) for tally in tallies]


def reported(negotiation: Negotiation, known_on: datetime.date | None = None, day: datetime.date | None = None):
    """The tallies of a negotiation, in order of the day counted; without those of a later ``day``, or not public on ``known_on``."""
    tallies = Tally.objects.filter(statement__negotiation=negotiation).known_on(known_on)
    return (
        (tallies.counted_by(day) if day else tallies)
        .select_related("statement__speaker", "statement__party")
        .order_by(models.F("counted_on_last").asc(nulls_last=True), "slug")
    )


def _beside(tally: Tally, ledger: Ledger, known_on: datetime.date) -> Reconciled:
    low, high = reported_bounds(tally)
    day = tally.counted_on_last
    if day is None or not tally.counts_statuses() or tally.unit != TallyUnit.ITEM:
        return Reconciled(tally, low, high, None, None, None, Verdict.NOT_COMPARABLE)
    named_then = _named(tally, ledger, day, known_on=min(day, known_on))
    named_now = _named(tally, ledger, day, known_on)
    own = {citation.source_id for citation in tally.statement.citations.all()}
    resting = sum(claim.source_keys() <= own for claim in named_now)
    verdict = _verdict(tally, low, high, ledger.size, len(named_now))
    return Reconciled(tally, low, high, len(named_then), len(named_now), resting, verdict)


def reported_bounds(tally: Tally) -> tuple[Decimal | None, Decimal | None]:
    """What was reported; for a list that was planned or drawn up, the number of its items."""
    if tally.stage == TallyStage.LISTED and tally.agreed_min is None and tally.agreed_max is None:
        return tally.total, tally.total
    return tally.agreed_min, tally.agreed_max


def _named(tally: Tally, ledger: Ledger, day, known_on) -> list[StatusClaim]:
    covered = TallyStage(tally.stage).covers
    return [claim for claim in ledger.standings(day, known_on).values() if claim.status in covered]


def _verdict(tally: Tally, low: Decimal | None, high: Decimal | None, size: int, named: int) -> Verdict:
    if (low is None and high is None) or tally.basis == TallyBasis.NOT_A_COUNT:
        return Verdict.NOT_COMPARABLE
    if tally.total is not None and tally.total != size:
        return Verdict.TOTAL_DIFFERS
    if high is not None and named > high:
        return Verdict.MORE_NAMED
    if low is not None and named < low:
        return Verdict.FEWER_NAMED
    return Verdict.AGREES
