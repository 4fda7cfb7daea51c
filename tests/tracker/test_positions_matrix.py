"""What each party wants: its last position on each thing."""

import pytest

from roadmaps.models import Position
from tests import cast
from tests.tracker.api import read, refused, wrong

pytestmark = pytest.mark.django_db


def position(summary, party="northland", held_on=None, said_on="2019-12-20", **on):
    spoken = cast.statement(said_on, by=party, reported_on=on.pop("reported_on", None))
    number = Position.objects.count() + 1
    return cast.make(Position, slug=f"ft-position-{number}", statement=spoken, party=cast.party(party), held_on=held_on, summary=summary, **on)


@pytest.fixture
def talks(db):
    cast.negotiation(parties=[cast.party("northland").pk, cast.party("southland").pk])


def matrix(**question):
    """Subject → the summaries of the parties, in their order."""
    body = read("negotiations/fishery-talks/positions-matrix/", **question)
    named = [(row["topic"] or row["road_map"] or {"slug": "general"})["slug"] for row in body["rows"]]
    told = [[cell["position"] and cell["position"]["summary"] for cell in row["cells"]] for row in body["rows"]]
    return dict(zip(named, told, strict=True))


def test_the_last_position_stands_and_silence_is_null(talks):
    gas = cast.topic("gas")
    position("Dear gas.", held_on="2019-11-01", topic=gas)
    position("Cheap gas.", held_on="2019-12-01", topic=gas)
    assert matrix() == {"gas": ["Cheap gas.", None]}


def test_topics_stand_before_road_maps_in_their_order_and_the_general_last(talks):
    oil, fish = cast.road_map("oil"), cast.road_map("fish")
    position("In general.")
    for on in ({"road_map": fish}, {"road_map": oil}, {"topic": cast.topic("tax")}, {"topic": cast.topic("gas")}):
        position("This.", "southland", **on)
    assert list(matrix()) == ["gas", "tax", "ft-oil", "ft-fish", "general"]
    subjects = [row["subject"] for row in read("negotiations/fishery-talks/positions-matrix/")["rows"]]
    assert subjects == ["topic", "topic", "road_map", "road_map", "general"]


def test_every_row_has_a_cell_for_every_party_in_the_same_order(talks):
    position("From outside.", "the-union")
    body = read("negotiations/fishery-talks/positions-matrix/")
    parties = [party["slug"] for party in body["parties"]]
    assert parties == ["northland", "southland", "the-union"]
    assert [[cell["party"]["slug"] for cell in row["cells"]] for row in body["rows"]] == [parties]


def test_as_of_a_day_what_was_held_by_then(talks):
    position("Before.", held_on="2019-11")
    position("After.", held_on="2020-01-01")
    assert matrix(as_of="2019-12-31") == {"general": ["Before.", None]}
    assert matrix(as_of="2019-11-29") == {}


def test_known_on_a_day_what_was_public_by_then(talks):
    position("Said aloud.", held_on="2019-11-01", said_on="2019-11-01")
    position("Leaked later.", held_on="2019-11-02", said_on="2019-11-02", reported_on="2020-01-01")
    assert matrix(as_of="2019-12-31") == {"general": ["Leaked later.", None]}
    assert matrix(known_on="2019-12-31") == {"general": ["Said aloud.", None]}


def test_one_of_no_day_is_held_on_the_day_it_was_said_and_one_of_no_day_at_all_is_the_oldest(talks):
    position("Nobody knows when.", said_on=None)
    assert matrix(as_of="2019-01-01") == {"general": ["Nobody knows when.", None]}
    assert matrix(known_on="2030-01-01") == {}
    position("Said in December.", said_on="2019-12-20")
    assert matrix(as_of="2019-12-19") == {"general": ["Nobody knows when.", None]}
    assert matrix(as_of="2019-12-20") == {"general": ["Said in December.", None]}


def test_of_one_day_the_one_that_became_public_last_stands(talks):
    position("Said aloud.", held_on="2019-11-01", said_on="2019-11-01")
    position("Nobody knows when it came out.", held_on="2019-11-01", said_on=None)
    assert matrix() == {"general": ["Said aloud.", None]}


def test_a_position_comes_with_its_evidence(talks):
    spoken = cast.statement("2019-12-20", by="northland", speaker=cast.speaker())
    held = cast.make(Position, slug="ft-wish", statement=spoken, party=cast.party(), held_on="2019-12", stance="conditional", summary="If cheap.")
    told = read("negotiations/fishery-talks/positions-matrix/")["rows"][0]["cells"][0]["position"]
    assert told == read(f"positions/{held.pk}/")
    assert (told["stance"], told["held_on"], told["statement"]["title"], len(told["sources"])) == (
        "conditional",
        "2019-12",
        "Nora North, 2019-12-20",
        1,
    )


def test_the_question_is_echoed_and_takes_no_party(talks):
    body = read("negotiations/fishery-talks/positions-matrix/", known_on="2019-12-31")
    assert (body["as_of"], body["known_on"], body["revision"]) == ("2019-12-31", "2019-12-31", read("negotiations/fishery-talks/")["revision"])
    assert wrong(refused("negotiations/fishery-talks/positions-matrix/", according_to="northland"), "according_to")["allowed"] == [
        "as_of",
        "known_on",
    ]
