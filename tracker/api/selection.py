"""SQL that is made once and sent many times, with slots for the values that differ.

Making a QuerySet and compiling it takes longer than most answers take otherwise; and what PostgreSQL spends on a selection with eight
joins is six parts planning and one part reading. So a selection is kept, and PostgreSQL is asked to keep its plan too (PREPARE),
on connections that last. Behind PgBouncer in transaction mode they do not: there CONN_MAX_AGE is 0, and nothing is prepared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import Error, connections
from django.db.models import BooleanField, F, Field, Func, QuerySet, Value

Row = tuple[Any, ...]
Values = dict[str, Any]
"""Name of a slot → what is bound to it."""

# --- Slots ----------------------------------------------------------------------------------------


class Slot(Value):
    """A value that is only named when a selection is made, and given whenever it is sent."""

    def __init__(self, name: str, output_field: Field):
        super().__init__(name, output_field)

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def bound(self, values: Values, connection) -> Any:
        return self.output_field.get_db_prep_value(values[self.value], connection)


class Keys(Slot):
    """Any number of keys, which is one value to the database."""

    def bound(self, values, connection):
        return values[self.value] if connection.vendor == "postgresql" else json.dumps(values[self.value])


class Among(Func):
    """Whether a column is among the keys of a slot."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, column: F, keys: Keys):
        super().__init__(column, keys)

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, arg_joiner=" IN (SELECT value FROM json_each(", template="%(expressions)s))")

    def as_postgresql(self, compiler, connection):
        return self.as_sql(compiler, connection, arg_joiner=" = ANY(", template="%(expressions)s)")


# --- Selections -----------------------------------------------------------------------------------


class Selection:
    """What a QuerySet of values_list() selects, for any thread to send."""

    def __init__(self, queryset: QuerySet):
        self.alias = queryset.db
        compiler = queryset.query.get_compiler(self.alias)
        try:
            self.sql, self.parameters = compiler.as_sql()
        except EmptyResultSet:
            self.sql = ""  # whatever is bound to it, it finds nothing
            return
        selected = [column for column, *_ in compiler.select[: compiler.col_count]]
        self._converters = [(place, converters, column) for place, (converters, column) in compiler.get_converters(selected).items()]
        self.name = f"{queryset.model._meta.db_table}_{next(_numbers)}"
        self._was_sent = False

    def rows(self, values: Values) -> list[Row]:
        """All rows, as QuerySet.values_list() gives them."""
        if not self.sql:
            return []
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            self._send(connection, cursor, self._bound(values, connection))
            return self._converted(connection, cursor.fetchall())

    def count(self, values: Values) -> int:
        """How many rows there are."""
        if not self.sql:
            return 0
        connection = connections[self.alias]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) counted", self._bound(values, connection))  # noqa: S608 - compiled above
            return cursor.fetchone()[0]

    def in_parts(self, values: Values, size: int) -> Iterator[list[Row]]:
        """All rows, so many at once, and no more of them in memory; inside a transaction."""
        if not self.sql:
            return
        connection = connections[self.alias]
        with connection.chunked_cursor() as cursor:
            cursor.execute(self.sql, self._bound(values, connection))
            while rows := cursor.fetchmany(size):
                yield self._converted(connection, rows)

    def _bound(self, values: Values, connection: Any) -> list[Any]:
        return [value.bound(values, connection) if isinstance(value, Slot) else value for value in self.parameters]

    def _send(self, connection: Any, cursor: Any, bound: list[Any]) -> None:
        """The second time it is prepared: what is asked but once need not be kept."""
        if self._was_sent and (plans := _plans_of(connection)) is not None and plans.has(self):
            try:
                cursor.execute(plans.execution(self), [value for slot, value in zip(self.parameters, bound, strict=True) if isinstance(slot, Slot)])
                return
            except Error as error:
                if not plans.forgotten(error) or connection.in_atomic_block:
                    raise
        cursor.execute(self.sql, bound)
        self._was_sent = True

    def _converted(self, connection: Any, rows: list[Row]) -> list[Row]:
        """As fields convert what their database gives, column by column."""
        if not self._converters or not rows:
            return rows
        columns: list[Any] = list(zip(*rows, strict=True))
        for place, converters, column in self._converters:
            for convert in converters:
                columns[place] = [convert(value, column, connection) for value in columns[place]]
        return list(zip(*columns, strict=True))


_numbers = count()

# --- Plans that PostgreSQL keeps ------------------------------------------------------------------


class Plans:
    """Which selections one connection has prepared. When it is full it takes no more: it is closed after CONN_MAX_AGE anyhow."""

    MOST = 128
    GONE = ("0A000", "26000")
    """What PostgreSQL answers when a migration has changed a table under a plan, and when somebody has discarded it."""

    def __init__(self, connection: Any):
        self.session, self._errors = connection.connection, connection.wrap_database_errors
        self._prepared: dict[Selection, str] = {}
        # one plan for all values: PostgreSQL planned some anew each time, for longer than it read
        self._tell("SET plan_cache_mode = force_generic_plan")

    def has(self, selection: Selection) -> bool:
        if selection not in self._prepared and len(self._prepared) < self.MOST:
            self._prepare(selection)
        return selection in self._prepared

    def execution(self, selection: Selection) -> str:
        return self._prepared[selection]

    def meant_by(self, execution: str) -> str:
        """The SQL behind an execution; anything else means itself."""
        return next((selection.sql for selection, prepared in self._prepared.items() if prepared == execution), execution)

    def forgotten(self, error: Error) -> bool:
        """Whether the plans are gone; then all are forgotten."""
        gone = getattr(error.__cause__, "pgcode", None) in self.GONE
        if gone:
            self._tell("DEALLOCATE ALL")
            self._prepared.clear()
        return gone

    def _prepare(self, selection: Selection) -> None:
        from psycopg2.extensions import AsIs  # not there where SQLite is all there is

        numbers = count(1)
        places = [AsIs(f"${next(numbers)}") if isinstance(value, Slot) else value for value in selection.parameters]
        self._tell(f"PREPARE {selection.name} AS {selection.sql}", places)
        slots = ", ".join(["%s"] * (next(numbers) - 1))
        self._prepared[selection] = f"EXECUTE {selection.name}" + (f" ({slots})" if slots else "")

    def _tell(self, sql: str, parameters: list[Any] | None = None) -> None:
        """Past what counts and logs queries: it asks for nothing."""
        with self._errors, self.session.cursor() as cursor:
            cursor.execute(sql, parameters)


def _plans_of(connection: Any) -> Plans | None:
    """None where nothing can be prepared."""
    lasts = connection.settings_dict["CONN_MAX_AGE"] != 0 and not connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS")
    if connection.vendor != "postgresql" or not lasts:
        return None
    if getattr(connection, "plans", None) is None or connection.plans.session is not connection.connection:
        connection.plans = Plans(connection)
    return connection.plans
