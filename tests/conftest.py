import gc
from collections import Counter

import pytest
from django.contrib.auth import get_user_model
from django.utils.translation import activate

from tracker.caching import answers
from tracker.models import make_token

collect_ignore = ["browser"]  # run by itself: its pytest.ini says why
LONG_THOUGH_FEW = [
    "test_every_link.py", "test_by_an_editor.py", "test_by_anybody.py", "test_generated_clients.py", "test_prepare.py", "test_standing_properties.py",
    "test_keeping_a_copy.py", "test_exports_in_constant_memory.py", "test_api_paper.py", "test_browse_size.py",
]  # fmt: skip
"""Files that take long with few tests, the longest first."""


def pytest_addoption(parser):
    parser.addoption("--write-examples", action="store_true", help="Write the examples of the OpenAPI document anew.")


def pytest_collection_modifyitems(items):
    """Files that take long come first: one that begins last keeps a process of script/test busy while the others have nothing left."""
    rank = {name: place for place, name in enumerate(LONG_THOUGH_FEW)}
    tests_in = Counter(item.path for item in items)
    items.sort(key=lambda item: (rank.get(item.path.name, len(rank)), -tests_in[item.path], str(item.path)))


def pytest_collection_finish():
    """A collector of garbage that looks through a hundred thousand objects of modules and tests again and again takes a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(autouse=True)
def in_english():
    """Whatever language the last request of the test before has left to the thread."""
    activate("en")


@pytest.fixture(autouse=True)
def nothing_is_kept():
    """What was answered of the record of another test, which may have had the same revisions."""
    answers.clear()


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password="a long enough password")


@pytest.fixture
def token(editor) -> str:
    """By which a program signs in as the editor."""
    return make_token(editor, "a program")[1]
