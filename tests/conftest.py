import pytest
from django.contrib.auth import get_user_model

from tracker.models import make_token

collect_ignore = ["browser"]  # run by itself: its pytest.ini says why


def pytest_addoption(parser):
    parser.addoption("--write-examples", action="store_true", help="Write the examples of the OpenAPI document anew.")


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password="a long enough password")


@pytest.fixture
def token(editor) -> str:
    """By which a program signs in as the editor."""
    return make_token(editor, "a program")[1]
