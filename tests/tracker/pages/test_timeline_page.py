"""The timeline as a page: what happened, in order, with what changed alike on one day told together."""

import pytest

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
TIMELINE = "/negotiations/fishery-talks/timeline/"


@pytest.fixture(autouse=True)
def december():
    cast.summit(held_on="2019-12-20", place="Northtown")
    cast.event("promise", kind="deadline", set_on="2018-11-13", due_on="2019-12-01")
    spoken = cast.statement("2019-12-20", speaker=cast.speaker())
    cast.tally("2019-12-20", 2, 3, statement=spoken)
    for name in ("gas", "oil"):
        cast.adopted(cast.road_map(name), "agreed", "2019-12-20", statement=spoken, slug=f"ft-claim-{name}")


def lines(**asked):
    return [line.text for line in read(TIMELINE, **asked).all(".timeline > li")]


def test_everything_stands_in_order_under_its_year_and_a_day_is_told_once():
    assert lines() == [
        "2018",
        "13 November 2018 deadline set Promise",
        "2019",
        "1 December 2019 deadline due Promise",
        "20 December 2019 summit Summit, Northtown",
        "reported count 2 of 3 agreed in essence, Nora North",
        "change of standing unrecorded → agreed 2 items: Gas, Oil",
    ]


def test_each_change_leads_to_the_claim_that_made_it():
    links = read(TIMELINE).links(".timeline a")
    assert (links["Gas"], links["Oil"]) == ("/status-claims/ft-claim-gas/", "/status-claims/ft-claim-oil/")


def test_changes_that_are_not_alike_stand_apart():
    cast.adopted(cast.road_map("tax"), "planned", "2019-12-20")
    assert "change of standing unrecorded → planned: Tax" in lines()


def test_one_kind_can_be_asked_for():
    page = read(TIMELINE, kind="summit")
    assert [line.text for line in page.all(".timeline > li")] == ["2019", "20 December 2019 summit Summit, Northtown"]
    assert page.one(".switches [aria-current]").text == "summit"
    read(TIMELINE, 400, kind="wedding")


def test_it_goes_on_over_pages_and_keeps_what_was_asked():
    for number in range(101):
        cast.event(f"event-{number}")
    following = read(TIMELINE, kind="event").one("a[rel=next]")["href"]
    assert following == f"{TIMELINE}?kind=event&page=2"
    assert len(read(following).all(".timeline > li")) == 2  # the year, and the last
