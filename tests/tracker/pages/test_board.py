"""The board: every road map as it stands on a day, with what makes one doubt it; the days of change are one step away."""

import re
from datetime import date

import pytest
import time_machine

from tests import cast
from tests.tracker.pages.reading import Page, read

pytestmark = pytest.mark.django_db
TALKS = "/negotiations/fishery-talks/"


def cells(page: Page) -> dict[str, str]:
    """Title → all the words of its cell."""
    return {cell.one("h3").text: cell.text for cell in page.all(".board > li")}


@pytest.fixture(autouse=True)
def in_june():
    with time_machine.travel("2020-06-01T12:00Z", tick=False):
        yield


@pytest.fixture(autouse=True)
def talks(in_june):
    """Gas agreed in November and disputed from 20 December, by Northland's word; of oil nothing is said."""
    talks = cast.negotiation(parties=cast.party("northland").pk)
    gas = cast.road_map("gas", topic=cast.topic("gas"))
    cast.road_map("oil", topic=cast.topic("oil"))
    cast.adopted(gas, "agreed", "2019-11-01", basis="derived")
    cast.adopted(gas, "disputed", "2019-12-20", by="northland")
    return talks


def test_a_cell_says_how_it_stands_since_when_and_on_how_many_sources():
    found = cells(read(TALKS))
    assert found["Gas"] == "1 Gas disputed: Gas since 20 December 2019 · 1 source"
    assert found["Oil"] == "2 Oil unrecorded"


def test_a_cell_says_what_its_status_rests_on_when_nobody_stated_it():
    assert "derived: it follows from what is stated" in cells(read(TALKS, as_of="2019-11-05"))["Gas"]


def test_a_cell_says_that_it_is_contradicted():
    cast.claim(cast.road_map("gas"), "agreed", "2019-12-21", said_on="2019-12-21")
    assert "contradicted by 1 claim" in cells(read(TALKS))["Gas"]


def test_a_status_is_a_word_a_mark_and_a_colour():
    cell = read(TALKS).all(".board > li")[0]
    assert cell["data-status"] == "disputed"
    assert cell.one(".status use")["href"] == "#mark-disputed"


def test_what_has_changed_on_the_very_day_is_marked():
    assert "changed" in cells(read(TALKS, as_of="2019-12-20"))["Gas"]
    assert "changed" not in cells(read(TALKS, as_of="2019-12-21"))["Gas"]


def test_the_days_of_change_are_one_step_away():
    steps = read(TALKS, as_of="2019-11-15").links(".steps a")
    assert steps == {
        "← Previous change: 1 November 2019": f"{TALKS}?as_of=2019-11-01",
        "Next change: 20 December 2019 →": f"{TALKS}?as_of=2019-12-20",
    }


def test_a_step_keeps_what_else_is_asked():
    steps = read(TALKS, as_of="2019-11-15", according_to="northland", topic="gas").links(".steps a")
    assert list(steps.values()) == [f"{TALKS}?according_to=northland&topic=gas&as_of=2019-12-20"]


def test_it_is_asked_by_what_was_known_then_and_according_to_a_party_in_one_step():
    switches = read(TALKS, as_of="2019-12-20").links(".switches a")
    assert switches == {
        "By what was known then": f"{TALKS}?as_of=2019-12-20&known_on=2019-12-20",
        "According to Northland": f"{TALKS}?as_of=2019-12-20&according_to=northland",
    }


def test_what_a_party_says_is_told_in_place_of_the_record():
    page = read(TALKS, as_of="2019-11-15", according_to="northland")
    assert page.one("h2").text == "As of 15 November 2019, according to Northland"
    assert cells(page)["Gas"] == "1 Gas unrecorded"


def test_what_was_not_public_yet_is_left_out():
    cast.adopted(cast.road_map("oil"), "agreed", "2019-11-01", reported_on="2020-01-10")
    assert "agreed" in cells(read(TALKS, as_of="2019-12-20"))["Oil"]
    assert "unrecorded" in cells(read(TALKS, as_of="2019-12-20", known_on="2019-12-20"))["Oil"]


def test_the_counts_lead_to_the_road_maps_that_stand_so():
    counts = read(TALKS).links(".counts a")
    assert counts == {"1 disputed": f"{TALKS}?status=disputed", "1 unrecorded": f"{TALKS}?status=unrecorded"}
    page = read(TALKS, status="unrecorded")
    assert list(cells(page)) == ["Oil"]
    assert "1 of 2 are shown." in page.text


def test_a_topic_shows_its_road_maps():
    assert list(cells(read(TALKS, topic="oil"))) == ["Oil"]


def test_a_cell_leads_to_its_road_map_on_the_same_day():
    page = read(TALKS, as_of="2019-11-15", known_on="2020-01-01")
    assert page.links(".board h3 a")["Gas"] == "/road-maps/ft-gas/?as_of=2019-11-15&known_on=2020-01-01"


def test_ended_talks_say_so(talks):
    talks.ended = date(2020, 5, 1)
    talks.save()
    assert "This negotiation ended 1 May 2020" in read(TALKS).text


def test_the_legend_defines_every_status():
    legend = read(TALKS).all(".legend dt")
    assert [re.sub(r"\s+", " ", term.text) for term in legend][:2] == ["planned", "negotiating"]
    assert len(legend) == 11
