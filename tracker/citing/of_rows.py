"""What a view says of records that stand on it as rows of a list: by what was loaded with them, and one query for the topics in dispute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q

from roadmaps.dataset.tables import OF_MODEL
from roadmaps.differences import links_of
from roadmaps.models import CITING, Citation, Position, Record, RoadMap, RoadMapTitle, Speaker, Statement, StatusClaim, Tally
from roadmaps.models.record import slug_sets
from roadmaps.past import Key
from tracker.citing.content import Content, Item, Part
from tracker.citing.of_board import OF_A_STANDING
from tracker.citing.of_records import content_of_named, content_of_titles
from tracker.citing.titles import column_of_title

FOLLOWING = ("relation", "verdict", "number_of_claims", "number_of_tallies", "number_of_positions", "number_of_statements")
"""What a row shows besides its columns, that follows from other records."""
LINKS: dict[Any, str] = {Citation._meta.get_field(link).related_model: link for link in CITING}
"""Model of what cites → the link of the citation to it."""
ASSERTED: tuple[Any, ...] = (StatusClaim, Tally, Position)
"""What a statement says, in rows of their own."""


def content_of_rows(model: type[Record], rows: Iterable[Record], belonging: Q) -> Content:
    """In their order. ``belonging`` says of rows of the model's *history* which belong to the list, those too that are gone."""
    listed = list(rows)
    items = [Item(row.pk, {**stored(row), **_following(row)}, model) for row in listed]
    return (
        Content(items, list(_parts(model, belonging))) + _evidence(listed) + content_of_named(_linked(listed)) + content_of_titles(_in_sets(listed))
    )


def stored(row: Record) -> dict[str, str]:
    """Its own columns, as files have them."""
    return {column.name: column.to_text(row) for column in OF_MODEL[type(row)].columns}


def _in_sets(rows: list[Record]) -> set[Key]:
    """What their sets of keys name."""
    return {key for row in rows for field in slug_sets(type(row)) for key in links_of(field, getattr(row, field.name))}


def _following(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {name: getattr(row, name) for name in FOLLOWING if hasattr(row, name)}
    if isinstance(row, RoadMap):
        claim = row.standing
        found["standing"] = {"status": claim.status, "disputed_on": claim.dispute, "since": str(row.since)} if claim else None
    return found


def _evidence(rows: list[Record]) -> Content:
    """Who says so, and on which sources."""
    said = [row._state.fields_cache.get("statement") for row in rows if isinstance(row, ASSERTED)]
    statements = {statement.pk: statement for statement in said if statement}
    citations = {citation.pk: citation for above in (*statements.values(), *rows) for citation in _citations_read(above)}
    items = [Item(record.pk, stored(record), type(record)) for record in (*statements.values(), *citations.values())]
    return Content(items) + content_of_named([*_linked(statements.values()), *(citation.source for citation in citations.values())])


def _citations_read(record: Any) -> list[Citation]:
    """As read_evidence() or a prefetch has read them."""
    return getattr(record, "evidence", None) or getattr(record, "_prefetched_objects_cache", {}).get("citations", [])


def _linked(rows: Iterable[Record]) -> Iterator[Record]:
    """Records with a title that were loaded with them, at whatever distance."""
    for row in rows:
        for found in row._state.fields_cache.values():
            if isinstance(found, Record):
                yield from _linked([found])
                if column_of_title(type(found)):
                    yield found


def content_of_translations(road_maps: Iterable[RoadMap]) -> Content:
    """Their titles in other languages, under which readers of these find them; one query."""
    keys = [road_map.pk for road_map in road_maps]
    return content_of_rows(RoadMapTitle, RoadMapTitle.objects.filter(road_map__in=keys).order_by("slug"), Q(road_map__in=keys))


def _parts(model: type[Record], belonging: Q) -> Iterator[Part]:
    """What was written of the rows themselves, and of that from which follows what they show besides."""
    keys = model.history.filter(belonging).order_by()
    slugs = keys.values("slug")
    yield Part(model, belonging)
    if model in ASSERTED:
        statements = keys.values("statement")
        yield Part(Statement, Q(slug__in=statements))
        yield Part(Citation, Q(statement__in=statements))
    if model is Statement:
        yield from (Part(asserted, Q(statement__in=slugs)) for asserted in ASSERTED)
    if model is Speaker:
        yield Part(Statement, Q(speaker__in=slugs), frozenset({"speaker"}))
    if model in LINKS:
        yield Part(Citation, Q(**{f"{LINKS[model]}__in": slugs}))
    if model is StatusClaim:
        yield standing_of(Q(road_map__in=keys.values("road_map")))
    if model is Tally:
        yield standing_of(Q(road_map__negotiation__in=Statement.history.filter(slug__in=statements).order_by().values("negotiation")))
    if model is RoadMap:
        yield standing_of(Q(road_map__in=slugs))


def standing_of(claims: Q) -> Part:
    """What decides how the road maps of some claims stand."""
    return Part(StatusClaim, claims, OF_A_STANDING)
