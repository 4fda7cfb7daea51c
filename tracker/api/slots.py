"""Values that are only named when SQL is made, and given whenever it is sent."""

from __future__ import annotations

import json
from typing import Any

from django.db.models import Field, Value

Values = dict[str, Any]
"""Name of a slot → what is bound to it."""


class Slot(Value):
    """One value."""

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
