"""A road map: how it stands, on whose word, what contradicts it side by side, what it came from and what became of it."""

import pytest

from roadmaps.models import AgendaItem, Position, Succession
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db
GAS = "/road-maps/ft-gas/"


@pytest.fixture
def gas():
    return cast.road_map("gas", topic=cast.topic("gas"))


def test_its_standing_is_told_in_words_with_who_said_so(gas):
    cast.adopted(gas, "negotiating", "2019-11-01")
    spoken = cast.statement("2019-12-20", by="northland", speaker=cast.speaker(), wording="Gas is stuck.")
    cast.adopted(gas, "disputed", "2019-12-20", statement=spoken)
    standing = read(GAS, as_of="2019-12-24").one(".standing").text
    assert standing == (
        "disputed: Gas As of 24 December 2019, since 20 December 2019; before that negotiating. "
        "Nora North (for Northland), 20 December 2019: Gas is stuck."
    )


def test_nothing_recorded_is_said_to_be_so(gas):
    assert "no claim says anything" in read(GAS).one(".standing").text


def test_the_chain_tells_what_was_in_force_when_and_on_which_sources(gas):
    cast.adopted(gas, "negotiating", "2019-11-01")
    spoken = cast.statement("2019-12-20", sources=0)
    cast.cite(spoken, cast.source("wire", publisher="The Wire", quality="wire", published_on="2019-12-20"))
    cast.adopted(gas, "agreed", "2019-12-20", statement=spoken)
    first, second = read(GAS, as_of="2019-12-24").all(".chain > li")
    assert "1 November 2019 – 20 December 2019 · earlier" in first.text
    assert "20 December 2019 · in force" in second.text
    assert second.one(".evidence").text == "The Wire, 20 December 2019 wire service"
    assert second.links(".evidence a") == {"The Wire": "/sources/wire/"}


def test_what_contradicts_stands_beside_what_it_contradicts(gas):
    cast.adopted(gas, "agreed", "2019-12-20")
    cast.claim(gas, "dropped", "2019-12-21", said_on="2019-12-21")
    step = read(GAS).one(".chain > li")
    assert step.one(".beside [data-relation=contradicts]").one("h3").text == "dropped"


def test_what_came_later_is_shown_as_later(gas):
    cast.adopted(gas, "agreed", "2019-12-20")
    assert "later" in read(GAS, as_of="2019-12-01").one(".chain > li").text
    assert read(GAS, as_of="2019-12-01").one(".standing .status").text == "unrecorded"


def test_what_was_not_public_then_is_left_out(gas):
    cast.adopted(gas, "agreed", "2019-12-20", reported_on="2020-02-01")
    assert read(GAS, known_on="2020-01-01").all(".chain .claim") == []


def test_it_leads_to_what_it_came_from_and_what_became_of_it(gas):
    later = cast.road_map("market", cast.negotiation("new-talks", "nt", title="New talks"), title="One market")
    cast.make(Succession, slug="nt-market-from-gas", from_road_map=gas, to_road_map=later, kind="continues", on="2021")
    assert "Carried on in One market (New talks) 2021" in read(GAS).one("section[aria-labelledby=lineage]").text
    assert "Carries on Gas (Fishery talks)" in read("/road-maps/nt-market/").one("section[aria-labelledby=lineage]").text


def test_it_tells_what_the_parties_want_on_its_topic(gas):
    spoken = cast.statement("2019-12-20", by="northland")
    cast.make(Position, slug="ft-cheap", statement=spoken, party=cast.party(), topic=cast.topic("gas"), summary="Cheaper gas.")
    cast.make(Position, slug="ft-fish", statement=spoken, party=cast.party(), topic=cast.topic("fish"), summary="More fish.")
    wants = read(GAS).one("section[aria-labelledby=positions]").text
    assert "Northland: Cheaper gas." in wants
    assert "More fish." not in wants


def test_it_tells_on_which_agendas_it_stood(gas):
    cast.make(AgendaItem, summit=cast.summit("sochi", "2019-12-07"), road_map=gas, basis="implied")
    assert read(GAS).one("section[aria-labelledby=summits] li").text == "Sochi (7 December 2019) implied"


def test_an_unknown_title_is_not_made_up():
    cast.road_map("dark", title="", title_basis="unknown")
    assert read("/road-maps/ft-dark/").one("h1").text == "chapter of unknown title (ft-dark)"


def test_who_asked_for_a_day_is_told_so_and_led_to_today(gas):
    notice = read(GAS, as_of="2019-12-01").one(".notice")
    assert (notice.text, notice.links()) == ("As of 1 December 2019. As it is recorded today", {"As it is recorded today": GAS})
    assert read(GAS).all(".notice") == []
