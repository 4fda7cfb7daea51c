"""The order of a list: terms of which the last is unique, and the rows that come after a place in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Case, F, Func, IntegerField, OrderBy, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from tracker.api.selection import Slot

UNIQUE = "slug"


@dataclass(frozen=True)
class Term:
    """One column of an order. What is not known stands last in either direction, and first when the list is read backwards."""

    column: str
    descending: bool = False
    nullable: bool = False
    unknown_first: bool = False

    def reversed(self) -> Term:
        return replace(self, descending=not self.descending, unknown_first=not self.unknown_first)

    def order(self) -> OrderBy:
        nulls = {"nulls_first" if self.unknown_first else "nulls_last": True} if self.nullable else {}
        return F(self.column).desc(**nulls) if self.descending else F(self.column).asc(**nulls)

    def equals(self, value: Any) -> Q:
        return Q(**{f"{self.column}__isnull": True}) if value is None else Q(**{self.column: value})

    def beyond(self, value: Any) -> Q:
        unknown = Q(**{f"{self.column}__isnull": True})
        if value is None:
            return ~unknown if self.unknown_first else Q(pk__in=[])
        later = Q(**{f"{self.column}__{'lt' if self.descending else 'gt'}": value})
        return later | unknown if self.nullable and not self.unknown_first else later

    def from_here(self, value: Any) -> Q:
        """What ``equals`` and ``beyond`` find together, as one condition that an index can begin at; nothing where there is no such."""
        if value is None or self.nullable:
            return Q()
        return Q(**{f"{self.column}__{'lte' if self.descending else 'gte'}": value})


class Keyset:
    """The order of a list. ``terms``: columns, a minus before those that descend, or expressions."""

    def __init__(self, queryset: QuerySet, terms: Iterable[str | Combinable | OrderBy]):
        self.queryset = queryset
        self.terms: list[Term] = []
        for term in [*terms, UNIQUE]:
            if not self._is_settled():
                self.terms.append(self._term(term))

    def _is_settled(self) -> bool:
        """Whether no two rows are alike in the terms so far."""
        return any(term.column == UNIQUE for term in self.terms)

    def _term(self, term: str | Combinable | OrderBy) -> Term:
        """An expression, or what stands in another table, is selected under a name, so that it can be compared and read."""
        if isinstance(term, str):
            term = F(term[1:]).desc() if term.startswith("-") else F(term).asc()
        expression, descending = (term.expression, term.descending) if isinstance(term, OrderBy) else (term, False)
        name = getattr(expression, "name", "")  # of an F
        if name in self.queryset.query.annotations:
            return Term(name, descending, nullable=True)
        if column := _own_column(self.queryset.model, name):
            return Term(name, descending, nullable=column.null)
        name = f"ordered_by_{len(self.terms)}"
        self.queryset = self.queryset.annotate(**{name: expression})
        return Term(name, descending, nullable=True)

    def rows(self, place: list[Any] | None = None, backwards: bool = False) -> QuerySet:
        """All rows, or those after (backwards: before) the place of a row, the nearest first."""
        terms = [term.reversed() for term in self.terms] if backwards else self.terms
        found = self.queryset if place is None else self.queryset.filter(terms[0].from_here(place[0]), _after(terms, place))
        return found.order_by(*(term.order() for term in terms))

    def slots(self, place: list[Any]) -> list[Slot | None]:
        """``place_0``, ``place_1`` … for the values that are known of a place."""
        return [
            None if value is None else Slot(f"place_{nth}", self._kind(term)) for nth, (term, value) in enumerate(zip(self.terms, place, strict=True))
        ]

    def _kind(self, term: Term) -> Any:
        selected = self.queryset.query.annotations.get(term.column)
        return selected.output_field if selected is not None else self.queryset.model._meta.get_field(term.column)


def _after(terms: list[Term], place: list[Any]) -> Q:
    later, equal = Q(), Q()
    for term, value in zip(terms, place, strict=True):
        later |= equal & term.beyond(value)
        equal &= term.equals(value)
    return later


def _own_column(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def plain(value: Any) -> Any:
    """In values that JSON can hold."""
    return value if value is None or isinstance(value, int | str) else str(value)


class ByCodePoint(Func):
    """Text in an order that is the same on every database, whatever its locale."""

    template = "%(expressions)s"
    arity = 1

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, template='%(expressions)s COLLATE "C"')  # SQLite compares bytes already


def rank(column: str, vocabulary: Any) -> Case:
    """The place of a word in its vocabulary; unknown where there is no word."""
    places = (When(**{column: word}, then=Value(place)) for place, word in enumerate(vocabulary.values))
    return Case(*places, output_field=IntegerField())
