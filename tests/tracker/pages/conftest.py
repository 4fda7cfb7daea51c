import pytest

from roadmaps.dataset.apply import load
from roadmaps.management.commands.prepare import SHIPPED
from tests.once import made_once


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The record that is shipped, loaded once for the tests of a module."""
    with made_once(django_db_blocker):
        load(SHIPPED)
        yield
