"""The verdict on many tallies, of any number of negotiations, in one query.

reconciliation.reconcile() tells for one negotiation how each verdict comes about. To find the tallies that the
ledger contradicts, in a list or in a count, the database is asked this instead. A test holds the two to the
same answers.
"""

from __future__ import annotations

import datetime

from django.db.models import Case, CharField, DecimalField, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When

from roadmaps.models import RoadMap, StatusClaim, TallyBasis, TallyStage, TallyUnit
from roadmaps.models.counting import HowMany
from roadmaps.questions.reconciliation import Verdict
from roadmaps.questions.standing import today


def with_verdict(tallies: QuerySet, known_on: datetime.date | None = None) -> QuerySet:
    """``tallies`` with ``verdict``, by what was public on ``known_on`` (default: today)."""
    return tallies.alias(
        low=_reported("agreed_min"),
        high=_reported("agreed_max"),
        size=HowMany(_road_maps()),
        named=_named_in_its_stage(known_on or today()),
    ).annotate(verdict=Case(*_verdicts(), default=Value(Verdict.AGREES), output_field=CharField()))


def _verdicts() -> list[When]:
    """The first that applies."""
    return [
        When(_is_not_comparable(), then=Value(Verdict.NOT_COMPARABLE)),
        When(Q(total__isnull=False) & ~Q(total=F("size")), then=Value(Verdict.TOTAL_DIFFERS)),
        When(high__isnull=False, named__gt=F("high"), then=Value(Verdict.MORE_NAMED)),
        When(low__isnull=False, named__lt=F("low"), then=Value(Verdict.FEWER_NAMED)),
    ]


def _is_not_comparable() -> Q:
    has_no_equal = [stage for stage in TallyStage if not stage.covers]
    return (
        ~Q(unit=TallyUnit.ITEM)
        | Q(counted_on_last=None)
        | Q(stage__in=has_no_equal)
        | Q(low=None, high=None)
        | Q(basis=TallyBasis.NOT_A_COUNT)
    )  # fmt: skip


def _reported(bound: str) -> Case:
    """As in reconciliation.reported_bounds(): of a list that was drawn up, the number of its items."""
    is_a_list = When(stage=TallyStage.LISTED, agreed_min=None, agreed_max=None, then=F("total"))
    return Case(is_a_list, default=F(bound), output_field=DecimalField(max_digits=9, decimal_places=2))


def _named_in_its_stage(known_on: datetime.date) -> Case:
    stages = [When(stage=stage, then=HowMany(_named(stage, known_on))) for stage in TallyStage if stage.covers]
    return Case(*stages, output_field=IntegerField())


def _named(stage: TallyStage, known_on: datetime.date) -> QuerySet:
    """The road maps that stood, on the day counted, in a status that the stage covers."""
    stood = (
        StatusClaim.objects.adopted().known_on(known_on).filter(road_map=OuterRef("pk"), effective_on_last__lte=OuterRef(OuterRef("counted_on_last")))
    )
    status_then = Subquery(stood.order_by("-ledger_order").values("status")[:1])
    return _road_maps().alias(status_then=status_then).filter(status_then__in=stage.covers)


def _road_maps() -> QuerySet:
    return RoadMap.objects.filter(negotiation=OuterRef("statement__negotiation")).order_by().values("pk")
