"""A reported count: in words, beside how the ledger stood that day, with the other counts of the day."""

import pytest

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


def page(tally):
    return read(tally.get_absolute_url())


@pytest.fixture
def ledger():
    for name, status in (("gas", "agreed"), ("oil", "implemented"), ("tax", "disputed")):
        cast.adopted(cast.road_map(name), status, "2019-12-19")
    cast.adopted(cast.road_map("tax"), "agreed", "2019-12-21")  # after the count


@pytest.mark.parametrize(("agreed", "verdict"), [(2, "agrees"), (1, "the ledger names more"), (3, "the ledger names fewer")])
def test_it_stands_beside_what_the_record_names_for_its_day(ledger, agreed, verdict):
    section = page(cast.tally("2019-12-20", agreed, 3)).one("section[aria-labelledby=ledger]")
    assert section.text.startswith(f"Beside the ledger {verdict}: for 20 December 2019 the record names 2 of 3 that stood so: agreed,")
    assert [mark["data-status"] for mark in section.all(".strip > li")] == ["agreed", "implemented", "disputed"]
    assert section.links()["The board of that day"] == "/negotiations/fishery-talks/?as_of=2019-12-20"


@pytest.mark.parametrize("fields", [{"unit": "clause"}, {"stage": "endorsed_by_one_side"}, {"counted_on": None}])
def test_what_can_not_be_compared_says_so_and_is_not(ledger, fields):
    section = page(cast.tally(**fields)).one("section[aria-labelledby=ledger]")
    assert section.text.startswith("Beside the ledger not comparable. Compared are counts of")
    assert not section.all(".strip")


def test_its_numbers_are_told_without_idle_zeros():
    assert "Remaining 3" in page(cast.tally(remaining=3)).one(".facts").text.replace("3.00", "wrong")


def test_other_counts_of_that_day_stand_with_it():
    tally, other = cast.tally("2019-12-20", 1, 3), cast.tally("2019-12-20", 2, 3)
    cast.tally("2019-12-21", 3, 3)
    assert [row.links()["2 of 3"] for row in page(tally).all("#same-day + .rows > li")] == [other.get_absolute_url()]
