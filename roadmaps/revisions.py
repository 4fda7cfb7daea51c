"""A negotiation's revision: bumped first by every write under it, and by that the lock.

``UPDATE … SET revision = revision + 1`` on a negotiation's row makes every other writer of that negotiation
wait, on PostgreSQL and SQLite alike. Rows are taken in order of key, the catalogue's last, so writers never
wait for one another in a circle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Max, Value

CATALOGUE = ""
"""The scope of what negotiations share: parties, speakers, topics, sources."""

_held: ContextVar[dict[str, int]] = ContextVar("revisions held by the transaction", default={})  # noqa: B039 - never mutated
_reason: ContextVar[str | None] = ContextVar("why the running transaction writes", default=None)


class OutOfOrder(RuntimeError):
    """Code that writes took a lock after another that comes behind it: two writers who do so may wait for one another in a circle."""


@contextmanager
def writing(scopes: Iterable[str]) -> Iterator[dict[str, int]]:
    """A transaction that holds the given scopes (slugs of negotiations, CATALOGUE) at their new revisions.

    Inside another one, what that one holds already is not bumped again; OutOfOrder for what that one should have taken before.
    """
    with transaction.atomic():
        held = dict(_held.get())
        for scope in sorted(set(scopes) - held.keys(), key=_lock_order):
            if late := [other for other in held if _lock_order(other) > _lock_order(scope)]:
                raise OutOfOrder(f"“{scope}” is taken after “{'”, “'.join(late)}”: name all scopes at the start.")
            held[scope] = _bump(scope)
        token = _held.set(held)
        try:
            yield held
        finally:
            _held.reset(token)


@contextmanager
def because(reason: str) -> Iterator[None]:
    """Every row written inside that carries no reason of its own takes this one into its history, cascaded deletions too."""
    token = _reason.set(reason)
    try:
        yield
    finally:
        _reason.reset(token)


def reason_given() -> str | None:
    return _reason.get()


def current(scope: str) -> int:
    """The revision under which the running transaction writes."""
    return _held.get()[scope]


def latest(scope: str) -> int | None:
    """The revision of a scope as it is read; of a negotiation that was deleted its last, of one that never was None."""
    model = _model_of(scope)
    row = model._base_manager.filter(**({} if scope == CATALOGUE else {"slug": scope})).values_list("revision", flat=True).first()
    return _last_in_history(scope) if row is None and scope != CATALOGUE else row


def all_latest() -> dict[str, int]:
    """Of every scope there is."""
    models = [
        _model_of(CATALOGUE)._base_manager.values_list(Value(CATALOGUE), "revision"),
        _model_of("any")._base_manager.values_list("pk", "revision"),
    ]
    return {scope: revision for rows in models for scope, revision in rows}


def everything() -> set[str]:
    """Every scope there is."""
    return {CATALOGUE, *apps.get_model("roadmaps", "Negotiation")._base_manager.values_list("pk", flat=True)}


def _lock_order(scope: str) -> tuple[bool, str]:
    return scope == CATALOGUE, scope


def _bump(scope: str) -> int:
    """The new revision. A negotiation about to be created goes on where an earlier one of its slug stopped."""
    model = _model_of(scope)
    where, parameters = ("", []) if scope == CATALOGUE else (" WHERE slug = %s", [scope])
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {model._meta.db_table} SET revision = revision + 1{where} RETURNING revision", parameters)  # noqa: S608 - a table's name
        row = cursor.fetchone()
    if row:
        return row[0]
    return (_last_in_history(scope) or 0) + 1


def _model_of(scope: str):
    return apps.get_model("roadmaps", "Catalogue" if scope == CATALOGUE else "Negotiation")


def _last_in_history(negotiation: str) -> int | None:
    return _model_of(negotiation).history.filter(slug=negotiation).aggregate(last=Max("revision"))["last"]
