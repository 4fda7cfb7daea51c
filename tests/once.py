"""A record made once for all tests of a module; what each test writes over it is undone as ever."""

from contextlib import contextmanager

from django.db import transaction


@contextmanager
def made_once(django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
