"""Topics, aims, terms, positions and events: what hangs together with each."""

import pytest

from roadmaps.models import Aim, Position, Term
from tests import cast
from tests.tracker.pages.reading import read

pytestmark = pytest.mark.django_db


@pytest.fixture
def gas():
    return cast.road_map("gas", topic=cast.topic())


def wish(slug, party="northland", **fields):
    return cast.make(Position, slug=slug, statement=cast.statement(), party=cast.party(party), **{"summary": f"{slug}.", **fields})


def test_a_topic_has_its_road_maps_as_they_stand_today_and_all_disputes_on_it(gas):
    cast.adopted(gas, "disputed", "2019-12-20", slug="ft-claim")
    cast.adopted(gas, "agreed", "2020-12-20")
    page = read("/topics/gas/")
    assert page.one("#road-maps + .rows > li").text == "Gas: agreed since 20 December 2020 · Fishery talks"
    assert page.links("#disputes + .rows h3 a")["disputed"] == "/status-claims/ft-claim/"


def test_a_topic_has_the_positions_on_it_and_on_its_road_maps_and_no_others(gas):
    wish("ft-on-topic", topic=gas.topic)
    wish("ft-on-map", road_map=gas)
    wish("ft-on-oil", topic=cast.topic("oil"))
    assert {address for address in read("/topics/gas/").links("#positions + .rows a").values() if address.startswith("/positions/")} == {
        "/positions/ft-on-topic/",
        "/positions/ft-on-map/",
    }


def test_an_aim_leads_to_the_road_maps_of_its_negotiation_on_its_topic(gas):
    cast.make(Aim, slug="ft-aim", negotiation=gas.negotiation, title="One sea", topic=gas.topic)
    other = cast.road_map("fish", cast.negotiation("other", "ot"), topic=gas.topic)
    page = read("/aims/ft-aim/")
    assert page.links("#road-maps + .rows a") == {"Gas": "/road-maps/ft-gas/"}
    assert other.get_absolute_url() not in page.links("main a").values()
    assert read("/topics/gas/").links("#aims + .rows a") == {"One sea": "/aims/ft-aim/"}


def test_a_term_tells_the_status_it_means_and_the_claims_that_use_it(gas):
    closed = cast.make(Term, slug="ft-closed", negotiation=gas.negotiation, label="closed", definition="Final, but for the seal.", status="agreed")
    cast.adopted(gas, term=closed, slug="ft-claim")
    page = read("/terms/ft-closed/")
    assert page.one(".lead").text == "Final, but for the seal."
    assert page.links("main a")["agreed"] == "/statuses/#agreed"
    assert page.links("#claims + .rows h3 a")["closed"] == "/status-claims/ft-claim/"


def test_a_position_stands_beside_the_others_on_the_same(gas):
    wish("ft-wish", topic=gas.topic, held_on="2019-12")
    wish("ft-theirs", "southland", topic=gas.topic)
    wish("ft-elsewhere", "southland")
    page = read("/positions/ft-wish/")
    assert page.one("h1").text == "Northland: Gas, December 2019"
    assert [row.all("a")[-2].text for row in page.all("#others + .rows > li")] == ["ft-theirs."]


def test_a_deadline_tells_when_it_was_set_and_when_it_is_due():
    promise = cast.event("promise", kind="deadline", set_on="2019-11-13", due_on="2019-12", outcome="Missed.")
    cast.statement(event=promise, slug="ft-speech")
    page = read("/events/ft-promise/")
    assert "Set on 13 November 2019 Due on December 2019" in page.one(".facts").text
    assert page.one(".wording").text == "Missed."
    assert "/statements/ft-speech/" in page.links("#statements + .rows a").values()
