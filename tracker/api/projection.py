"""The fast way to read: a serializer is compiled once into columns to select and functions that tell them; no record is made of a row.

A serializer declares what is shown. ``Projection`` walks it: a plain field is a column; a field that tells of several
(``Told``) names them; a list of rows below is another projection, whose rows are found by the keys of those above.
A *shape* is all that decides which SQL is sent: view, order, filters, size of the page. Its SQL is made once, with slots
for the values that differ from request to request, and kept. So reading is: bind, execute, tell.

What a serializer shows of a record is told byte for byte; a test compares the two for every resource.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import F, Model, Prefetch, QuerySet
from django.db.models.constants import LOOKUP_SEP
from rest_framework.fields import BooleanField as TrueFalse
from rest_framework.fields import CharField, ChoiceField, DateField, IntegerField, empty
from rest_framework.serializers import BaseSerializer, ListSerializer, Serializer

from roadmaps.questions.standing import today
from tracker.api.keyset import UNIQUE, Keyset, plain
from tracker.api.selection import Among, Keys, Row, Selection, Slot, Values
from tracker.api.serializers.fields import Context, Told
from tracker.recent import Recent

# --- What a serializer tells of columns -----------------------------------------------------------


class Run:
    """What the functions need beside a row: the context of the answer, and the lists of rows below."""

    __slots__ = ("below", "context")

    def __init__(self, context: Context, below: list[dict[Any, list[Any]]]):
        self.context, self.below = context, below


Reader = Callable[[Row, Run], Any]
AS_STORED = {kind.to_representation for kind in (CharField, ChoiceField, IntegerField, TrueFalse)}
"""What these make of a value that the database gives is that value."""


class Projection:
    """The columns of a queryset that a serializer shows, and how rows of them are told."""

    def __init__(self, serializer: BaseSerializer, queryset: QuerySet):
        self.queryset = queryset
        self._columns: dict[str, int] = {}
        self._below: list[Below] = []
        self._read = self._object(serializer, "")

    @property
    def width(self) -> int:
        return len(self._columns)

    def selection(self, *more: str) -> Selection:
        """Selects the columns, and ``more`` behind them."""
        return Selection(self.queryset.values_list(*self._columns, *more))

    def tell(self, rows: list[Row], values: Values, context: Context) -> list[Any]:
        """Of rows of the selection what the serializer shows; in a query for each list of rows below, however many rows."""
        run = Run(context, [below.tell(rows, values, context) for below in self._below])
        read = self._read
        return [read(row, run) for row in rows]

    def place_of(self, path: str) -> int:
        """Where a column stands in a row; it is selected from now on."""
        return self._columns.setdefault(path, len(self._columns))

    def _object(self, serializer: Any, path: str) -> Reader:
        parts = [(field.field_name, self._field(field, path)) for field in serializer._readable_fields]
        if not (link := getattr(serializer, "null_without", "")):
            return lambda row, run: {name: read(row, run) for name, read in parts}
        place = self.place_of(_join(path, link, UNIQUE))
        return lambda row, run: None if row[place] is None else {name: read(row, run) for name, read in parts}

    def _field(self, field: Any, path: str) -> Reader:
        path = path if field.source == "*" else _join(path, *field.source_attrs)
        match field:
            case ListSerializer():
                return self._rows(field, path)
            case Serializer():
                return self._object(field, path)
            case Told():
                return _telling(field.tell, [self.place_of(column) for column in field.columns(path)])
        return _converting(field, self.place_of(path))

    def _rows(self, field: ListSerializer, path: str) -> Reader:
        way, _, relation = path.rpartition(LOOKUP_SEP)
        relation_back: Any = _model_at(self.queryset, way)._meta.get_field(relation)
        link = relation_back.field
        below = Below(field, link, self.place_of(_join(way, UNIQUE)), _rows_of(self.queryset, path, link.model))
        self._below.append(below)
        nth, place = len(self._below) - 1, below.place
        return lambda row, run: run.below[nth].get(row[place], [])


class Below:
    """A list of rows under each row: found by the keys of those above, in one query."""

    def __init__(self, field: Any, link: Any, place: int, queryset: QuerySet):
        self.place = place
        self.gathered = getattr(field, "gathered", list)
        self.projection = Projection(field.child, queryset.filter(Among(F(link.attname), Keys("keys", link.target_field))))
        self.above = self.projection.place_of(link.attname)
        self.selection = self.projection.selection()

    def tell(self, rows: list[Row], values: Values, context: Context) -> dict[Any, list[Any]]:
        keys = sorted({row[self.place] for row in rows} - {None})
        if not keys:
            return {}
        values = {**values, "keys": keys}
        found = self.selection.rows(values)
        told: dict[Any, list[Any]] = {}
        for row, shown in zip(found, self.projection.tell(found, values, context), strict=True):
            told.setdefault(row[self.above], []).append(shown)
        return {key: self.gathered(of_one) for key, of_one in told.items()}


def _telling(tell: Callable[..., Any], places: list[int]) -> Reader:
    match places:
        case []:
            return lambda row, run: tell(run.context)
        case [only]:
            return lambda row, run: tell(run.context, row[only])
        case [one, two]:
            return lambda row, run: tell(run.context, row[one], row[two])
    return lambda row, run: tell(run.context, *[row[place] for place in places])


def _converting(field: Any, place: int) -> Reader:
    """As DRF shows one value: none at the end of a link that is empty is the default."""
    method = type(field).to_representation
    convert = None if method in AS_STORED else date.isoformat if method is DateField.to_representation else field.to_representation
    nothing = field.default if field.default is not empty and len(field.source_attrs) > 1 else None
    if convert is None and nothing is None:
        return lambda row, run: row[place]
    if convert is None:
        return lambda row, run: nothing if row[place] is None else row[place]
    return lambda row, run: nothing if row[place] is None else convert(row[place])


def _rows_of(queryset: QuerySet, path: str, model: type[Model]) -> QuerySet:
    """The rows of a list: as the queryset says by prefetch_related(), else all in their usual order."""
    for lookup in queryset._prefetch_related_lookups:  # type: ignore[attr-defined]  # told nowhere else
        if isinstance(lookup, Prefetch) and lookup.prefetch_to == path and lookup.queryset is not None:
            return lookup.queryset
    return model._default_manager.all()


def _model_at(queryset: QuerySet, path: str) -> type[Model]:
    """The model to which a path over links leads, over joined ones too."""
    model, joined = queryset.model, queryset.query._filtered_relations  # type: ignore[attr-defined]  # told nowhere else
    for name in path.split(LOOKUP_SEP) if path else ():
        model = model._meta.get_field(joined[name].relation_name if name in joined else name).related_model
    return model


def _join(*parts: str) -> str:
    return LOOKUP_SEP.join(filter(None, parts))


# --- What a view reads ----------------------------------------------------------------------------


class Compiled:
    """One kind of reading of a view: its projection, and what it selects, with the columns behind that tell the place of a row in the order."""

    def __init__(self, serializer: BaseSerializer, queryset: QuerySet, place: Iterable[str] = ()):
        self.projection = Projection(serializer, queryset)
        self.selection = self.projection.selection(*place)


MOST_SHAPES = 512
"""Who asks for ever other filters drives out what was asked for longest ago."""
_shapes = Recent(lambda: MOST_SHAPES)


class Reading:
    """What a view reads for one request, as its parameters ask."""

    def __init__(self, view: Any):
        self.view = view
        self.values: Values = view.filterset.values()
        given = tuple(name for name, value in self.values.items() if value is not None)
        alias = view.queryset.db
        self.shape = (type(view), view.serializer_to_read(), alias, today(), given)  # whatever else is made of a day is made of today

    def _compiled(self, *shape: Any, made: Callable[[QuerySet], Any]) -> Any:
        shape = (*self.shape, *shape)
        compiled = _shapes.get(shape)
        if compiled is None:
            compiled = made(self.view.selected(self.view.filterset.with_slots()))
            _shapes.keep(shape, compiled)
        return compiled

    def _serializer(self) -> BaseSerializer:
        return self.view.serializer_to_read()()

    # One record

    def one(self, slug: str) -> dict[str, Any] | None:
        """As its detail shows it; None where there is none."""
        compiled = self._compiled(made=self._detail)
        values = {**self.values, "slug": slug}
        rows = compiled.selection.rows(values)
        return compiled.projection.tell(rows, values, self.view.get_serializer_context())[0] if rows else None

    def _detail(self, queryset: QuerySet) -> Compiled:
        key = queryset.model._meta.pk
        return Compiled(self._serializer(), queryset.filter(pk=Slot("slug", key)).order_by())

    # A list

    LIMITS = (26, 101, 501)
    """So that not every size of a page has SQL of its own."""

    def page(self, place: list[Any] | None, backwards: bool, limit: int) -> Page:
        """So many rows that come after a place, or before it, the nearest first."""
        most = next(most for most in self.LIMITS if most >= limit)
        known = place and tuple(value is not None for value in place)

        def made(queryset: QuerySet) -> Compiled:
            keyset = Keyset(queryset, self.view.order())
            columns = [term.column for term in keyset.terms]
            return Compiled(self._serializer(), keyset.rows(place and keyset.slots(place), backwards)[:most], columns)

        compiled = self._compiled(*self._asked(), "page", known, backwards, most, made=made)
        values = {**self.values, **{f"place_{nth}": value for nth, value in enumerate(place or ())}}
        return Page(compiled, values, compiled.selection.rows(values)[:limit])

    def count(self, ceiling: int | None = None) -> int:
        """All rows of the list; with a ceiling no more than that."""

        def made(queryset: QuerySet) -> Selection:
            keys = queryset.order_by().values("pk")
            return Selection(keys if ceiling is None else keys[:ceiling])

        return self._compiled(*self._asked(), "count", ceiling, made=made).count(self.values)

    def in_parts(self, size: int) -> Iterator[Any]:
        """All rows of the list, told one by one; inside a transaction."""

        def made(queryset: QuerySet) -> Compiled:
            return Compiled(self._serializer(), Keyset(queryset, self.view.order()).rows())

        compiled, context = self._compiled(*self._asked(), "all", made=made), self.view.get_serializer_context()
        for rows in compiled.selection.in_parts(self.values, size):
            yield from compiled.projection.tell(rows, self.values, context)

    def _asked(self) -> tuple[Any, ...]:
        """The parameters whose values decide the SQL."""
        filterset = self.view.filterset
        named = [(name, tuple(values)) for name, values in filterset.data.lists() if name in filterset.filters and name not in self.values]
        return tuple(sorted(named))


class Page:
    """Rows of a list as they were selected: each can be told, and says where it stands."""

    def __init__(self, compiled: Compiled, values: Values, rows: list[Row]):
        self.compiled, self.values, self.rows = compiled, values, rows

    def place_of(self, row: Row) -> list[Any]:
        return [plain(value) for value in row[self.compiled.projection.width :]]

    def tell(self, rows: list[Row], context: Context) -> list[Any]:
        return self.compiled.projection.tell(rows, self.values, context)
