"""Home: every negotiation with its state as a strip, its last change, and where the data can be had."""

import pytest
from django.test import Client

from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def talks():
    gas, _ = cast.road_map("gas"), cast.road_map("oil")
    cast.adopted(gas, "agreed", "2019-12-20")
    ended = cast.negotiation("grain-talks", "gt", title="Grain talks", ended="2018")
    cast.road_map("wheat", ended)


def test_a_negotiation_is_a_strip_of_its_road_maps():
    strip = read("/").all(".strip")[0]
    assert [(square["data-status"], square.text) for square in strip.all("li")] == [("agreed", "Gas: agreed"), ("unrecorded", "Oil: unrecorded")]
    assert strip.one("a")["href"] == "/road-maps/ft-gas/"


def test_its_state_is_told_in_numbers_and_words():
    section = read("/").all("section.negotiation")[0]
    assert section.links("h2 a") == {"Fishery talks": "/negotiations/fishery-talks/"}
    assert section.one(".counts").text == "1 agreed 1 unrecorded of 2"
    assert "Last change 20 December 2019." in section.text


def test_what_has_ended_comes_last_and_says_so():
    assert [section.one("h2").text for section in read("/").all("section.negotiation")] == ["Fishery talks", "Grain talks"]
    assert "Ended 2018." in read("/").all("section.negotiation")[1].text


def test_the_data_can_be_had_here():
    for address in read("/").links("section[aria-labelledby=data] a").values():
        assert Client().get(address).status_code == 200, address
