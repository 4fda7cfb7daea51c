"""Which records were created, changed or deleted under a scope since a revision, so that a copy can be kept in step.

A record is here what readers find under an address of its own. A row that stands under one (a citation, a title, an
answer) has none: writing it changes the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from django.db import models
from django.utils.translation import gettext_lazy as _

from roadmaps.dataset.tables import TABLES
from roadmaps.models import Citation, Record
from roadmaps.models.evidence import CITING
from roadmaps.reading import reading

MODELS: list[type[Record]] = [table.model for table in TABLES if table.model.route]
"""Those of which there are addresses; those first to which others link."""


class Written(NamedTuple):
    """A record that was written, at the last revision at which it was."""

    revision: int
    place: int
    """Of its model, in MODELS."""
    slug: str
    balance: int
    """How often it was created less how often it was deleted: 1 when it was not there before, −1 when it is no longer there."""

    @property
    def model(self) -> type[Record]:
        return MODELS[self.place]


class Kind(models.TextChoices):
    """What became of a record since a revision."""

    CREATED = "created", _("created")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")


@dataclass(frozen=True)
class Change:
    """A record that was written, as it is now; None when it was deleted."""

    written: Written
    record: Record | None

    @property
    def kind(self) -> Kind:
        if self.record is None:
            return Kind.DELETED
        return Kind.CREATED if self.written.balance > 0 else Kind.CHANGED


Position = tuple[int, int, str]
"""Revision, place and slug: the order in which they are told, each once."""


def written(scope: str, since: int, until: int, after: Position | None = None, backwards=False, limit: int | None = None) -> list[Written]:
    """What was written under ``scope`` after the revision ``since``, up to ``until``; of that what comes after (or before) a position."""
    beyond, order = ("<", "DESC") if backwards else (">", "ASC")
    given: dict[str, str | int] = {"scope": scope, "since": since, "until": until}
    where, limited = "", ""
    if after is not None:
        where = f"WHERE (revision, place, slug) {beyond} (%(after_revision)s, %(after_place)s, %(after_slug)s)"
        given |= dict(zip(("after_revision", "after_place", "after_slug"), after, strict=True))
    if limit is not None:
        limited, given["limit"] = "LIMIT %(limit)s", limit
    statement = f"""
        SELECT revision, place, slug, balance FROM ({_EACH_ONCE}) each_once {where}
        ORDER BY revision {order}, place {order}, slug {order} {limited}
    """  # noqa: S608 - names of tables and columns
    with reading().cursor() as cursor:
        cursor.execute(statement, given)
        return [Written(*row) for row in cursor.fetchall()]


def how_many(scope: str, since: int, until: int) -> int:
    with reading().cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({_EACH_ONCE}) each_once", {"scope": scope, "since": since, "until": until})  # noqa: S608
        return cursor.fetchone()[0]


def as_they_are(found: list[Written], load: Callable[[type[Record]], Any]) -> list[Change]:
    """Each with its record, in one query for each model; ``load`` gives the QuerySet of a model's records."""
    slugs: dict[type[Record], list[str]] = defaultdict(list)
    for each in found:
        slugs[each.model].append(each.slug)
    records = {model: {record.pk: record for record in load(model).filter(pk__in=wanted)} for model, wanted in slugs.items()}
    return [Change(each, records[each.model].get(each.slug)) for each in found]


class Way(NamedTuple):
    """How a row without an address of its own leads to the record under which it stands: by a link, or by that and a further one."""

    under: type[Record]
    link: str
    between: type[Record] | None = None
    further: str = ""


def ways_up_to(model: type[Record]) -> Iterator[Way]:
    """Of all that stands under records of a model."""
    for under in (table.model for table in TABLES):
        for link in _links_up(under):
            above = _target(under, link)
            if above is model:
                yield Way(under, link)
            yield from (Way(under, link, above, further) for further in _links_up(above) if _target(above, further) is model)


# The query, built once from the models.


class Row(NamedTuple):
    """A kind of row of history that tells of a record: its own, or one of a row under it."""

    place: int
    """Of the record's model, in MODELS."""
    model: type[Record]
    """Of the row itself."""
    key: str
    """The column that has the record's key."""
    join: str = ""
    newest: int | None = None
    """Of the table's rows only so many are looked at, the last that were written; None for all."""

    @property
    def balance(self) -> str:
        own = self.model is MODELS[self.place] and not self.join and self.key == "history.slug"
        return "CASE history.history_type WHEN '+' THEN 1 WHEN '-' THEN -1 ELSE 0 END" if own else "0"

    @property
    def origin(self) -> str:
        rows = history_of(self.model)
        if self.newest is not None:
            rows = f"(SELECT * FROM {rows} ORDER BY history_id DESC LIMIT {self.newest:d})"  # noqa: S608 - a table's name
        return f"{rows} history {self.join}"


def _rows() -> Iterator[Row]:
    for place, model in enumerate(MODELS):
        yield Row(place, model, "history.slug")
        for way in ways_up_to(model):
            if way.between is None:
                yield Row(place, way.under, f"history.{way.link}_id")
            else:
                join = f"JOIN {history_of(way.between)} above ON above.slug = history.{way.link}_id"
                yield Row(place, way.under, f"above.{way.further}_id", join)


def _links_up(model: type[Record]) -> tuple[str, ...]:
    """By which a row without an address stands under another."""
    if model is Citation:
        return CITING
    return () if model.route else (model.parent or model.shown_with,)


def _target(model: type[Record], link: str) -> type[Record]:
    return cast(type[Record], model._meta.get_field(link).related_model)


def history_of(model: type[Record]) -> str:
    """The table that keeps a model's history."""
    return model.history.model._meta.db_table


def _select(row: Row) -> str:
    return f"""
        SELECT history.revision AS revision, {row.place} AS place, {row.key} AS slug, {row.balance} AS balance FROM {row.origin}
        WHERE history.scope = %(scope)s AND history.revision > %(since)s AND history.revision <= %(until)s AND {row.key} IS NOT NULL
    """  # noqa: S608


ROWS = list(_rows())
_EACH_ONCE = f"""
    SELECT MAX(revision) AS revision, place, slug, SUM(balance) AS balance
    FROM ({" UNION ALL ".join(map(_select, ROWS))}) of_each_row
    GROUP BY place, slug
"""  # noqa: S608
