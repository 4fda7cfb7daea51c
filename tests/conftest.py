import pytest
from django.contrib.auth import get_user_model

collect_ignore = ["browser"]  # run by itself: its pytest.ini says why


@pytest.fixture
def editor(db):
    return get_user_model().objects.create_superuser("editor", password="a long enough password")
