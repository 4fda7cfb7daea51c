"""The words by which standings are told, each with its mark and what it means, one step from the board."""

import pytest

from roadmaps.models import Status
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


def test_every_status_has_its_mark_its_word_and_its_meaning():
    page = read("/statuses/")
    for status in Status:
        entry = page.one(f"#{status.value}")
        assert entry.text == f"{status.label} {status.definition}"
        assert entry.one("use")["href"] == f"#mark-{status.value}"
    assert page.one("#unrecorded").text.startswith("unrecorded")


def test_the_legend_of_the_board_leads_to_it():
    cast.road_map()
    assert "/statuses/" in read("/negotiations/fishery-talks/").links(".legend a").values()
