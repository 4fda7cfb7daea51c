"""JSON values as they are: nothing is coerced. A text is no number, true is not 1, and a decimal has ASCII digits."""

from __future__ import annotations

import re
from decimal import Decimal

from rest_framework import serializers

LARGEST_INTEGER = 2**31 - 1
"""Of an integer column on PostgreSQL; SQLite would take more, and the contract would depend on it."""
_PLAIN_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", re.ASCII)


class Text(serializers.CharField):
    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Word(serializers.ChoiceField):
    """One of a vocabulary."""

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class TrueOrFalse(serializers.BooleanField):
    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class WholeNumber(serializers.IntegerField):
    def __init__(self, **options):
        if not options.get("read_only"):
            options["min_value"] = options.get("min_value", -LARGEST_INTEGER)
            options["max_value"] = min(options.get("max_value", LARGEST_INTEGER), LARGEST_INTEGER)
        super().__init__(**options)

    def to_internal_value(self, data):
        """JSON has one kind of number, so 31.0 is whole."""
        if isinstance(data, float) and data.is_integer():
            data = int(data)
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return data


class Number(serializers.DecimalField):
    """A JSON number, or the same as plain text ("28.5"), by which no digit is lost on the way."""

    def validate_empty_values(self, data):
        """DRF takes an empty text for null."""
        return serializers.Field.validate_empty_values(self, data)

    def to_internal_value(self, data):
        is_number = isinstance(data, int | float | Decimal) and not isinstance(data, bool)
        if not is_number and not (isinstance(data, str) and _PLAIN_DECIMAL.fullmatch(data)):
            self.fail("invalid")
        value = super().to_internal_value(data)
        return abs(value) if value == 0 else value  # there is no -0.00
