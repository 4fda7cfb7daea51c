"""What is done once: a record for all tests of a module, and on one of the two databases what takes neither."""

from contextlib import contextmanager

import pytest
from django.db import connection, transaction

makes_its_own_database = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="It starts processes on a SQLite file of its own, whichever database is tested."
)


@contextmanager
def made_once(django_db_blocker):
    """What each test writes over the record is undone as ever."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
