"""A summit: what came of it, how each road map on its agenda stood before and after, what was said and what happened there."""

import pytest

from roadmaps.models import AgendaItem, Citation
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def summit():
    return cast.summit(held_on="2019-12-19/2019-12-20", outcome="Nothing signed.", parties="northland", participants=["Nora North"])


@pytest.fixture(autouse=True)
def northland():
    return cast.party()


def page():
    return read("/summits/ft-summit/")


def agenda():
    return [[cell.text for cell in row.all("th, td")] for row in page().all(".agenda tbody tr")]


def put_on_the_agenda(summit, name, **fields):
    return cast.make(AgendaItem, summit=summit, road_map=cast.road_map(name), **fields)


def test_its_outcome_comes_first_and_its_days_are_told_as_one(summit):
    assert page().one(".wording").text == "Nothing signed."
    assert "Held on 19 – 20 December 2019" in page().one(".facts").text
    assert page().one("title").text.startswith("Summit, 19–20 December 2019")


def test_its_agenda_tells_how_each_stood_on_the_eve_and_when_it_was_over(summit):
    for name in ("gas", "oil", "tax"):
        put_on_the_agenda(summit, name)
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    cast.adopted(gas, "negotiating", "2019-12-18")
    cast.adopted(gas, "disputed", "2019-12-20")
    cast.adopted(gas, "agreed", "2019-12-21")  # too late
    cast.adopted(oil, "agreed", "2019-12-18")
    assert agenda() == [["Gas", "negotiating", "disputed · changed"], ["Oil", "agreed", "agreed"], ["Tax", "unrecorded", "unrecorded"]]


def test_a_claim_of_its_first_day_counts_as_made_at_it(summit):
    put_on_the_agenda(summit, "gas")
    cast.adopted(cast.road_map("gas"), "agreed", "2019-12-19")
    assert agenda() == [["Gas", "unrecorded", "agreed · changed"]]


def test_how_they_came_on_the_agenda_is_told_once_if_it_is_the_same_for_all(summit):
    wire = cast.source("wire", publisher="The Wire")
    for name in ("gas", "oil"):
        cast.make(Citation, source=wire, agenda_item=put_on_the_agenda(summit, name, basis="implied", note="No agenda was published."))
    assert "implied No agenda was published. The Wire" in page().one("section[aria-labelledby=agenda]").text
    assert page().text.count("No agenda was published.") == 1


def test_else_it_is_told_of_each(summit):
    put_on_the_agenda(summit, "gas", basis="implied")
    put_on_the_agenda(summit, "oil", basis="stated")
    assert [row[-1] for row in agenda()] == ["implied", ""]


def test_what_was_said_and_what_happened_there_stands_with_it(summit):
    cast.statement(summit=summit, slug="ft-speech")
    cast.event("signing", summit=summit)
    assert "/statements/ft-speech/" in page().links("#statements + .rows a").values()
    assert "/events/ft-signing/" in page().links("#events + .rows a").values()


def test_it_leads_to_the_board_of_its_last_day(summit):
    put_on_the_agenda(summit, "gas")
    assert page().links("main a")["The board of that day"] == "/negotiations/fishery-talks/?as_of=2019-12-20"
