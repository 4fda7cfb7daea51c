"""Every resource has a list; a road map in a list carries what a reader needs without a second call."""

import pytest

from roadmaps.models import Aim, Citation, Poll, PollAnswer, Position, Term
from tests import cast
from tests.tracker.api import read, rows
from tracker.api.urls import router

pytestmark = pytest.mark.django_db
RESOURCES = [prefix for prefix, _, _ in router.registry]


@pytest.mark.parametrize("resource", RESOURCES)
def test_an_empty_list_is_a_list(resource):
    body = read(f"{resource}/")
    assert (body["count"], body["next"], body["previous"], body["results"]) == (0, None, None, [])


def test_a_road_map_in_a_list_says_how_it_stands_and_who_says_so():
    gas = cast.road_map("gas", topic=cast.topic("gas"))
    cast.adopted(gas, "negotiating", "2019-09")
    nora = cast.speaker("nora-north")
    spoken = cast.statement("2019-12-20", by="northland", speaker=nora, sources=0)
    wire = cast.source("wire-1", publisher="The Wire", web_address="https://wire.example/1", quality="wire")
    cast.make(Citation, statement=spoken, source=wire)
    cast.adopted(gas, "disputed", "2019-12-20", statement=spoken, slug="ft-dispute")
    cast.claim(gas, "agreed", "2019-12-21", said_on="2019-12-21", by="southland")

    body = read("road-maps/", negotiation="fishery-talks", as_of="2020-01-01")

    at = "http://testserver/api/v1"
    assert body["results"] == [
        {
            "slug": "ft-gas",
            "url": f"{at}/road-maps/ft-gas/",
            "negotiation": {"slug": "fishery-talks", "title": "Fishery talks", "url": f"{at}/negotiations/fishery-talks/"},
            "sequence": 1,
            "number": "",
            "title": "Gas",
            "title_basis": "attested",
            "topic": {"slug": "gas", "title": "Gas", "url": f"{at}/topics/gas/"},
            "version": 1,
            "standing": {
                "status": "disputed",
                "label": "disputed",
                "disputed_on": [{"slug": "gas", "title": "Gas", "url": f"{at}/topics/gas/"}],
                "since": "2019-12-20",
                "since_first": "2019-12-20",
                "since_last": "2019-12-20",
                "last_confirmed_on": "2019-12-20",
                "last_confirmed_on_first": "2019-12-20",
                "last_confirmed_on_last": "2019-12-20",
                "previous_status": "negotiating",
                "basis": "stated",
                "said_by": "Nora North",
                "party": {"slug": "northland", "title": "Northland", "url": f"{at}/parties/northland/"},
                "claim": {"slug": "ft-dispute", "title": "ft-gas: disputed (2019-12-20)", "url": f"{at}/status-claims/ft-dispute/"},
                "agreeing": 0,
                "contradicting": 1,
                "sources": [
                    {
                        "slug": "wire-1",
                        "title": wire.title,
                        "url": f"{at}/sources/wire-1/",
                        "publisher": "The Wire",
                        "web_address": "https://wire.example/1",
                        "quality": "wire",
                    }
                ],
            },
        }
    ]


def test_where_nothing_is_recorded_the_standing_is_null_as_a_whole():
    cast.road_map()
    assert read("road-maps/")["results"][0]["standing"] is None


def test_where_nothing_stood_before_the_previous_status_is_unrecorded():
    cast.adopted()
    assert read("road-maps/")["results"][0]["standing"]["previous_status"] == "unrecorded"


def test_the_label_is_the_negotiations_own_word_where_it_has_one():
    cast.negotiation()
    closed = cast.make(
        Term, slug="ft-closed", negotiation=cast.negotiation(), label="provisionally closed", definition="Closed for now.", status="agreed"
    )
    cast.adopted(term=closed)
    assert read("road-maps/")["results"][0]["standing"]["label"] == "provisionally closed"


def test_a_month_is_shown_as_a_month_with_its_two_days():
    cast.adopted(effective_on="2019-12", said_on="2020-01-05")
    standing = read("road-maps/")["results"][0]["standing"]
    assert (standing["since"], standing["since_first"], standing["since_last"]) == ("2019-12", "2019-12-01", "2019-12-31")


def test_road_maps_stand_in_the_order_of_their_negotiation():
    cast.road_map("zinc", sequence=1)
    cast.road_map("apples", sequence=2)
    assert rows("road-maps/") == ["ft-zinc", "ft-apples"]


def test_a_list_of_one_negotiation_names_its_revision():
    gas = cast.road_map()
    gas.negotiation.refresh_from_db()
    assert read("road-maps/", negotiation="fishery-talks")["revision"] == gas.negotiation.revision
    assert read("road-maps/")["revision"] is None


@pytest.mark.parametrize("resource", RESOURCES)
def test_each_resource_lists_and_shows_its_records(resource):
    one_of_each()
    listed = read(f"{resource}/")["results"]
    assert listed
    shown = read(f"{resource}/{listed[0]['slug']}/")
    assert shown.items() >= {key: value for key, value in listed[0].items() if key != "standing"}.items()
    assert listed[0]["url"].endswith(f"/api/v1/{resource}/{listed[0]['slug']}/")


def one_of_each():
    gas = cast.road_map("gas", topic=cast.topic("gas"))
    cast.speaker()
    talks = gas.negotiation
    cast.make(Term, slug="ft-closed", negotiation=talks, label="closed", definition="Closed.", status="agreed")
    cast.make(Aim, slug="ft-currency", negotiation=talks, title="Common currency")
    summit = cast.summit()
    cast.event(summit=summit)
    cast.adopted(gas)
    cast.tally()
    cast.make(Position, slug="ft-position", statement=cast.statement(by="northland"), party=cast.party(), summary="Wants it.", topic=gas.topic)
    poll = cast.make(Poll, slug="ft-poll", negotiation=talks, question="For or against?", pollster="The Asker", population="adults")
    cast.make(PollAnswer, poll=poll, answer="For", percent="50.5")
