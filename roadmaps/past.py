"""A record with the rows under it (citations, claims, titles, answers …), as their history has them, revision by revision."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db import models
from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from roadmaps.models import Record
from roadmaps.models.dates import DateSpanField

Key = tuple[type[Record], str]
"""A model and a slug."""


def links_down(model: type[Record]) -> Iterator[tuple[type[Record], str]]:
    """What stands under records of a model: another model, and its link to the record with which it is deleted."""
    for relation in model._meta.related_objects:
        if relation.on_delete is models.CASCADE and issubclass(relation.related_model, Record):
            yield relation.related_model, relation.field.attname


def links_up(model: type[Record]) -> set[str]:
    """The links of a model to what its rows stand under."""
    links: list[Any] = [field for field in model._meta.concrete_fields if field.is_relation]
    return {link.name for link in links if link.remote_field.on_delete is models.CASCADE}


def written_fields(model: type[Record]) -> list[Any]:
    """What an editor writes in a row, in the order of the form: neither the key nor what follows from other columns."""
    spans = [field for field in model._meta.private_fields if isinstance(field, DateSpanField)]
    fields = [*model._meta.concrete_fields, *spans]
    return sorted(field for field in fields if field.editable and not field.primary_key)


class Past:
    """The history of one record and of all rows that ever stood under it."""

    def __init__(self, model: type[Record], slug: str):
        self.key: Key = (model, slug)
        self.histories: dict[type[Record], QuerySet] = {}
        """By model, those that stand above before those under them."""
        self._conditions: dict[type[Record], list[Q]] = {}
        self._add(model, Q(slug=slug))

    def _add(self, model: type[Record], condition: Q) -> None:
        self._conditions.setdefault(model, []).append(condition)
        self.histories.pop(model, None)  # a citation may stand under a title as well: then it comes after both
        self.histories[model] = model.history.filter(reduce(or_, self._conditions[model])).order_by()
        slugs = model.history.filter(condition).order_by().values("slug")
        for under, link in links_down(model):
            self._add(under, Q(**{f"{link}__in": slugs}))

    def exists(self) -> bool:
        return self.histories[self.key[0]].exists()

    def revisions(self) -> QuerySet:
        """At which any of the rows was written, newest first."""
        first, *others = (history.values_list("revision", flat=True) for history in self.histories.values())
        return first.union(*others).order_by("-revision")

    def newest_revision(self) -> int | None:
        return self.revisions().first()

    def as_of(self, revision: int | None = None) -> dict[Key, Any]:
        """The rows that were there at the end of a revision (now, if none is given): key → row of history."""
        found = {}
        for model, history in self.histories.items():
            until = history if revision is None else history.filter(revision__lte=revision)
            last = until.values("slug").annotate(last=Max("history_id")).values("last")
            rows = model.history.filter(history_id__in=last).exclude(history_type="-").order_by("slug")
            found.update({(model, row.slug): row for row in rows})
        return found

    def written_at(self, revisions: list[int]) -> Iterator[tuple[Any, Any]]:
        """Pairs: a row of history written at one of the revisions, and the row before it (None for the first)."""
        for model, history in self.histories.items():
            earlier = model.history.filter(slug=OuterRef("slug"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
            rows = list(history.filter(revision__in=revisions).annotate(before_id=Subquery(earlier.values("history_id")[:1])).order_by("history_id"))
            before = model.history.in_bulk({row.before_id for row in rows if row.before_id})
            for row in rows:
                yield row, before.get(row.before_id)
