"""Lists are filtered by declared parameters; a parameter given twice means either."""

import pytest

from roadmaps.models import AgendaItem, Citation
from tests import cast
from tests.tracker.api import read, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def ledger(db):
    """Gas is disputed on gas and tax, oil agreed, of fish nothing is recorded."""
    cast.topic("gas")
    cast.topic("tax")
    cast.adopted(cast.road_map("gas", topic=cast.topic("gas")), "disputed", disputed_on="gas tax")
    cast.adopted(cast.road_map("oil"), "agreed", basis="derived")
    cast.road_map("fish")


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"status": "disputed"}, ["ft-gas"]),
        ({"status": ["disputed", "agreed"]}, ["ft-gas", "ft-oil"]),
        ({"status": "unrecorded"}, ["ft-fish"]),
        ({"status": ["unrecorded", "agreed"]}, ["ft-oil", "ft-fish"]),
        ({"disputed_on": "tax"}, ["ft-gas"]),
        ({"disputed_on": ["gas", "tax"]}, ["ft-gas"]),
        ({"basis": "derived"}, ["ft-oil"]),
        ({"topic": "gas"}, ["ft-gas"]),
        ({"title_basis": "attested", "status": "agreed"}, ["ft-oil"]),
        ({"status": "disputed", "as_of": "2019-01-01"}, []),
    ],
)
def test_road_maps_by_how_they_stand(ledger, given, found):
    assert rows("road-maps/", **given) == found
    assert read("road-maps/", **given)["count"] == len(found)


def test_road_maps_by_negotiation():
    cast.road_map()
    other = cast.negotiation("grain-talks", "gt")
    cast.road_map("wheat", under=other)
    assert rows("road-maps/", negotiation="grain-talks") == ["gt-wheat"]
    assert rows("road-maps/", negotiation=["grain-talks", "fishery-talks"]) == ["ft-gas", "gt-wheat"]


def test_road_maps_by_summit():
    summit = cast.summit()
    cast.make(AgendaItem, summit=summit, road_map=cast.road_map("gas"))
    cast.road_map("oil")
    assert rows("road-maps/", summit="ft-summit") == ["ft-gas"]


def test_road_maps_by_source_are_those_that_it_names_or_says_something_of():
    journal = cast.source("journal")
    spoken = cast.statement(sources=0)
    cast.make(Citation, statement=spoken, source=journal, locator="p. 1")
    cast.make(Citation, statement=spoken, source=journal, locator="p. 2")
    cast.claim(cast.road_map("gas"), statement=spoken)
    cast.claim(cast.road_map("gas"), statement=spoken)
    cast.make(Citation, road_map=cast.road_map("oil"), source=journal)
    cast.road_map("fish")
    assert rows("road-maps/", source="journal") == ["ft-gas", "ft-oil"]


def test_finished_negotiations_can_be_left_out():
    cast.road_map(under=cast.negotiation("fishery-talks", started="2019", ended="2021-04-07"))
    cast.road_map("wheat", under=cast.negotiation("grain-talks", "gt"))
    assert rows("negotiations/", ended="false") == ["grain-talks"]
    assert rows("negotiations/", ended="true") == ["fishery-talks"]
    assert rows("road-maps/", ended="false") == ["gt-wheat"]


@pytest.mark.parametrize(
    ("span", "found"),
    [
        ("2019-12-07", ["ft-december", "ft-sochi"]),
        ("2019-12", ["ft-december", "ft-sochi"]),
        ("2019", ["ft-december", "ft-sochi"]),
        ("2019-12-08/2019-12-31", ["ft-december"]),
        ("2020", []),
    ],
)
def test_dates_that_may_lie_within_the_span_are_found(span, found):
    cast.summit("sochi", "2019-12-07")
    cast.summit("december", "2019-12")
    assert sorted(rows("summits/", held_on=span)) == found


def test_claims_by_what_they_say_and_who_says_it():
    gas, oil = cast.road_map("gas"), cast.road_map("oil")
    spoken = cast.statement(by="northland", speaker=cast.speaker(), slug="ft-speech")
    cast.adopted(gas, "disputed", statement=spoken, slug="ft-one")
    cast.claim(oil, "agreed", slug="ft-two")
    source = spoken.citations.get().source_id
    for given in ({"road_map": "ft-gas"}, {"statement": "ft-speech"}, {"status": "disputed"}, {"disputed_on": "gas"}, {"judgement": "adopted"},
                  {"party": "northland"}, {"speaker": "nora-north"}, {"source": source}):  # fmt: skip
        assert rows("status-claims/", **given) == ["ft-one"], given
    assert rows("status-claims/", negotiation="fishery-talks", effective_on="2019-12") == ["ft-one", "ft-two"]


def test_statements_by_what_they_speak_of():
    spoken = cast.statement("2019-12-20", slug="ft-speech", summit=cast.summit())
    cast.claim(cast.road_map("gas"), statement=spoken)
    cast.claim(cast.road_map("oil"), statement=spoken)
    cast.statement("2020-01-02", slug="ft-later")
    for given in ({"road_map": ["ft-gas", "ft-oil"]}, {"summit": "ft-summit"}, {"said_on": "2019"}, {"source": spoken.citations.get().source_id}):
        assert rows("statements/", **given) == ["ft-speech"], given


def test_sources_by_kind_and_statement():
    spoken = cast.statement(sources=1)
    cited = spoken.citations.get().source_id
    cast.source("treaty", kind="treaty", quality="primary")
    assert rows("sources/", kind="treaty") == ["treaty"]
    assert rows("sources/", statement=spoken.pk) == [cited]
