"""Whether a view still says what it said when it was cited, and if not, which records changed and how.

Of what was said only the hash is kept. How it came to differ is told by the history of the records that have a part in the
view: each as it was at the end of the revision that was cited, beside how it is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Max, Q
from django.utils.text import capfirst

from roadmaps.dataset.tables import OF_MODEL, TABLES
from roadmaps.differences import Difference, differences_of, links_of
from roadmaps.models import Record
from roadmaps.past import Key, links_up
from roadmaps.written import Kind
from tracker.citing.content import Content, Part
from tracker.citing.titles import last_titles, name_of

MOST_TOLD = 50
MOST_LOOKED_AT = 500
"""Records of one part of a view. What was written beyond is counted only."""
PLACES = {table.model: place for place, table in enumerate(TABLES)}


@dataclass(frozen=True)
class Change:
    """One record, or one row under a record, that is not as it was."""

    model: type[Record]
    slug: str
    title: str
    """As it is called now; of what was deleted, as it was called last."""
    kind: Kind
    differences: list[Difference]

    @property
    def what(self) -> str:
        return capfirst(str(self.model._meta.verbose_name))


@dataclass(frozen=True)
class Since:
    """What became of a view since it was cited."""

    unchanged: bool
    changes: list[Change] = field(default_factory=list)
    """Empty though it is not unchanged: no record was written that has a part in it, but it is put together in another way."""
    more: int = 0
    """How many changes are not told; those among them that are only known to be written may have been changed back."""


def since(revisions: Mapping[str, int], content: Content) -> Since:
    """What of ``content`` was written since the revisions (of all scopes that it shows): a few queries for each kind of record in it."""
    written, more = _written(revisions, content.parts)
    changed = [change for model, shown in written.items() for change in _changed(model, shown, revisions)]
    changed.sort(key=lambda change: (PLACES[change.model], change.slug))
    told = changed[:MOST_TOLD]
    titles = last_titles({key for change in told for key in change.names()})
    return Since(False, [change.in_words(titles) for change in told], more + len(changed) - len(told))


Shown = dict[str, frozenset[str] | None]
"""Slug → the columns that make a difference."""


def _written(revisions: Mapping[str, int], parts: list[Part]) -> tuple[dict[type[Record], Shown], int]:
    """What was written, and how much more than is looked at."""
    found: dict[type[Record], Shown] = defaultdict(dict)
    more = 0
    for part in parts:
        rows = part.model.history.filter(part.rows, _after(revisions)).order_by("slug").values_list("slug", flat=True).distinct()
        slugs = list(rows[: MOST_LOOKED_AT + 1])
        if len(slugs) > MOST_LOOKED_AT:
            more += rows.count() - MOST_LOOKED_AT
        for slug in slugs[:MOST_LOOKED_AT]:
            found[part.model][slug] = _both(found[part.model].get(slug, frozenset()), part.shown)
    return found, more


def _both(shown: frozenset[str] | None, others: frozenset[str] | None) -> frozenset[str] | None:
    return None if shown is None or others is None else shown | others


def _after(revisions: Mapping[str, int]) -> Q:
    return Q(*(Q(scope=scope, revision__gt=revision) for scope, revision in revisions.items()), _connector=Q.OR)


@dataclass(frozen=True)
class _Changed:
    """Two states of a record: rows of history, None where it was not there."""

    model: type[Record]
    slug: str
    before: Any
    after: Any
    fields: list[Any]
    last: Any
    """The newest row, of what was deleted too."""

    def differs(self) -> bool:
        return (self.before is None) != (self.after is None) or bool(self.differing())

    def differing(self) -> list[Any]:
        return [field for field in self.fields if self._value(self.before, field) != self._value(self.after, field)]

    @staticmethod
    def _value(row: Any, field: Any) -> Any:
        return getattr(row, field.attname) if row else None

    def names(self) -> Iterator[Key]:
        """What it links to, to be told by its title."""
        for row in filter(None, (self.before, self.after, self.last)):
            for column in OF_MODEL[self.model].columns:
                yield from links_of(column.field, getattr(row, column.field.attname))

    def in_words(self, titles: Mapping[Key, str]) -> Change:
        kind = Kind.CREATED if self.before is None else Kind.DELETED if self.after is None else Kind.CHANGED
        told = differences_of(self.differing(), self.before, self.after, titles)
        return Change(self.model, self.slug, name_of(self.model, self.last, titles), kind, told)


def _changed(model: type[Record], shown: Shown, revisions: Mapping[str, int]) -> Iterator[_Changed]:
    """Those that differ. What was changed and changed back does not."""
    rows = model.history.filter(slug__in=shown).order_by()
    then, now = ({row.slug: row for row in _last(model, found)} for found in (rows.exclude(_after(revisions)), rows))
    for slug, columns in shown.items():
        before, after = (row if row and row.history_type != "-" else None for row in (then.get(slug), now[slug]))
        change = _Changed(model, slug, before, after, _fields(model, columns), now[slug])
        if (before or after) and change.differs():
            yield change


def _last(model: type[Record], rows: Any) -> Any:
    """The newest row of history of each record."""
    return model.history.filter(history_id__in=rows.values("slug").annotate(last=Max("history_id")).values("last"))


def _fields(model: type[Record], columns: frozenset[str] | None) -> list[Any]:
    """In their order, without the key, and without the link by which a row stands under its record."""
    clear = {"slug"} if model.route else {"slug", *links_up(model), *filter(None, [model.shown_with])}
    return [each.field for each in OF_MODEL[model].columns if each.name not in clear and (columns is None or each.name in columns)]
