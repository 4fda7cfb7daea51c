"""How a road map stood over time, and those that it came from and became."""

import pytest

from roadmaps.models import Negotiation, Succession
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db


def carry_on(one, other, kind="continues", **fields):
    return cast.make(Succession, slug=f"{other.pk}-from-{one.pk}", from_road_map=one, to_road_map=other, kind=kind, **fields)


@pytest.fixture
def gas(db):
    """Planned, confirmed, disputed on gas, then on gas and oil, then agreed; what Southland says stands beside it."""
    gas = cast.road_map("gas")
    cast.topic("oil")
    cast.adopted(gas, "planned", "2019-09-06")
    cast.adopted(gas, "planned", "2019-10", said_on="2019-10-15")
    cast.adopted(gas, "disputed", "2019-12-07", by="northland")
    cast.adopted(gas, "disputed", "2019-12-20", disputed_on="gas oil", reported_on="2020-01-05")
    cast.adopted(gas, "agreed", "2020-03-01")
    cast.claim(gas, "dropped", said_on="2020-02-01", by="southland")
    return gas


@pytest.fixture
def line(gas):
    """Gas and oil became fuel in the next talks, and fuel became energy; coal, too, became energy."""
    programme = cast.negotiation("fishery-programme", "fp", succeeds=Negotiation.objects.get())
    oil, coal = cast.road_map("oil"), cast.road_map("coal")
    fuel, energy = cast.road_map("fuel", programme), cast.road_map("energy", programme)
    cast.adopted(oil, "agreed", "2020-01-01")
    cast.adopted(fuel, "approved", "2021-05-01")
    cast.adopted(coal, "dropped", "2020-02-01")
    for one, other, kind in ((gas, fuel, "merges"), (oil, fuel, "merges"), (fuel, energy, "renames"), (coal, energy, "merges")):
        carry_on(one, other, kind)


def history(slug="ft-gas", **question):
    return read(f"road-maps/{slug}/history/", **question)


def course(body):
    return [(segment["road_map"]["slug"], segment["status"], segment["since"], segment["until"]) for segment in body["segments"]]


def test_each_run_of_the_same_is_a_segment_that_ends_where_the_next_begins(gas):
    assert [(status, since, until) for _, status, since, until in course(history())] == [
        ("planned", "2019-09-06", "2019-12-07"),
        ("disputed", "2019-12-07", "2019-12-20"),
        ("disputed", "2019-12-20", "2020-03-01"),
        ("agreed", "2020-03-01", None),
    ]


def test_a_segment_tells_what_began_it_and_what_confirmed_it(gas):
    planned, disputed, *_ = history()["segments"]
    assert [claim["effective_on"] for claim in planned["claims"]] == ["2019-09-06", "2019-10"]
    assert (planned["last_confirmed_on"], planned["last_confirmed_on_last"], planned["until_first"]) == ("2019-10", "2019-10-31", "2019-12-07")
    assert ([topic["slug"] for topic in disputed["disputed_on"]], disputed["claims"][0]["party"]["slug"]) == (["gas"], "northland")
    assert disputed["claims"][0]["sources"][0]["publisher"] == "The Journal"


def test_the_segment_in_force_is_the_standing_of_that_day(gas):
    for day in ("2019-09-06", "2019-11-30", "2019-12-07", "2019-12-31", "2021-01-01"):
        last, standing = history(as_of=day)["segments"][-1], read("road-maps/ft-gas/", as_of=day)["standing"]
        assert {name: last[name] for name in ("status", "label", "disputed_on", "since", "last_confirmed_on")} == {
            name: standing[name] for name in ("status", "label", "disputed_on", "since", "last_confirmed_on")
        }
        assert last["claims"][-1]["slug"] == standing["claim"]["slug"]


def test_by_what_was_known_and_according_to_one_party(gas):
    assert [found[1] for found in course(history(as_of="2019-12-31", known_on="2020-01-04"))] == ["planned", "disputed"]
    assert course(history(according_to="southland")) == [("ft-gas", "dropped", "2020-02-01", None)]


def test_where_nothing_is_recorded_there_is_no_segment(gas):
    assert history(as_of="2018-01-01")["segments"] == []


def test_without_lineage_it_tells_of_the_one(line):
    body = history()
    assert (body["lineage"], [member["slug"] for member in body["road_maps"]], body["successions"]) == (False, ["ft-gas"], [])


def test_with_lineage_it_goes_on_in_what_became_of_it_whatever_the_negotiation(line):
    body = history(lineage="true")
    assert [member["slug"] for member in body["road_maps"]] == ["fp-fuel", "fp-energy", "ft-gas"]
    assert course(body)[-2:] == [("ft-gas", "agreed", "2020-03-01", None), ("fp-fuel", "approved", "2021-05-01", None)]
    assert [(step["from_road_map"]["slug"], step["to_road_map"]["slug"]) for step in body["successions"]] == [
        ("fp-fuel", "fp-energy"),
        ("ft-gas", "fp-fuel"),
    ]


def test_with_lineage_it_begins_with_all_from_which_it_came_but_not_with_what_else_these_became(line):
    assert {member["slug"] for member in history("fp-fuel", lineage="true")["road_maps"]} == {"ft-gas", "ft-oil", "fp-fuel", "fp-energy"}
    assert {member["slug"] for member in history("fp-energy", lineage="true")["road_maps"]} == {"ft-gas", "ft-oil", "ft-coal", "fp-fuel", "fp-energy"}
    assert {found[0] for found in course(history("fp-energy", lineage="true"))} == {"ft-gas", "ft-oil", "ft-coal", "fp-fuel"}


def test_each_member_comes_with_its_negotiation_and_the_revision_of_that(line):
    told = {member["slug"]: (member["negotiation"]["slug"], member["revision"]) for member in history(lineage="true")["road_maps"]}
    revisions = {row["slug"]: row["revision"] for row in read("negotiations/")["results"]}
    assert told["ft-gas"] == ("fishery-talks", revisions["fishery-talks"])
    assert told["fp-fuel"] == ("fishery-programme", revisions["fishery-programme"])


def test_a_circle_ends(gas):
    oil = cast.road_map("oil")
    carry_on(gas, oil)
    carry_on(oil, gas)
    assert [member["slug"] for member in history(lineage="true")["road_maps"]] == ["ft-gas", "ft-oil"]


@pytest.mark.parametrize(("name", "value"), [("lineage", "yes"), ("as_of", "2019"), ("according_to", "atlantis"), ("depth", "1")])
def test_a_wrong_parameter_is_refused_by_its_name(gas, name, value):
    assert wrong(refused("road-maps/ft-gas/history/", **{name: value}), name)


def test_of_a_road_map_that_is_not_there_there_is_none(db):
    refused("road-maps/ft-atlantis/history/", 404)
