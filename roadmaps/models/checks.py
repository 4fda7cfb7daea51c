"""All checks of a row in one question: Django asks the database about each by itself, in a savepoint of its own."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint, Model, Q


def hold_together(record: Model, exclude: Collection[str] | None) -> bool:
    """False where one is broken, and where one reads a column of ``exclude``: then each is to be asked alone."""
    check, left_out = _of(type(record))
    if check is None or not left_out.issuperset(exclude or ()):
        return check is None
    try:
        check.validate(type(record), record, exclude=left_out)
    except ValidationError:
        return False
    return True


@cache
def _of(model: type[Model]) -> tuple[CheckConstraint | None, set[str]]:
    """The checks as one, and the columns that none of them reads."""
    conditions = [constraint.condition for constraint in model._meta.constraints if isinstance(constraint, CheckConstraint)]
    together = Q(*conditions)
    unread = {field.name for field in model._meta.fields} - together.referenced_base_fields
    return CheckConstraint(condition=together, name="all_checks") if conditions else None, unread
