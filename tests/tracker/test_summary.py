"""Where a negotiation stands, in numbers."""

import datetime

import pytest
import time_machine

from roadmaps.models import Citation, Status
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db
AT = "http://testserver/api/v1"


@pytest.fixture
def three_chapters(db):
    """Gas is agreed by Northland's word, though Southland disputes it; oil is disputed on gas and oil; of fish nobody says anything."""
    cast.negotiation(parties=[cast.party("northland").pk, cast.party("southland").pk])
    gas, oil, fish = cast.road_map("gas"), cast.road_map("oil"), cast.road_map("fish")
    cast.topic("oil")
    cast.adopted(gas, "planned", "2019-09-06", basis="derived")
    cast.adopted(gas, "agreed", "2019-12-01", by="northland", basis="stated")
    cast.claim(gas, "disputed", "2019-12-10", by="southland", disputed_on="gas")
    cast.adopted(oil, "disputed", "2019-12-20", disputed_on=f"{cast.topic('gas').pk} oil", basis="implied")
    return gas, oil, fish


def summary(**question):
    return read("negotiations/fishery-talks/summary/", **question)


def counted(counts) -> dict:
    return {name: number for name, number in counts.items() if number}


def test_every_status_is_there_always_and_what_nobody_speaks_of_is_unrecorded(three_chapters):
    statuses = summary(as_of="2019-12-31")["statuses"]
    assert list(statuses) == [*Status.values, "unrecorded"]
    assert counted(statuses) == {"agreed": 1, "disputed": 1, "unrecorded": 1}
    assert summary(as_of="2018-01-01")["statuses"] == {**dict.fromkeys(Status.values, 0), "unrecorded": 3}


def test_by_basis_every_status_is_there_too(three_chapters):
    by_basis = summary(as_of="2019-12-31")["by_basis"]
    assert {basis: counted(counts) for basis, counts in by_basis.items()} == {"stated": {"agreed": 1}, "derived": {}, "implied": {"disputed": 1}}
    assert all(list(counts) == Status.values for counts in by_basis.values())


def test_each_party_is_counted_by_its_own_word_and_its_silence_is_counted(three_chapters):
    sides = {side["party"]["slug"]: side for side in summary(as_of="2019-12-31")["sides"]}
    assert {slug: counted(side["statuses"]) for slug, side in sides.items()} == {
        "northland": {"agreed": 1, "unrecorded": 2},
        "southland": {"disputed": 1, "unrecorded": 2},
    }
    assert {side["silent_on"] for side in sides.values()} == {2}


def test_a_party_that_has_not_spoken_by_that_day_is_silent_on_all(three_chapters):
    sides = {side["party"]["slug"]: side["silent_on"] for side in summary(as_of="2019-12-05")["sides"]}
    assert sides == {"northland": 2, "southland": 3}
    known = {side["party"]["slug"]: side["silent_on"] for side in summary(as_of="2019-12-31", known_on="2019-11-30")["sides"]}
    assert known == {"northland": 3, "southland": 3}


def test_what_is_withdrawn_or_about_a_part_is_nobodys_word(three_chapters):
    *_, fish = three_chapters
    cast.claim(fish, "agreed", by="northland", judgement="withdrawn")
    cast.claim(fish, "agreed", by="northland", about="the price")
    assert next(side for side in summary()["sides"] if side["party"]["slug"] == "northland")["silent_on"] == 2


def test_a_body_that_is_no_party_to_it_but_spoke_is_listed(three_chapters):
    cast.claim(three_chapters[0], "agreed", by="the-union")
    assert [side["party"]["slug"] for side in summary()["sides"]] == ["northland", "southland", "the-union"]


def test_the_sides_are_the_standings_according_to_each_party(three_chapters):
    for side in summary(as_of="2019-12-31")["sides"]:
        asked = summary(as_of="2019-12-31", according_to=side["party"]["slug"])
        assert asked["statuses"] == side["statuses"]


def test_what_is_disputed_names_road_maps_and_topics(three_chapters):
    body = summary(as_of="2019-12-31")
    (disputed,) = body["disputed_road_maps"]
    assert disputed["road_map"] == {"slug": "ft-oil", "title": "Oil", "url": f"{AT}/road-maps/ft-oil/"}
    assert ([topic["slug"] for topic in disputed["disputed_on"]], disputed["basis"]) == (["gas", "oil"], "implied")
    assert [(found["topic"]["title"], found["road_maps"]) for found in body["disputed_topics"]] == [("Gas", 1), ("Oil", 1)]
    assert summary(as_of="2019-12-19")["disputed_road_maps"] == []


