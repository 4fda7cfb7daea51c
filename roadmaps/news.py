"""What was written last, newest first: each record that a revision wrote, with the rows under it that were written with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import DateTimeField, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.dateparse import parse_datetime

from roadmaps.dataset.tables import TABLES
from roadmaps.models import AgendaItem, Negotiation, Position, Record, RoadMap, Statement, StatusClaim, Succession, Summit
from roadmaps.reading import reading
from roadmaps.written import MODELS, ROWS, Kind, Row, history_of

UNDER: list[type[Record]] = [table.model for table in TABLES if not table.model.route]
"""What has no address of its own, and is written under a record that has one."""
ROWS_READ = 1000
"""Of the newest of each kind of row of history: more than one save writes."""


@dataclass(frozen=True)
class News:
    """A record that was written at a revision."""

    moment: datetime.datetime
    scope: str
    """The negotiation; empty for what negotiations share."""
    revision: int
    model: type[Record]
    slug: str
    kind: Kind
    wrote_itself: bool
    """Whether it was written itself, not only rows under it."""
    under: dict[type[Record], int]
    """How many rows of other kinds were written under it."""


def news_of_all(most: int) -> list[News]:
    """Among the newest rows of each table: to look for the newest that stand under an aim, say, would read all citations that there ever were."""
    return _newest([(row._replace(newest=ROWS_READ), "1 = 1") for row in ROWS], {}, most)


def news_of_negotiation(slug: str, most: int) -> list[News]:
    return _newest([(row, "history.scope = %(scope)s") for row in ROWS], {"scope": slug}, most)


def news_of_road_map(road_map: RoadMap, most: int) -> list[News]:
    """Of itself, of what is said of it and wanted for it, of the meetings at which it was to be spoken of, and of what it carries on or became."""
    place = {model: MODELS.index(model) for model in (RoadMap, StatusClaim, Position, Statement, Summit)}
    here = "history.scope = %(scope)s"
    said = f"SELECT statement_id FROM {history_of(StatusClaim)} WHERE scope = %(scope)s AND road_map_id = %(slug)s"  # noqa: S608 - a table's name
    rows = [
        *((row, f"{here} AND {row.key} = %(slug)s") for row in ROWS if row.place == place[RoadMap]),
        (Row(place[RoadMap], Succession, "history.from_road_map_id"), "history.from_road_map_id = %(slug)s"),
        *((Row(place[model], model, "history.slug"), f"{here} AND history.road_map_id = %(slug)s") for model in (StatusClaim, Position)),
        *((row, f"{here} AND {row.key} IN ({said})") for row in ROWS if row.place == place[Statement]),
        (Row(place[Summit], AgendaItem, "history.summit_id"), f"{here} AND history.road_map_id = %(slug)s"),
    ]
    return _newest(rows, {"scope": road_map.negotiation_id, "slug": road_map.pk}, most)


def last_written() -> datetime.datetime | None:
    """When anything was written last; None when nothing ever was."""
    with reading().cursor() as cursor:
        cursor.execute(_last_written("", "history_id DESC"))
        moment = cursor.fetchone()[0]
    return moment and _aware(moment)


def with_last_written(negotiations: QuerySet[Negotiation]) -> QuerySet[Negotiation]:
    """Each with ``last_written``: when something was written under it last."""
    here = f"WHERE scope = {Negotiation._meta.db_table}.slug"
    return negotiations.annotate(last_written=RawSQL(_last_written(here, "revision DESC, history_id DESC"), [], DateTimeField()))  # noqa: S611 - names of tables and columns


def _last_written(where: str, newest_first: str) -> str:
    """The newest row of each table, by an order that an index has: a look at every date would read all of history for one page."""
    tables = " UNION ALL ".join(
        f"SELECT * FROM (SELECT history_date AS moment FROM {history_of(table.model)} {where} ORDER BY {newest_first} LIMIT 1) newest"  # noqa: S608
        for table in TABLES
    )
    return f"SELECT MAX(moment) FROM ({tables}) of_each_table"  # noqa: S608


def _newest(rows: Iterable[tuple[Row, str]], given: dict[str, str], most: int) -> list[News]:
    """``rows``: kinds of rows of history, and which of each."""
    branches = " UNION ALL ".join(f"SELECT * FROM ({_branch(row, condition)}) branch_{number}" for number, (row, condition) in enumerate(rows))  # noqa: S608
    counted = ", ".join(f"SUM(CASE under WHEN {number} THEN 1 ELSE 0 END)" for number in range(-1, len(UNDER)))
    statement = f"""
        SELECT MAX(moment), scope, revision, place, slug, SUM(balance), {counted} FROM ({branches}) each_row
        GROUP BY scope, revision, place, slug ORDER BY MAX(moment) DESC, revision DESC, scope, place, slug LIMIT {most:d}
    """  # noqa: S608
    with reading().cursor() as cursor:
        cursor.execute(statement, given or None)
        return [_news(*row) for row in cursor.fetchall()]


def _branch(row: Row, condition: str) -> str:
    under = UNDER.index(row.model) if row.model in UNDER else -1
    return f"""
        SELECT history.history_date AS moment, history.scope AS scope, history.revision AS revision, {row.place} AS place, {row.key} AS slug,
               {row.balance} AS balance, {under} AS under
        FROM {row.origin} WHERE {condition} AND {row.key} IS NOT NULL
        ORDER BY history.history_date DESC, history.history_id DESC LIMIT {ROWS_READ:d}
    """  # noqa: S608


def _news(moment, scope: str, revision: int, place: int, slug: str, balance: int, itself: int, *under: int) -> News:
    kind = Kind.CREATED if balance > 0 else Kind.DELETED if balance < 0 else Kind.CHANGED
    written_under = {model: number for model, number in zip(UNDER, under, strict=True) if number}
    return News(_aware(moment), scope, revision, MODELS[place], slug, kind, itself > 0, written_under)


def _aware(moment: datetime.datetime | str) -> datetime.datetime:
    """SQLite keeps it as text, in UTC."""
    found = parse_datetime(moment) if isinstance(moment, str) else moment
    assert found is not None  # noqa: S101 - history has no row without its moment
    return found if found.tzinfo else found.replace(tzinfo=datetime.UTC)
