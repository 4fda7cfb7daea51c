"""Which database is read: the primary, or for a whole request a replica. Whatever is written, is written to the primary."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from django.db import DEFAULT_DB_ALIAS as PRIMARY
from django.db import connections

REPLICA = "replica"

_chosen: ContextVar[str] = ContextVar("the database that is read", default=PRIMARY)


def read_from(database: str) -> None:
    """Until it is said anew: what is streamed is read after the middleware is done."""
    _chosen.set(database)


def database_to_read() -> str:
    """Inside a transaction of the primary the primary: a writer sees what he wrote, and what he locked."""
    return PRIMARY if connections[PRIMARY].in_atomic_block else _chosen.get()


def reading() -> Any:
    """The connection for statements that are written by hand; those of the ORM come by the router to the same."""
    return connections[database_to_read()]


class Router:
    def db_for_read(self, model, **hints):
        return database_to_read()

    def db_for_write(self, model, **hints):
        read_from(PRIMARY)  # who writes reads his own writes from now on
        return PRIMARY

    def allow_relation(self, one, other, **hints):
        return True  # both are the same database

    def allow_migrate(self, db, app_label, **hints):
        return db == PRIMARY
