import pytest
from django.utils import translation

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from tests.once import made_once


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The record that is shipped, loaded once for the tests of a module."""
    with made_once(django_db_blocker):
        load(SHIPPED)
        yield


@pytest.fixture(autouse=True)
def in_english():
    """A page read in another language leaves it to the thread, and to the addresses of records."""
    with translation.override("en"):
        yield
