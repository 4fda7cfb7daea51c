"""Records as rows of lists: with what each kind is read, in which order (the newest first), and what is read for all of them at once.

How a row looks is told by pages/rows/<kind>.html, the same wherever it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import F, QuerySet, prefetch_related_objects
from django.db.models.functions import Coalesce

from roadmaps.models import (
    Aim,
    Event,
    Negotiation,
    Party,
    Poll,
    Position,
    Record,
    RoadMap,
    Source,
    Speaker,
    Statement,
    StatusClaim,
    Summit,
    Tally,
    Term,
    Topic,
)  # fmt: skip
from roadmaps.questions.standing import today
from tracker.pages.evidence import LINKS, read_evidence
from tracker.pages.facts import Named, read_sets
from tracker.pages.titles import titles_to_read


def newest(*columns: str) -> tuple[Any, ...]:
    """The newest first, by the first of the columns that is known; what has no day comes last."""
    told = Coalesce(*columns) if len(columns) > 1 else F(*columns)
    return told.desc(nulls_last=True), "slug"


SAID = ("statement__speaker", "statement__party")

ROWS: dict[type[Record], Callable[[], QuerySet]] = {
    Negotiation: lambda: Negotiation.objects.order_by(*newest("started_last")),
    Party: lambda: Party.objects.order_by("name", "slug"),
    Speaker: lambda: Speaker.objects.select_related("party").with_number_of("statements").order_by("name", "slug"),
    Topic: lambda: Topic.objects.with_number_of("road_maps").order_by("title", "slug"),
    Source: lambda: Source.objects.with_number_of("citations").order_by(*newest("published_on_last")),
    Term: lambda: Term.objects.order_by("label", "slug"),
    Aim: lambda: Aim.objects.select_related("topic").order_by("group", "title", "slug"),
    Summit: lambda: Summit.objects.order_by(*newest("held_on_last")),
    Event: lambda: Event.objects.order_by(*newest("happened_on_last", "due_on_last")),
    Poll: lambda: Poll.objects.order_by(*newest("fielded_on_last")),
    RoadMap: lambda: RoadMap.objects.as_of(today()).select_related("negotiation", "standing__term").order_by("negotiation_id", "sequence"),
    Statement: lambda: (
        Statement.objects.select_related("speaker", "party")
        .with_number_of("claims", "tallies", "positions")
        .order_by(*newest("said_on_last", "reported_on_last"))
    ),
    StatusClaim: lambda: (
        StatusClaim.objects.with_relation(today()).select_related("road_map__negotiation", "term", *SAID).order_by("-ledger_order")
    ),
    Tally: lambda: (
        Tally.objects.with_verdict()
        .select_related(*SAID)
        .order_by(*newest("counted_on_last", "statement__said_on_last", "statement__reported_on_last"))
    ),
    Position: lambda: (
        Position.objects.select_related("party", "topic", "road_map__negotiation", *SAID)
        .order_by(*newest("held_on_last", "statement__said_on_last", "statement__reported_on_last"))
    ),
}  # fmt: skip


def complete(record: Record | None, rows: Iterable[Record]) -> Named:
    """Reads for all rows at once what they show besides: sources, titles of road maps in the reader's language, topics.

    Answers what their sets of keys, and those of the record on whose page they stand, name.
    """
    shown = [record, *rows] if record else list(rows)
    prefetch_related_objects([found for row in shown for found in _road_maps(row)], *titles_to_read())
    read_evidence({id(citing): citing for row in shown for citing in _citing(row)}.values())
    return read_sets([*([record] if record else []), *(found for row in shown for found in _naming_topics(row))])


def topics_in(named: Named) -> dict[str, Topic]:
    return {slug: found for (model, slug), found in named.items() if isinstance(found, Topic)}


def _road_maps(row: Record) -> Iterator[RoadMap]:
    if isinstance(row, RoadMap):
        yield row
    for field in row._meta.concrete_fields:
        if field.related_model is RoadMap and (linked := getattr(row, field.name)):
            yield linked


def _citing(row: Record) -> Iterator[Record]:
    """Whose sources it shows: its own, or those of the statement that makes it."""
    if isinstance(row, StatusClaim | Tally | Position):
        yield row.statement
    elif type(row) in LINKS and not isinstance(row, RoadMap):
        yield row


def _naming_topics(row: Record) -> Iterator[Record]:
    if isinstance(row, StatusClaim | Tally):
        yield row
    elif isinstance(row, RoadMap) and row.standing:
        yield row.standing
