"""How each road map stands: as of a day, by what was known on a day, or according to one party.

The standing is the last claim in ledger order among those that count, joined once under the name
``standing``, so that it can be selected, filtered and ordered by like any relation::

    RoadMap.objects.as_of(date(2019, 12, 20)).filter(standing__status="disputed")
    RoadMap.objects.as_of(known_on=date(2019, 12, 1), according_to="belarus")

``standing`` is None where nothing is recorded.
"""

from __future__ import annotations

import datetime

from django.apps import apps
from django.db.models import CharField, Count, FilteredRelation, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce


def today() -> datetime.date:
    """The day in UTC, everywhere."""
    return datetime.datetime.now(datetime.UTC).date()


def resolve_day(day=None, known_on=None) -> datetime.date:
    """The day that a question means: where none is given the one on which it is known, else today."""
    return day or known_on or today()


def evidence(day, known_on=None, according_to=None):
    """The claims that count, effective by the day. Adopted ones, or what one party says."""
    claims = apps.get_model("roadmaps", "StatusClaim").objects.known_on(known_on).filter(effective_on_last__lte=day)
    return claims.spoken_for(according_to) if according_to else claims.adopted()


def as_of(road_maps, day=None, known_on=None, according_to=None):
    """``road_maps`` (a QuerySet) with ``standing`` joined, in one query, and beside it

    - ``since_first``, ``since_last``: the start of the unbroken run of the same status and dispute;
    - ``previous_status``: what stood before that run, None where nothing did;
    - ``agreeing``, ``contradicting``: how many recorded claims stand beside it since it took effect.
    """
    day = resolve_day(day, known_on)
    counted = evidence(day, known_on, according_to).filter(road_map=OuterRef("pk"))
    last = counted.order_by("-ledger_order").values("pk")[:1]
    before = (
        counted.exclude(status=OuterRef("standing__status"), disputed_on=OuterRef("standing__disputed_on"))
        .filter(ledger_order__lt=OuterRef("standing__ledger_order"))
        .order_by("-ledger_order")
    )
    run = counted.filter(ledger_order__gt=OuterRef("run_begins_after")).order_by("ledger_order")
    return (
        road_maps.annotate(standing=FilteredRelation("claims", condition=Q(claims__pk=Subquery(last))))
        .alias(run_begins_after=Coalesce(Subquery(before.values("ledger_order")[:1]), Value(""), output_field=CharField()))
        .annotate(
            previous_status=Subquery(before.values("status")[:1]),
            since_first=Subquery(run.values("effective_on_first")[:1]),
            since_last=Subquery(run.values("effective_on_last")[:1]),
            **reception(day, known_on),
        )
        .select_related("standing")
    )


def reception(day, known_on):
    """How many recorded claims agree with the standing, and how many contradict it, on the days that it was in force.

    As long as the standing is the ledger's, these are the claims that ``with_relation()`` finds to agree or contradict
    since it took effect. According to a party they are not: here the claims stand beside *that party's* word, which may be
    one that the record keeps beside, while a claim's relation is always to the adopted claim, whoever asks. So these are two
    questions. (Counting relations instead would also ask, for each claim beside, which one was in force on its day.)
    """
    beside = (
        apps.get_model("roadmaps", "StatusClaim")
        .objects.known_on(known_on)
        .recorded()
        .whole_and_past()
        .filter(road_map=OuterRef("pk"), effective_on_last__gte=OuterRef("standing__effective_on_last"), effective_on_last__lte=day)
        .exclude(pk=OuterRef("standing__pk"))
    )
    same = {"status": OuterRef("standing__status"), "disputed_on": OuterRef("standing__disputed_on")}
    return {"agreeing": how_many(beside.filter(**same)), "contradicting": how_many(beside.exclude(**same))}


def how_many(claims):
    """The number of rows of a correlated query on claims, 0 where there is none."""
    counted = claims.order_by().values("road_map").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0))