@pytest.mark.parametrize(
    ("as_of", "changed", "previous", "following"),
    [
        ("2019-09-05", None, None, "2019-09-06"),
        ("2019-09-06", "2019-09-06", None, "2019-12-01"),
        ("2019-12-01", "2019-12-01", "2019-09-06", "2019-12-20"),
        ("2019-12-19", "2019-12-01", "2019-12-01", "2019-12-20"),
        ("2019-12-20", "2019-12-20", "2019-12-01", None),
        ("2030-01-01", "2019-12-20", "2019-12-20", None),
    ],
)
def test_the_dates_of_change_lead_from_one_to_the_next(three_chapters, as_of, changed, previous, following):
    body = summary(as_of=as_of)
    assert (body["changed_on"], body["previous_change_on"], body["next_change_on"]) == (changed, previous, following)


def test_the_dates_of_change_are_those_of_what_was_known(three_chapters):
    assert summary(as_of="2019-12-31", known_on="2019-12-05")["changed_on"] == "2019-12-01"


class TestTheQuestion:
    def test_it_is_echoed_with_the_revision(self, three_chapters):
        body = summary(known_on="2019-12-05", according_to="northland")
        assert (body["as_of"], body["known_on"], body["according_to"]) == ("2019-12-05", "2019-12-05", "northland")
        assert body["revision"] == read("negotiations/fishery-talks/")["revision"]
        assert body["negotiation"] == {"slug": "fishery-talks", "title": "Fishery talks", "url": f"{AT}/negotiations/fishery-talks/"}

    @time_machine.travel(datetime.datetime(2019, 12, 19, 23, 30, tzinfo=datetime.UTC))
    def test_without_a_day_it_answers_for_today(self, three_chapters):
        body = summary()
        assert (body["as_of"], counted(body["statuses"])) == ("2019-12-19", {"agreed": 1, "unrecorded": 2})

    @pytest.mark.parametrize(
        ("name", "value"), [("as_of", "2019-12"), ("as_of", "2019-02-30"), ("known_on", "yesterday"), ("according_to", "atlantis"), ("page", "2")]
    )
    def test_a_wrong_one_is_refused_by_its_name(self, three_chapters, name, value):
        assert wrong(refused("negotiations/fishery-talks/summary/", **{name: value}), name)

    def test_of_a_negotiation_that_is_not_there_there_is_none(self, db):
        refused("negotiations/atlantis/summary/", 404)


class TestTheEnd:
    def test_one_that_goes_on_says_so(self, three_chapters):
        body = summary()
        assert (body["has_ended"], body["ended"], body["ended_first"], body["ended_last"]) == (False, None, None, None)

    def test_one_that_ended_says_since_when(self, three_chapters):
        talks = cast.negotiation()
        talks.ended = "2020-02"
        talks.save()
        body = summary()
        assert (body["has_ended"], body["ended"], body["ended_last"]) == (True, "2020-02", "2020-02-29")
        assert summary(as_of="2020-02-28")["has_ended"] is False


def test_it_tells_how_much_is_recorded(three_chapters):
    cast.tally(statement=three_chapters[0].claims.first().statement)
    cast.summit()
    assert summary(as_of="2018-01-01")["recorded"] == {
        "road_maps": 3, "terms": 0, "aims": 0, "summits": 1, "events": 0, "statements": 4, "claims": 4, "tallies": 1, "positions": 0, "polls": 0, "sources": 4,
    }  # fmt: skip


def test_a_source_that_is_cited_twice_is_counted_once_and_that_of_other_talks_not_at_all(three_chapters):
    cast.adopted(cast.road_map("gas", cast.negotiation("other-talks", "ot")))
    summit, journal = cast.summit(), cast.source("journal")
    for cites in ({"summit": summit}, {"road_map": three_chapters[0]}):
        cast.make(Citation, source=journal, slug=f"ft-cites-{next(iter(cites)).replace('_', '-')}", **cites)
    assert summary()["recorded"]["sources"] == 5
